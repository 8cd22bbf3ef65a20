// SPDX-License-Identifier: MIT
// Accessors by handle, held weakly: one value has one accessor for as long as anyone holds it.
import { isFreed } from './target.js';

/** @import { ArrayTarget, ObjectTarget } from './target.js' */

const FIRST_SWEEP = 1024;

/** @template {ObjectTarget | ArrayTarget} T */
export class AccessorCache {
  constructor() {
    /** @private @type {Map<number, WeakRef<T>>} */
    this.references = new Map();
    /** @private Entries at which those that nobody holds are dropped. */
    this.sweepAt = FIRST_SWEEP;
  }

  /**
   * The accessor of a handle, unless nobody holds it or its value was freed.
   *
   * @param {number} handle
   */
  get(handle) {
    const target = this.references.get(handle)?.deref();
    return target === undefined || isFreed(target) ? undefined : target.proxy;
  }

  /** @param {T} target */
  add(target) {
    if (this.references.size >= this.sweepAt) this.sweep();
    this.references.set(target.handle, new WeakRef(target));
  }

  /** @private Costs one step per entry, once per doubling. */
  sweep() {
    for (const [handle, reference] of this.references) {
      if (reference.deref() === undefined) this.references.delete(handle);
    }
    this.sweepAt = Math.max(FIRST_SWEEP, 2 * this.references.size);
  }

  clear() {
    this.references.clear();
  }
}
