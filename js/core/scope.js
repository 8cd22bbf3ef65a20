// SPDX-License-Identifier: MIT
// Scopes: what a function allocates is freed when it ends. A scope of an async function
// stays open while others run, so what lies above its checkpoint is not all its own. Hence:
//  - a scope that ends while a younger one is open waits for that one;
//  - an async scope inside another async scope gives nothing back by itself: whether it was
//    nested or merely overlaps cannot be seen, and in the second case bytes of the older
//    scope may lie above its checkpoint. All of it is freed when the last of them ends.
import { fault, typeFault } from './errors.js';
import { targetOf } from './target.js';

/** @import { Arena } from './arena.js' */

/** @typedef {{ readonly checkpoint: number, isAsync: boolean, hasEnded: boolean }} Scope */

/**
 * An accessor is none: it shows data, and may have been freed by a scope inside this one.
 *
 * @param {unknown} value
 * @returns {value is PromiseLike<unknown>}
 */
function isThenable(value) {
  if (typeof value !== 'object' || value === null || targetOf(value) !== undefined) return false;
  return typeof Reflect.get(value, 'then') === 'function';
}

export class Scopes {
  /** @param {Arena} arena */
  constructor(arena) {
    /** @private */
    this.arena = arena;
    /** @private Oldest first, so checkpoints rise. @type {Scope[]} */
    this.open = [];
  }

  /**
   * Refuse a restore below the checkpoint of a scope that is open.
   *
   * @param {number} checkpoint
   */
  requireAbove(checkpoint) {
    const innermost = this.open.at(-1);
    if (innermost === undefined || checkpoint >= innermost.checkpoint) return;
    throw fault(
      'ZB_E_CHECKPOINT',
      `${checkpoint} lies below ${innermost.checkpoint}, where a scope began that is still open; restore when it has ended`,
      checkpoint,
    );
  }

  /**
   * @template A, R
   * @param {(given: A) => R} operation
   * @param {A} given
   * @returns {R}
   */
  run(operation, given) {
    if (typeof operation !== 'function') throw typeFault('scope() takes a function; what it allocates is freed when it ends');
    if (this.arena.writing > 0) {
      throw fault('ZB_E_INVALID', 'a value is being written, and its own getter or toJSON begins a scope; do that when it is written');
    }
    /** @type {Scope} */
    const scope = { checkpoint: this.arena.save(), isAsync: false, hasEnded: false };
    this.open.push(scope);
    let result;
    try {
      result = operation(given);
      scope.isAsync = isThenable(result);
    } catch (error) {
      this.endAfterFailure(scope);
      throw error;
    }
    if (!scope.isAsync) {
      this.end(scope);
      return result;
    }
    return /** @type {R} */ (Promise.resolve(result).then(
      (value) => {
        this.end(scope);
        return value;
      },
      (error) => {
        this.endAfterFailure(scope);
        throw error;
      },
    ));
  }

  /** @private The function's own error counts, not what may go wrong with freeing after it. @param {Scope} scope */
  endAfterFailure(scope) {
    try {
      this.end(scope);
    } catch {
      // the bytes stay taken
    }
  }

  /** @private @param {Scope} scope */
  end(scope) {
    scope.hasEnded = true;
    if (this.open.at(-1) !== scope) scope.isAsync = true; // it waits, and others run meanwhile
    let target;
    for (let last = this.open.at(-1); last?.hasEnded === true; last = this.open.at(-1)) {
      this.open.pop();
      const isInsideAsync = last.isAsync && this.open.some((older) => older.isAsync);
      if (!isInsideAsync) target = last.checkpoint;
    }
    if (target !== undefined) this.arena.restore(Math.max(target, this.arena.start)); // an engine that came meanwhile stays
  }
}
