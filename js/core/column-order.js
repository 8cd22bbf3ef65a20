// SPDX-License-Identifier: MIT
// What a column can do that orders or groups its elements. Floats order as
// Float64Array.prototype.sort() orders them: -0 before 0, NaN behind all numbers.
import { Groups } from './column-groups.js';
import { ColumnStorage, allocElements, writeColumn } from './column-storage.js';
import { fault, typeFault } from './errors.js';
import { typeName } from './kernels.js';
import { runOrder } from './run-order.js';

/** @import { Column } from './column.js' */
/** @import { TypedArray } from './extended/column.js' */
/** @import { NativeOrder } from './kernels-wasm-order.js' */

/**
 * @template {TypedArray} T
 * @extends {ColumnStorage<T>}
 */
export class OrderedColumn extends ColumnStorage {
  /** C's way to order these elements, where the arena has it. @package @returns {NativeOrder | undefined} */
  get nativeOrder() {
    const { kernels } = /** @type {{ kernels?: Partial<Record<string, { order?: NativeOrder }>> }} */ (/** @type {unknown} */ (this.arena));
    return kernels?.[typeName(this.type.name)]?.order;
  }

  /** A new column of the same class. @param {any} type @param {number} count @returns {Column<any>} */
  #make(type, count) {
    return new /** @type {any} */ (this.constructor)(this.arena, allocElements(this.arena, type, count));
  }

  /** A new column with a copy of elements. @param {any} type @param {ArrayLike<any>} items @returns {Column<any>} */
  #copyOf(type, items) {
    return new /** @type {any} */ (this.constructor)(this.arena, writeColumn(this.arena, type, items));
  }

  /**
   * Sort ascending, in place. With the C engine in O(length) whatever the elements, and the memory
   * must have room for a copy of them meanwhile.
   *
   * @returns {this}
   */
  sort() {
    runOrder(this.arena, this.nativeOrder, 'sort', this.length, 0, () => [this.view]);
    return this;
  }

  /**
   * Indices of the elements in ascending order; equal elements, and NaNs, stay in theirs.
   *
   * @returns {Column<Uint32Array>} a new column
   */
  argsort() {
    const { length } = this;
    const indices = this.#make(Uint32Array, length);
    runOrder(this.arena, this.nativeOrder, 'argsort', length, 0, () => [this.view, indices.view]);
    return indices;
  }

  /**
   * The largest elements, the largest first; or the smallest, the smallest first. Of equal
   * elements the one of the lower index comes first. NaN is no candidate.
   *
   * @param {number} k  how many; there are fewer when the column has not as many
   * @param {{ smallest?: boolean }} [options]
   * @returns {{ values: Column<T>, indices: Column<Uint32Array> }} new columns
   */
  topK(k, { smallest = false } = {}) {
    if (!Number.isInteger(k) || k < 0) {
      throw fault('ZB_E_INVALID', `there are no ${String(k)} ${smallest ? 'smallest' : 'largest'} elements; pass a whole number, 0 or more`);
    }
    const { length } = this;
    const found = runOrder(this.arena, this.nativeOrder, 'top', length, Math.min(k, length), () => [this.view, Math.min(k, length), !smallest]);
    const indices = this.#copyOf(Uint32Array, found);
    const values = this.#make(this.type, found.length);
    const { view } = this;
    const out = values.view;
    for (let i = 0; i < found.length; i++) out[i] = view[/** @type {number} */ (found[i])];
    return { values, indices };
  }

  /**
   * The element below which a fraction of the others lie, by linear interpolation between its
   * neighbours (type 7 of Hyndman and Fan, as in R and NumPy): 0 is the smallest, 1 the largest.
   * 64-bit integers count as the doubles next to them.
   *
   * @param {number} fraction  0 to 1
   * @returns {number} NaN when an element is, or there are none
   */
  quantile(fraction) {
    return /** @type {number} */ (this.quantiles([fraction])[0]);
  }

  /**
   * quantile() of several fractions, at hardly more cost than of one.
   *
   * @param {readonly number[] | Float64Array} fractions  0 to 1, in any order
   * @returns {Float64Array} apart from the region
   */
  quantiles(fractions) {
    const wanted = Array.from(fractions);
    for (const fraction of wanted) {
      if (!(typeof fraction === 'number' && fraction >= 0 && fraction <= 1)) {
        throw fault('ZB_E_INVALID', `${String(fraction)} is no fraction of a column; pass a number from 0 to 1`);
      }
    }
    return runOrder(this.arena, this.nativeOrder, 'quantiles', this.length, wanted.length, () => [this.view, wanted]);
  }

  /** quantile() of 0.5. @returns {number} */
  median() {
    return this.quantile(0.5);
  }

  /**
   * Group rows by these integers: the result adds up and compares columns of values by group.
   * With the C engine in O(length), also for keys that were chosen to collide.
   *
   * @returns {Groups<T>} two new columns, of the rows' groups and the groups' keys
   */
  groupBy() {
    if (typeName(this.type.name).startsWith('f')) {
      throw typeFault(`rows are grouped by integers, not by a ${this.type.name}; copy the keys to an Int32Array or Uint32Array column first`);
    }
    const { length } = this;
    const rows = this.#make(Uint32Array, length);
    const { keys, counts } = runOrder(this.arena, this.nativeOrder, 'group', length, 0, () => [this.view, rows.view]);
    return new Groups(/** @type {Column<T>} */ (this.#copyOf(this.type, keys)), rows, counts);
  }
}
