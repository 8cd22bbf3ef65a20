// SPDX-License-Identifier: MIT
// Statistics in one pass over the elements: mean and squared deviations of each block, which
// is still in the cache, then merged in pairs. All is reckoned from the column's first element
// (its "shift"), so that a mean far above the spread costs no digits: elements near each other
// are subtracted exactly, and where the first lies far from all others, it is the spread.
// src/simd/moments.c is the other half.
import { range } from './kernels-range.js';
import { BLOCK, Pairwise, blockDeviations, blockShifted, sum } from './kernels-sum.js';

/** @import { Numbers } from './kernels-sum.js' */

/**
 * Of elements minus their shift.
 *
 * @typedef {{ count: number, mean: number, square: number }} Moments  square: sum of squared deviations
 * @typedef {{ count: number, meanX: number, meanY: number, xx: number, yy: number, xy: number }} Comoments
 */

/**
 * @typedef {object} Stats
 * @property {number} count
 * @property {number} sum
 * @property {number} mean  NaN when there are no elements
 * @property {number | undefined} min  undefined when there are no elements
 * @property {number | undefined} max
 * @property {number} variance  of the elements as a whole population: sum of squares / count
 * @property {number} stddev
 */

/** @param {Moments} left @param {Moments} right @returns {Moments} */
function mergeMoments(left, right) {
  const count = left.count + right.count;
  const delta = right.mean - left.mean;
  const share = right.count / count;
  return {
    count,
    mean: left.mean + delta * share,
    square: (left.square + right.square) + (delta * delta) * (left.count * share),
  };
}

/** @param {Numbers} x @param {number} shift @param {number} from @param {number} to @returns {Moments} */
function blockMoments(x, shift, from, to) {
  const count = to - from;
  const mean = blockShifted(x, shift, from, to) / count;
  return { count, mean, square: blockDeviations(x, shift, mean, x, shift, mean, from, to) };
}

/** @param {number} value */
const isFinite = (value) => value - value === 0;

/** @param {Numbers} x  not empty @returns {number} */
const shiftOf = (x) => (isFinite(x[0]) ? x[0] : 0);

/** @param {number} value @param {number} low @param {number} high */
function within(value, low, high) {
  return value < low ? low : value > high ? high : value;
}

/** @param {Numbers} x  not empty @param {number} min @param {number} max */
function varianceOf(x, min, max) {
  if (!isFinite(min) || !isFinite(max)) return NaN;
  if (min === max) return 0;
  if (!isFinite(max - min)) return Infinity;
  const shift = shiftOf(x);
  const moments = new Pairwise(mergeMoments);
  for (let from = 0; from < x.length; from += BLOCK) {
    moments.add(blockMoments(x, shift, from, Math.min(from + BLOCK, x.length)));
  }
  return moments.total({ count: 0, mean: 0, square: 0 }).square / x.length;
}

/**
 * @param {Numbers} x
 * @param {number} [total]  sum of the elements, where it is known better
 * @returns {Stats}
 */
export function stats(x, total = sum(x)) {
  const { length } = x;
  if (length === 0) return { count: 0, sum: 0, mean: NaN, min: undefined, max: undefined, variance: NaN, stddev: NaN };
  const { min, max } = range(x);
  const mean = total / length;
  const variance = varianceOf(x, min, max);
  return {
    count: length,
    sum: total,
    mean: isFinite(mean) ? within(mean, min, max) : mean, // a sum may be rounded past what its elements allow
    min,
    max,
    variance,
    stddev: Math.sqrt(variance),
  };
}

/** @param {Comoments} left @param {Comoments} right @returns {Comoments} */
function mergeComoments(left, right) {
  const count = left.count + right.count;
  const deltaX = right.meanX - left.meanX;
  const deltaY = right.meanY - left.meanY;
  const share = right.count / count;
  const weight = left.count * share;
  return {
    count,
    meanX: left.meanX + deltaX * share,
    meanY: left.meanY + deltaY * share,
    xx: (left.xx + right.xx) + (deltaX * deltaX) * weight,
    yy: (left.yy + right.yy) + (deltaY * deltaY) * weight,
    xy: (left.xy + right.xy) + (deltaX * deltaY) * weight,
  };
}

/**
 * @param {Numbers} x @param {number} shiftX @param {Numbers} y @param {number} shiftY
 * @param {number} from @param {number} to
 * @returns {Comoments}
 */
function blockComoments(x, shiftX, y, shiftY, from, to) {
  const count = to - from;
  const meanX = blockShifted(x, shiftX, from, to) / count;
  const meanY = blockShifted(y, shiftY, from, to) / count;
  return {
    count,
    meanX,
    meanY,
    xx: blockDeviations(x, shiftX, meanX, x, shiftX, meanX, from, to),
    yy: blockDeviations(y, shiftY, meanY, y, shiftY, meanY, from, to),
    xy: blockDeviations(x, shiftX, meanX, y, shiftY, meanY, from, to),
  };
}

/** Whether all elements are equal; then nothing correlates with them. @param {Numbers} x */
function isConstant(x) {
  const first = x[0];
  for (let i = 1; i < x.length; i++) {
    if (x[i] !== first) return false;
  }
  return true;
}

/** Products below this have lost digits. */
const SMALL = 2 ** -900;

/**
 * Pearson's correlation, -1 to 1.
 *
 * @param {Numbers} x
 * @param {Numbers} y  as many
 * @returns {number} NaN when a column has no spread (or one whose square is no double), or
 *   holds NaN or an infinity
 */
export function correlation(x, y) {
  const { length } = x;
  if (length === 0 || isConstant(x) || isConstant(y)) return NaN;
  const shiftX = shiftOf(x);
  const shiftY = shiftOf(y);
  const moments = new Pairwise(mergeComoments);
  for (let from = 0; from < length; from += BLOCK) {
    moments.add(blockComoments(x, shiftX, y, shiftY, from, Math.min(from + BLOCK, length)));
  }
  const { xx, yy, xy } = moments.total({ count: 0, meanX: 0, meanY: 0, xx: 0, yy: 0, xy: 0 });
  const product = xx * yy; // its root is exact for a column with itself
  const root = product > SMALL && product < Infinity ? Math.sqrt(product) : Math.sqrt(xx) * Math.sqrt(yy);
  return within(xy / root, -1, 1);
}
