// SPDX-License-Identifier: MIT
// Questions about element-wise kernels and sums (cases_math.c).
import { over } from '../js/loop.mjs';

/** @import { Question } from './measure.mjs' */

/** Lanes and pairs round otherwise than a loop does, and these sums are near 0 beside their terms. */
const SUM_TOLERANCE = 1e-9;

const sumOf = (/** @type {ArrayBuffer[]} */ [x]) =>
  ({ 'JS loop': over('for (let i = 0; i < x.length; i++) sum += x[i];', { x: new Float64Array(/** @type {ArrayBuffer} */ (x)) }) });

/** @type {Question[]} */
export const questions = [
  {
    name: 'sum f64, in cache', js: sumOf, tolerance: SUM_TOLERANCE,
    aims: [{ than: 'native', most: 1.3 }, { of: 'workerd', than: 'native', most: 1.3 }, { than: 'JS loop', least: 3 }],
  },
  {
    name: 'sum f64, 64 MB', js: sumOf, tolerance: SUM_TOLERANCE, beside: ['copy f64, 64 MB'],
    aims: [{ than: 'copy f64, 64 MB', most: 1.2 }, { of: 'workerd', than: 'copy f64, 64 MB', most: 1.2 }],
  },
];
