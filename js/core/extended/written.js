// SPDX-License-Identifier: MIT
// What one operation has written: an object that is met again becomes a second reference to
// the same bytes (SPEC.md, 9.1), so that shared values stay shared and cycles end.
import { setCell } from '../cell.js';

/** @import { Cell } from '../cell.js' */

/** Up to here, looking at each costs less than a Map. */
const FEW = 8;
/** Places that are kept for the next operation. */
const KEPT = 1024;

export class Written {
  constructor() {
    /** @private */
    this.count = 0;
    /** @private The first of them. @type {(object | undefined)[]} */
    this.values = [];
    /** @private @type {number[]} */
    this.tags = [];
    /** @private @type {number[]} */
    this.handles = [];
    /** @private All of them by number, once there are many. @type {Map<object, number> | undefined} */
    this.numbers = undefined;
  }

  /**
   * A reference to what an object was written as, or undefined.
   *
   * @param {object} value
   * @returns {Readonly<Cell> | undefined}
   */
  find(value) {
    const { numbers, count } = this;
    if (numbers !== undefined) {
      const number = numbers.get(value);
      return number === undefined ? undefined : this.cellOf(number);
    }
    const { values } = this;
    for (let number = 0; number < count; number++) {
      if (values[number] === value) return this.cellOf(number);
    }
    return undefined;
  }

  /** @private @param {number} number */
  cellOf(number) {
    return setCell(/** @type {number} */ (this.tags[number]), /** @type {number} */ (this.handles[number]));
  }

  /** From now on others may refer to it. @param {object} value @param {number} tag @param {number} handle */
  add(value, tag, handle) {
    const number = this.count++;
    this.tags[number] = tag;
    this.handles[number] = handle;
    if (number < FEW) this.values[number] = value;
    else this.addMany(value, number);
    return setCell(tag, handle);
  }

  /** @private @param {object} value @param {number} number */
  addMany(value, number) {
    if (this.numbers === undefined) {
      this.numbers = new Map();
      this.values.forEach((known, index) => this.numbers?.set(/** @type {object} */ (known), index));
    }
    this.numbers.set(value, number);
  }

  /** Begin anew. */
  clear() {
    const few = Math.min(this.count, FEW);
    for (let number = 0; number < few; number++) this.values[number] = undefined;
    if (this.count > KEPT) {
      this.tags = [];
      this.handles = [];
    }
    this.count = 0;
    this.numbers = undefined;
  }
}
