// SPDX-License-Identifier: MIT
// Deep copies of slots that belong to one operation: a value that is referred to twice comes out
// as one object, and damaged slots cannot make a copy that is larger than the region by orders
// of magnitude.
import { Copy } from './plain.js';

/** @import { Arena } from './arena.js' */

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
