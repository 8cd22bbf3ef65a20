// SPDX-License-Identifier: MIT
// Right answers: what the questions of this folder require of every way.

import { isDeepStrictEqual } from 'node:util';

/** The answer is this number, or near it where digits are read in a hurry. @param {number} expected @param {number} [tolerance] relative */
export const equals = (expected, tolerance = 0) => (/** @type {number} */ answer) => {
  if (!(Math.abs(answer - expected) <= tolerance * Math.abs(expected))) throw new Error(`${answer} instead of ${expected}`);
};

/**
 * The answer is this value.
 *
 * Comparing 10,000 records takes longer than making them. So the first two answers and every eighth
 * are compared as a whole, the others by their length (or, a handle in an arena that was restored
 * before, by their place).
 *
 * @param {any} expected
 * @param {(answer: any) => any} [plain]  the plain value of an answer
 */
export function isValue(expected, plain = (answer) => answer) {
  let seen = 0;
  /** @type {unknown} */
  let mark;
  return (/** @type {any} */ answer) => {
    if (seen < 2 || seen % 8 === 0) {
      requireSame(plain(answer), expected);
      mark = markOf(answer);
    } else if (markOf(answer) !== mark) {
      throw new Error(`an answer of length or place ${markOf(answer)} instead of ${mark}`);
    }
    seen++;
  };
}

/** @param {any} answer */
const markOf = (answer) => (typeof answer === 'number' ? answer : answer?.length ?? Object.keys(answer).length);

/** @param {any} value @param {any} expected */
export function requireSame(value, expected) {
  if (isDeepStrictEqual(value, expected)) return;
  throw new Error(`${JSON.stringify(value)?.slice(0, 300)} instead of ${JSON.stringify(expected).slice(0, 300)}`);
}
