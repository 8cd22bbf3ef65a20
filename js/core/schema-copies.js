// SPDX-License-Identifier: MIT
// Deep copies of slots that belong to one operation: a value that is referred to twice comes out
// as one object, and damaged slots cannot make a copy that is larger than the region by orders
// of magnitude.
import { Copy, treeCopyOf } from './plain.js';

/** @import { Arena } from './arena.js' */
/** @import { TreeCopy } from './tree-copy.js' */

/**
 * Makes copies that belong to one operation.
 *
 * @typedef {SlotCopies | TreeCopy} Copies
 */

/**
 * Copies that belong together: fast when they are trees, with all care otherwise.
 *
 * @template T
 * @param {Arena} arena  synced
 * @param {(copies: Copies) => T} make  runs no user code; may be run twice
 * @returns {T}
 */
export function copyTogether(arena, make) {
  return treeCopyOf(arena).attempt(make) ?? make(new SlotCopies(arena));
}

export class SlotCopies {
  /** @type {Copy} */
  #copy;

  /** @param {Arena} arena  synced; no user code runs while copies are made */
  constructor(arena) {
    this.#copy = new Copy(arena);
  }

  /**
   * Any value.
   *
   * @param {number} slot  checked
   * @returns {any}
   */
  read(slot) {
    const copy = this.#copy;
    /** @type {unknown} */
    let result;
    copy.run(copy.level(true, slot, 1, undefined, undefined, (_name, value) => { result = value; }));
    return result;
  }

  /**
   * A value that is no array, no object and of no extension type.
   *
   * @param {number} slot  checked
   * @returns {any}
   */
  leaf(slot) {
    const copy = this.#copy;
    return copy.leaf(slot, copy.arena.dv.getUint8(slot));
  }
}
