// SPDX-License-Identifier: MIT
// Columns changed in place, element by element. Arithmetic is that of doubles, stored as
// typed arrays store: so a result of f32 elements is rounded to f32 last, and one of integers
// is cut to an integer and wraps (u8 clamped: clamps). src/simd/map.c and combine.c are the
// other half.
import { range } from './kernels-range.js';

/**
 * Typed arrays of numbers; those of bigints work alike, with bigints as operands.
 *
 * @typedef {{ readonly length: number, [index: number]: any }} Elements
 */

/** @param {Elements} x @param {number} k */
export function scale(x, k) {
  for (let i = 0; i < x.length; i++) x[i] *= k;
}

/** y = a * x + b, rounded twice: no fused multiply-add. @param {Elements} x @param {number} a @param {number} b */
export function affine(x, a, b) {
  for (let i = 0; i < x.length; i++) x[i] = a * x[i] + b;
}

/**
 * What is below `low` becomes `low`, what is above `high` becomes `high`; NaN and the signs
 * of zeros within the bounds stay.
 *
 * @param {Elements} x @param {number} low @param {number} high  elements of the column
 */
export function clamp(x, low, high) {
  for (let i = 0; i < x.length; i++) {
    const value = x[i];
    if (value < low) x[i] = low;
    else if (value > high) x[i] = high;
  }
}

/** @param {Elements} x @param {Elements} y  as many */
export function add(x, y) {
  for (let i = 0; i < x.length; i++) x[i] += y[i];
}

/** @param {Elements} x @param {Elements} y  as many */
export function sub(x, y) {
  for (let i = 0; i < x.length; i++) x[i] -= y[i];
}

/** @param {Elements} x @param {Elements} y  as many */
export function mul(x, y) {
  for (let i = 0; i < x.length; i++) x[i] *= y[i];
}

/** mul() of integers up to 32 bits, whose products a double may not hold. @param {Elements} x @param {Elements} y  as many */
export function mulIntegers(x, y) {
  for (let i = 0; i < x.length; i++) x[i] = Math.imul(x[i], y[i]);
}

/**
 * How to bring values from [min, max] to [0, 1]: (value * half - low) / span, where half is 1
 * unless the span would overflow.
 *
 * @param {number} min @param {number} max
 */
export function unitScale(min, max) {
  const half = max - min < Infinity ? 1 : 0.5;
  const low = min * half;
  return { half, low, span: max * half - low };
}

/**
 * The smallest element becomes 0, the largest 1. All become 0 when all are equal, and NaN
 * when one is NaN or infinite.
 *
 * @param {Elements} x
 */
export function normalize(x) {
  const { min, max } = range(x);
  const { half, low, span } = unitScale(min, max);
  if (span === 0 || !(span < Infinity)) { // not so when both are finite
    for (let i = 0; i < x.length; i++) x[i] = span === 0 ? 0 : NaN;
    return;
  }
  for (let i = 0; i < x.length; i++) x[i] = (x[i] * half - low) / span;
}
