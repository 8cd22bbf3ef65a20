// SPDX-License-Identifier: MIT
// Sums over columns, in the order that ARCHITECTURE.md ("Columns") lays down, so that C, with
// and without SIMD, and JavaScript give the same bits. src/simd/sum.c and moments.c are the
// other half: change both or neither.
//
//   lanes   within a block of 1,024 elements, element i is added to lane i mod 8; the lanes are
//           then added as ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7))
//   blocks  are added in pairs of equal size, as carries in a binary counter; what remains at
//           the end from the right to the left
//
// So an error grows with 128 + log2(n / 1024) roundings, not with n of them.

/**
 * Typed arrays of numbers; of any type to the type checker, which asks for a test at each index else.
 *
 * @typedef {{ readonly length: number, readonly [index: number]: any }} Numbers
 */

/** Elements of a block: a multiple of 8. */
export const BLOCK = 1024;

/**
 * Values added in pairs of equal size. Also what moments are merged with.
 *
 * @template T
 */
export class Pairwise {
  /** @param {(left: T, right: T) => T} merge */
  constructor(merge) {
    /** @private */
    this.merge = merge;
    /** @private @type {T[]} Each of twice the size of the next one, or more. */
    this.stack = [];
    /** @private */
    this.count = 0;
  }

  /** @param {T} value */
  add(value) {
    let merged = value;
    for (let carries = ++this.count; carries % 2 === 0; carries /= 2) {
      merged = this.merge(/** @type {T} */ (this.stack.pop()), merged);
    }
    this.stack.push(merged);
  }

  /** @param {T} none  what nothing adds up to */
  total(none) {
    let merged = this.stack.pop();
    if (merged === undefined) return none;
    for (let left = this.stack.pop(); left !== undefined; left = this.stack.pop()) merged = this.merge(left, merged);
    return merged;
  }
}

/** @param {number} left @param {number} right */
const plus = (left, right) => left + right;

// The loops below differ in one expression. Handing it in as a function costs a call per
// element wherever the engine does not inline it, which is most of the time.

/** @param {Numbers} x @param {number} from  a multiple of 8 @param {number} to */
function blockSum(x, from, to) {
  let l0 = 0, l1 = 0, l2 = 0, l3 = 0, l4 = 0, l5 = 0, l6 = 0, l7 = 0;
  const whole = to - ((to - from) % 8);
  let i = from;
  for (; i < whole; i += 8) {
    l0 += x[i]; l1 += x[i + 1]; l2 += x[i + 2]; l3 += x[i + 3];
    l4 += x[i + 4]; l5 += x[i + 5]; l6 += x[i + 6]; l7 += x[i + 7];
  }
  if (i < to) l0 += x[i];
  if (i + 1 < to) l1 += x[i + 1];
  if (i + 2 < to) l2 += x[i + 2];
  if (i + 3 < to) l3 += x[i + 3];
  if (i + 4 < to) l4 += x[i + 4];
  if (i + 5 < to) l5 += x[i + 5];
  if (i + 6 < to) l6 += x[i + 6];
  return ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7));
}

/** @param {Numbers} x @param {Numbers} y @param {number} from  a multiple of 8 @param {number} to */
function blockDot(x, y, from, to) {
  let l0 = 0, l1 = 0, l2 = 0, l3 = 0, l4 = 0, l5 = 0, l6 = 0, l7 = 0;
  const whole = to - ((to - from) % 8);
  let i = from;
  for (; i < whole; i += 8) {
    l0 += x[i] * y[i]; l1 += x[i + 1] * y[i + 1]; l2 += x[i + 2] * y[i + 2]; l3 += x[i + 3] * y[i + 3];
    l4 += x[i + 4] * y[i + 4]; l5 += x[i + 5] * y[i + 5]; l6 += x[i + 6] * y[i + 6]; l7 += x[i + 7] * y[i + 7];
  }
  if (i < to) l0 += x[i] * y[i];
  if (i + 1 < to) l1 += x[i + 1] * y[i + 1];
  if (i + 2 < to) l2 += x[i + 2] * y[i + 2];
  if (i + 3 < to) l3 += x[i + 3] * y[i + 3];
  if (i + 4 < to) l4 += x[i + 4] * y[i + 4];
  if (i + 5 < to) l5 += x[i + 5] * y[i + 5];
  if (i + 6 < to) l6 += x[i + 6] * y[i + 6];
  return ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7));
}

