// SPDX-License-Identifier: MIT
// What 64-bit integer columns need besides: exact results, as bigints.

/** @typedef {BigInt64Array | BigUint64Array} Integers */

/** Halves of so many elements add up exactly in a double. */
const EXACT = 2 ** 21;

/**
 * Sum, exact whatever its size. By halves of 32 bits, which add up without a bigint each.
 *
 * @param {Integers} x
 */
export function sumBigInts(x) {
  const isSigned = x instanceof BigInt64Array;
  const { buffer, byteOffset, length } = x;
  const low = new Uint32Array(buffer, byteOffset, 2 * length);
  const high = isSigned ? new Int32Array(buffer, byteOffset, 2 * length) : low;
  let total = 0n;
  for (let from = 0; from < length; from += EXACT) {
    const to = Math.min(from + EXACT, length);
    let lows = 0;
    let highs = 0;
    for (let i = 2 * from; i < 2 * to; i += 2) {
      lows += /** @type {number} */ (low[i]);
      highs += /** @type {number} */ (high[i + 1]);
    }
    total += (BigInt(highs) << 32n) + BigInt(lows);
  }
  return total;
}

/** Sum of products, exact whatever its size. @param {Integers} x @param {Integers} y  as many */
export function dotBigInts(x, y) {
  let total = 0n;
  for (let i = 0; i < x.length; i++) total += /** @type {bigint} */ (x[i]) * /** @type {bigint} */ (y[i]);
  return total;
}

/** @param {Integers} x @returns {{ min: bigint | undefined, max: bigint | undefined }} undefined when there are no elements */
export function rangeBigInts(x) {
  let min = x[0];
  let max = min;
  for (const value of x) {
    if (value < /** @type {bigint} */ (min)) min = value;
    if (value > /** @type {bigint} */ (max)) max = value;
  }
  return { min, max };
}
