// SPDX-License-Identifier: MIT
// Sorting, selection and groups in plain JavaScript: what C's kernels (kernels-wasm-order.js) are
// defined by. Floats order as Float64Array.prototype.sort() orders them: -0 before 0, NaN last.

/** @import { Numbers } from './kernels-sum.js' */

/**
 * What orders and groups elements of one type.
 *
 * @typedef {object} OrderKernels
 * @property {(x: any) => void} sort  in place
 * @property {(x: any, out: Uint32Array) => void} argsort
 * @property {(x: any, k: number, isLargest: boolean) => Uint32Array} top  indices, k or all that are not NaN; its own copy
 * @property {(x: any, fractions: readonly number[]) => Float64Array} quantiles
 * @property {(keys: any, rows: Uint32Array) => { keys: any, counts: Uint32Array }} group  numbers of the rows' groups; gives each group's key
 *   and count of rows, as copies
 * @property {(values: any, rows: Uint32Array, sums: Float64Array) => void} groupSum
 * @property {(values: any, rows: Uint32Array, mins: any, maxs: any) => void} groupRange
 */

/** @param {any} a @param {any} b @returns {number} */
function compare(a, b) {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return a !== 0 || a === 0n ? 0 : Number(Object.is(b, -0)) - Number(Object.is(a, -0));
  return Number(a !== a) - Number(b !== b);
}

/** @param {any} x */
export function sort(x) {
  x.sort();
}

/** @param {any} x @param {Uint32Array} out */
export function argsort(x, out) {
  for (let i = 0; i < out.length; i++) out[i] = i;
  out.sort((a, b) => compare(x[a], x[b]) || a - b);
}

/** Fewer candidates than that are not worth a sort. */
const LEAST_ROOM = 1024;

/** @param {any} x @param {number} k @param {boolean} isLargest */
export function top(x, k, isLargest) {
  const before = isLargest
    ? (/** @type {number} */ a, /** @type {number} */ b) => compare(x[b], x[a]) || a - b
    : (/** @type {number} */ a, /** @type {number} */ b) => compare(x[a], x[b]) || a - b;
  const room = Math.max(2 * k, LEAST_ROOM);
  /** @type {number[]} */
  let candidates = [];
  let last;
  for (let i = 0; k > 0 && i < x.length; i++) {
    const value = x[i];
    if (value !== value || (last !== undefined && before(last, i) < 0)) continue;
    candidates.push(i);
    if (candidates.length < room) continue;
    candidates = candidates.sort(before).slice(0, k);
    last = candidates[k - 1];
  }
  return Uint32Array.from(candidates.sort(before).slice(0, k));
}

/**
 * Type 7 of Hyndman and Fan, as zerobuf/simd.h says.
 *
 * @param {Numbers} x @param {readonly number[]} fractions
 */
export function quantiles(x, fractions) {
  const sorted = Float64Array.from(/** @type {any} */ (x), Number).sort();
  const { length } = sorted;
  const hasRanks = length > 0 && !Number.isNaN(sorted[length - 1]);
  return Float64Array.from(fractions, (fraction) => {
    if (!hasRanks || !(fraction >= 0 && fraction <= 1)) return NaN;
    const place = (length - 1) * fraction;
    const rank = Math.floor(place);
    const low = /** @type {number} */ (sorted[rank]);
    const share = place - rank;
    if (share === 0) return low;
    const high = /** @type {number} */ (sorted[rank + 1]);
    if (low === high) return low;
    const span = high - low;
    const value = Number.isFinite(span) ? low + span * share : low * (1 - share) + high * share;
    return value > high ? high : value;
  });
}

/** @param {any} keys @param {Uint32Array} rows */
export function group(keys, rows) {
  /** @type {Map<number | bigint, number>} */
  const numbers = new Map();
  /** @type {number[]} */
  const counts = [];
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row];
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
      counts.push(0);
    }
    rows[row] = number;
    counts[number] = /** @type {number} */ (counts[number]) + 1;
  }
  return { keys: keys.constructor.from(numbers.keys()), counts: Uint32Array.from(counts) };
}

/**
 * Sums with what each addition loses beside them, added last. Of integers of up to 32 bits that is
 * exact, rounded once.
 *
 * @param {any} values @param {Uint32Array} rows @param {Float64Array} sums
 */
export function groupSum(values, rows, sums) {
  const lost = new Float64Array(sums.length);
  sums.fill(0);
  for (let row = 0; row < rows.length; row++) {
    const number = /** @type {number} */ (rows[row]);
    const value = values[row];
    const before = /** @type {number} */ (sums[number]);
    const sum = before + value;
    const taken = sum - before;
    lost[number] = /** @type {number} */ (lost[number]) + ((before - (sum - taken)) + (value - taken));
    sums[number] = sum;
  }
  for (let number = 0; number < sums.length; number++) {
    const total = /** @type {number} */ (sums[number]) + /** @type {number} */ (lost[number]);
    if (Number.isFinite(total)) sums[number] = total;
  }
}

/** No group is empty. @param {any} values @param {Uint32Array} rows @param {any} mins @param {any} maxs */
export function groupRange(values, rows, mins, maxs) {
  const seen = new Uint8Array(mins.length);
  for (let row = 0; row < rows.length; row++) {
    const number = /** @type {number} */ (rows[row]);
    const value = values[row];
    if (seen[number] === 0) {
      seen[number] = 1;
      mins[number] = maxs[number] = value;
      continue;
    }
    if (value < mins[number] || value !== value || (value === mins[number] && Object.is(value, -0))) mins[number] = value;
    if (value > maxs[number] || value !== value || (value === maxs[number] && Object.is(value, 0))) maxs[number] = value;
  }
}

/** @type {OrderKernels} */
export const plainOrder = Object.freeze({ sort, argsort, top, quantiles, group, groupSum, groupRange });