/** Sum of x - shift. @param {Numbers} x @param {number} shift @param {number} from  a multiple of 8 @param {number} to */
export function blockShifted(x, shift, from, to) {
  let l0 = 0, l1 = 0, l2 = 0, l3 = 0, l4 = 0, l5 = 0, l6 = 0, l7 = 0;
  const whole = to - ((to - from) % 8);
  let i = from;
  for (; i < whole; i += 8) {
    l0 += x[i] - shift;
    l1 += x[i + 1] - shift;
    l2 += x[i + 2] - shift;
    l3 += x[i + 3] - shift;
    l4 += x[i + 4] - shift;
    l5 += x[i + 5] - shift;
    l6 += x[i + 6] - shift;
    l7 += x[i + 7] - shift;
  }
  if (i < to) l0 += x[i] - shift;
  if (i + 1 < to) l1 += x[i + 1] - shift;
  if (i + 2 < to) l2 += x[i + 2] - shift;
  if (i + 3 < to) l3 += x[i + 3] - shift;
  if (i + 4 < to) l4 += x[i + 4] - shift;
  if (i + 5 < to) l5 += x[i + 5] - shift;
  if (i + 6 < to) l6 += x[i + 6] - shift;
  return ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7));
}

/**
 * Sum of ((x - shiftX) - meanX) * ((y - shiftY) - meanY); squares when both are the same.
 *
 * @param {Numbers} x @param {number} shiftX @param {number} meanX
 * @param {Numbers} y @param {number} shiftY @param {number} meanY
 * @param {number} from  a multiple of 8 @param {number} to
 */
export function blockDeviations(x, shiftX, meanX, y, shiftY, meanY, from, to) {
  let l0 = 0, l1 = 0, l2 = 0, l3 = 0, l4 = 0, l5 = 0, l6 = 0, l7 = 0;
  const whole = to - ((to - from) % 8);
  let i = from;
  for (; i < whole; i += 8) {
    l0 += ((x[i] - shiftX) - meanX) * ((y[i] - shiftY) - meanY);
    l1 += ((x[i + 1] - shiftX) - meanX) * ((y[i + 1] - shiftY) - meanY);
    l2 += ((x[i + 2] - shiftX) - meanX) * ((y[i + 2] - shiftY) - meanY);
    l3 += ((x[i + 3] - shiftX) - meanX) * ((y[i + 3] - shiftY) - meanY);
    l4 += ((x[i + 4] - shiftX) - meanX) * ((y[i + 4] - shiftY) - meanY);
    l5 += ((x[i + 5] - shiftX) - meanX) * ((y[i + 5] - shiftY) - meanY);
    l6 += ((x[i + 6] - shiftX) - meanX) * ((y[i + 6] - shiftY) - meanY);
    l7 += ((x[i + 7] - shiftX) - meanX) * ((y[i + 7] - shiftY) - meanY);
  }
  if (i < to) l0 += ((x[i] - shiftX) - meanX) * ((y[i] - shiftY) - meanY);
  if (i + 1 < to) l1 += ((x[i + 1] - shiftX) - meanX) * ((y[i + 1] - shiftY) - meanY);
  if (i + 2 < to) l2 += ((x[i + 2] - shiftX) - meanX) * ((y[i + 2] - shiftY) - meanY);
  if (i + 3 < to) l3 += ((x[i + 3] - shiftX) - meanX) * ((y[i + 3] - shiftY) - meanY);
  if (i + 4 < to) l4 += ((x[i + 4] - shiftX) - meanX) * ((y[i + 4] - shiftY) - meanY);
  if (i + 5 < to) l5 += ((x[i + 5] - shiftX) - meanX) * ((y[i + 5] - shiftY) - meanY);
  if (i + 6 < to) l6 += ((x[i + 6] - shiftX) - meanX) * ((y[i + 6] - shiftY) - meanY);
  return ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7));
}

/**
 * Sum of floating point elements.
 *
 * @param {Numbers} x
 */
export function sum(x) {
  const { length } = x;
  if (length <= BLOCK) return blockSum(x, 0, length);
  const sums = new Pairwise(plus);
  for (let from = 0; from < length; from += BLOCK) sums.add(blockSum(x, from, Math.min(from + BLOCK, length)));
  return sums.total(0);
}

/**
 * Sum of products, each rounded once: no fused multiply-add.
 *
 * @param {Numbers} x
 * @param {Numbers} y  as many
 */
export function dot(x, y) {
  const { length } = x;
  if (length <= BLOCK) return blockDot(x, y, 0, length);
  const sums = new Pairwise(plus);
  for (let from = 0; from < length; from += BLOCK) sums.add(blockDot(x, y, from, Math.min(from + BLOCK, length)));
  return sums.total(0);
}

/** So many 32-bit integers add up exactly in a double. */
const EXACT = 2 ** 21;

/**
 * Sum of integers of up to 32 bits: exact, then rounded once to a double.
 *
 * @param {Numbers} x
 */
export function sumIntegers(x) {
  const { length } = x;
  if (length <= EXACT) return blockSum(x, 0, length); // exact in any order; and never -0
  let total = 0n;
  for (let from = 0; from < length; from += EXACT) total += BigInt(blockSum(x, from, Math.min(from + EXACT, length)));
  return Number(total);
}
