// SPDX-License-Identifier: MIT
// Finding elements by comparing them, and counting them into bins. src/simd/select.c and
// histogram.c are the other half.
import { unitScale } from './kernels-map.js';

/** @import { Numbers } from './kernels-sum.js' */

/**
 * Comparisons, numbered as zb_comparison in zerobuf/simd.h. All but `ne` are false for NaN.
 *
 * @type {Readonly<Record<string, number>>}
 */
export const Comparison = Object.freeze({ lt: 0, le: 1, gt: 2, ge: 3, eq: 4, ne: 5, between: 6 });

/**
 * What is looked for. Operands are bigints for 64-bit columns.
 *
 * @typedef {object} Condition
 * @property {number} comparison  of Comparison
 * @property {any} a
 * @property {any} b  the upper end of `between`, which holds both ends; else equal to a
 */

/**
 * Which outcomes of comparing an element with a are looked for. One loop then serves all
 * comparisons, without a call or a switch per element.
 *
 * @param {Condition} condition
 */
function outcomes({ comparison, a, b }) {
  const { lt, le, gt, ge, eq, ne, between } = Comparison;
  const is = (/** @type {(number | undefined)[]} */ ...comparisons) => comparisons.includes(comparison);
  return { a, b, less: is(lt, le, ne), equal: is(le, ge, eq, between), greater: is(gt, ge, ne, between), neither: is(ne), bounded: is(between) };
}

/** How many elements meet a condition. @param {Numbers} x @param {Condition} condition */
export function count(x, condition) {
  const { a, b, less, equal, greater, neither, bounded } = outcomes(condition);
  let found = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i];
    if ((value < a ? less : value > a ? greater : value === a ? equal : neither) && (!bounded || value <= b)) found++;
  }
  return found;
}

/**
 * Indices of the elements that meet a condition, in order.
 *
 * @param {Numbers} x @param {Condition} condition
 * @param {Uint32Array} out  as long as count() says
 */
export function indices(x, condition, out) {
  const { a, b, less, equal, greater, neither, bounded } = outcomes(condition);
  for (let i = 0, found = 0; found < out.length && i < x.length; i++) {
    const value = x[i];
    if ((value < a ? less : value > a ? greater : value === a ? equal : neither) && (!bounded || value <= b)) out[found++] = i;
  }
}

/**
 * The elements that meet a condition, in order.
 *
 * @param {Numbers} x @param {Condition} condition
 * @param {{ readonly length: number, [index: number]: any }} out  of the same type, as long as count() says
 */
export function filter(x, condition, out) {
  const { a, b, less, equal, greater, neither, bounded } = outcomes(condition);
  for (let i = 0, found = 0; found < out.length && i < x.length; i++) {
    const value = x[i];
    if ((value < a ? less : value > a ? greater : value === a ? equal : neither) && (!bounded || value <= b)) out[found++] = value;
  }
}

/**
 * Count elements into bins of equal width from min to max, both included. What lies outside,
 * and NaN, is not counted.
 *
 * @param {Numbers} x
 * @param {number} min  finite
 * @param {number} max  finite, not below min; when equal to it, all goes to the first bin
 * @param {Uint32Array} bins  added to
 */
export function histogram(x, min, max, bins) {
  const { half, low, span } = unitScale(min, max);
  const last = bins.length - 1;
  const width = bins.length;
  for (let i = 0; i < x.length; i++) {
    const value = x[i];
    if (!(value >= min && value <= max)) continue;
    const bin = span === 0 ? 0 : Math.floor(((value * half - low) / span) * width);
    const at = bin < last ? bin : last;
    bins[at] = /** @type {number} */ (bins[at]) + 1;
  }
}

/**
 * Where a value belongs in ascending elements: index of the first that is not below it. NaN
 * belongs behind all numbers, where sort() puts it. O(log length); too little work for C.
 *
 * @param {ArrayLike<number | bigint>} x  ascending
 * @param {number | bigint} value
 */
export function sortedIndex(x, value) {
  const isNaN = value !== value;
  let from = 0;
  let to = x.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const element = /** @type {number | bigint} */ (x[middle]);
    const isBelow = isNaN ? element === element : element < value;
    if (isBelow) from = middle + 1;
    else to = middle;
  }
  return from;
}
