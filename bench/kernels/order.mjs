// SPDX-License-Identifier: MIT
// Questions about kernels that order and group (cases_order.c).
import { hash } from './measure.mjs';

/** @import { Question } from './measure.mjs' */

/** @param {any} type @returns {Question['js']} */
const sorted = (type) => ([bytes]) => {
  const items = new type(bytes);
  const copy = new type(items.length);
  return {
    [`${type.name}.prototype.sort`]() {
      copy.set(items);
      copy.sort();
      return hash(copy);
    },
  };
};

/** @type {Question[]} */
export const questions = [
  { name: 'sort 1,000,000 f64', js: sorted(Float64Array), aims: [{ than: 'native', most: 1.3 }, { than: 'Float64Array.prototype.sort', least: 4 }, { of: 'workerd', than: 'Float64Array.prototype.sort', least: 4 }] },
  { name: 'sort 1,000,000 f32', js: sorted(Float32Array), aims: [{ than: 'native', most: 1.3 }] },
  { name: 'sort 1,000,000 i32', js: sorted(Int32Array), aims: [{ than: 'native', most: 1.3 }] },
];
