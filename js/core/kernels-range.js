// SPDX-License-Identifier: MIT
// Smallest and largest element, as Math.min and Math.max find them: NaN when there is one,
// and -0 below 0. src/simd/range.c is the other half.

/** @import { Numbers } from './kernels-sum.js' */

/** Whether an element is the zero with this sign. @param {Numbers} x @param {number} zero */
function holdsZero(x, zero) {
  for (let i = 0; i < x.length; i++) {
    if (Object.is(x[i], zero)) return true;
  }
  return false;
}

/**
 * @param {Numbers} x
 * @returns {{ min: number, max: number }} both NaN when there are no elements
 */
export function range(x) {
  const { length } = x;
  if (length === 0) return { min: NaN, max: NaN };
  let min = x[0];
  let max = min;
  for (let i = 0; i < length; i++) {
    const value = x[i];
    if (value < min) min = value;
    if (value > max) max = value;
    if (value !== value) return { min: NaN, max: NaN };
  }
  // Comparisons hold the zeros for equal. Few columns end at zero, so the few look again.
  if (min === 0) min = holdsZero(x, -0) ? -0 : 0;
  if (max === 0) max = holdsZero(x, 0) ? 0 : -0;
  return { min, max };
}
