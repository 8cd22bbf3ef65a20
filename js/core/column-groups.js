// SPDX-License-Identifier: MIT
// Rows grouped by the integers of a column, and columns of values added up by group.
import { allocElements } from './column-storage.js';
import { runOrder } from './run-order.js';
import { fault, typeFault } from './errors.js';

/** @import { Column } from './column.js' */
/** @import { TypedArray } from './extended/column.js' */

/**
 * Groups of rows, numbered as they first appear. Made by column.groupBy(). Every result is a new
 * column with an element per group, in the order of `keys`.
 *
 * @template {TypedArray} K
 */
export class Groups {
  /** The number of each row's group. @type {Column<Uint32Array>} */
  #rows;
  /** @type {Uint32Array} */
  #counts;

  /**
   * For column.groupBy().
   *
   * @param {Column<K>} keys
   * @param {Column<Uint32Array>} rows
   * @param {Uint32Array} counts
   */
  constructor(keys, rows, counts) {
    /** The key of each group. */
    this.keys = keys;
    this.#rows = rows;
    this.#counts = counts;
  }

  /** Count of groups. */
  get length() {
    return this.keys.length;
  }

  /** Count of rows. */
  get rowCount() {
    return this.#rows.length;
  }

  /** The number of a row's group, its place in `keys`. @param {number} row @returns {number | undefined} undefined where there is no such row */
  of(row) {
    return this.#rows.at(row);
  }

  /** Rows of each group. @returns {Column<Uint32Array>} */
  count() {
    const counts = this.#make(Uint32Array);
    counts.view.set(this.#counts);
    return counts;
  }

  /**
   * Sum of each group's values. In doubles, row after row, with what each addition loses added last:
   * the error stays within 2^-53 of the sum, plus n² × 2^-106 of the sum of the magnitudes of n
   * values. Of integers exact, rounded once.
   *
   * @param {Column<any>} values  one a row; not of 64-bit integers
   * @returns {Column<Float64Array>}
   */
  sum(values) {
    this.#requireValues(values);
    const sums = this.#make(Float64Array);
    runOrder(sums.arena, values.nativeOrder, 'groupSum', values.length, this.length, () => [values.view, this.#rows.view, sums.view]);
    return sums;
  }

  /** Mean of each group's values: sum() / count. @param {Column<any>} values  as for sum() @returns {Column<Float64Array>} */
  mean(values) {
    const means = this.sum(values);
    const { view } = means;
    for (const [number, count] of this.#counts.entries()) view[number] = /** @type {number} */ (view[number]) / count;
    return means;
  }

  /**
   * Smallest of each group's values: NaN when one is, -0 below 0.
   *
   * @template {TypedArray} T
   * @param {Column<T>} values  one a row; not of 64-bit integers
   * @returns {Column<T>}
   */
  min(values) {
    return this.#range(values).mins;
  }

  /** Largest, as min(). @template {TypedArray} T @param {Column<T>} values @returns {Column<T>} */
  max(values) {
    return this.#range(values).maxs;
  }

  /** @template {TypedArray} T @param {Column<T>} values */
  #range(values) {
    this.#requireValues(values);
    const mins = this.#make(values.type);
    const maxs = this.#make(values.type);
    runOrder(mins.arena, values.nativeOrder, 'groupRange', values.length, this.length, () => [values.view, this.#rows.view, mins.view, maxs.view]);
    return { mins, maxs };
  }

  /** @param {any} type @returns {Column<any>} */
  #make(type) {
    const { keys } = this;
    return new /** @type {any} */ (keys.constructor)(keys.arena, allocElements(keys.arena, type, keys.length));
  }

  /** @param {Column<any>} values */
  #requireValues(values) {
    const { keys } = this;
    if (!(values instanceof keys.constructor)) throw typeFault('the values are no column; make one with column()');
    if (values.isBigInt) throw typeFault(`values of a ${values.type.name} are not added up by group; copy them to a Float64Array column first`);
    if (values.length !== this.rowCount) {
      throw fault('ZB_E_INVALID', `${values.length} values cannot go with ${this.rowCount} rows; pass a column with a value for each row`);
    }
    if (values.arena.memory !== keys.arena.memory) throw typeFault('the values lie in another memory than the keys; copy them to a column beside the keys');
  }
}
