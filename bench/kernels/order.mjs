// SPDX-License-Identifier: MIT
// Questions about kernels that order and group (cases_order.c).
import { over } from '../js/loop.mjs';
import { hash } from './measure.mjs';

/** @import { Question } from './measure.mjs' */

/** @type {Question[]} */
export const questions = [
  {
    name: 'indices of f64 > 0.5, 1,000,000',
    js: ([x]) => {
      const found = new Uint32Array(1_000_000);
      const loop = over('for (let i = 0; i < x.length; i++) if (x[i] > 0.5) found[sum++] = i;', { x: new Float64Array(/** @type {ArrayBuffer} */ (x)), found });
      return { 'JS loop': () => hash(found.subarray(0, loop())) };
    },
  },
];
