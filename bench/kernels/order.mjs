// SPDX-License-Identifier: MIT
// Questions about kernels that order and group, each over 1,000,000 elements or rows (cases_order.c).
import { hash } from './measure.mjs';

/** @import { Aim, Question } from './measure.mjs' */

/** @type {Aim} */
const NATIVE = { than: 'native', most: 1.3 };

/** @param {string} than @param {number} least @returns {Aim[]} */
const beyond = (than, least) => [{ than, least }, { of: 'workerd', than, least }];

/** @param {any} type @returns {NonNullable<Question['js']>} */
const sorted = (type) => ([bytes]) => {
  const items = new type(bytes);
  const copy = new type(items.length);
  return {
    [`${type.name}.prototype.sort`]() {
      copy.set(items);
      copy.sort();
      return () => hash(copy);
    },
  };
};

/** @type {NonNullable<Question['js']>} */
const argsorted = ([bytes]) => {
  const items = new Float64Array(/** @type {ArrayBuffer} */ (bytes));
  const indices = new Uint32Array(items.length);
  return {
    'Uint32Array.prototype.sort with a comparison'() {
      for (let i = 0; i < indices.length; i++) indices[i] = i;
      indices.sort((a, b) => /** @type {number} */ (items[a]) - /** @type {number} */ (items[b]));
      return () => hash(indices);
    },
  };
};

/**
 * A heap of the best so far, as one would write it.
 *
 * @param {number} k
 * @returns {NonNullable<Question['js']>}
 */
const topped = (k) => ([bytes]) => {
  const items = new Float64Array(/** @type {ArrayBuffer} */ (bytes));
  const values = new Float64Array(k);
  const heap = new Uint32Array(k);
  const sift = (/** @type {number} */ value, /** @type {number} */ index) => {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= k) break;
      if (child + 1 < k && /** @type {number} */ (values[child + 1]) < /** @type {number} */ (values[child])) child++;
      const below = /** @type {number} */ (values[child]);
      if (below >= value) break;
      values[at] = below;
      heap[at] = /** @type {number} */ (heap[child]);
      at = child;
    }
    values[at] = value;
    heap[at] = index;
  };
  return {
    'JS heap'() {
      values.fill(-Infinity);
      for (let i = 0; i < items.length; i++) {
        const value = /** @type {number} */ (items[i]);
        if (value > /** @type {number} */ (values[0])) sift(value, i);
      }
      const found = heap.slice().sort((a, b) => /** @type {number} */ (items[b]) - /** @type {number} */ (items[a]) || a - b);
      return () => hash(found);
    },
  };
};

/** @param {readonly number[]} fractions @returns {NonNullable<Question['js']>} */
const bySorting = (fractions) => ([bytes]) => {
  const items = new Float64Array(/** @type {ArrayBuffer} */ (bytes));
  const copy = new Float64Array(items.length);
  return {
    'Float64Array.prototype.sort'() {
      copy.set(items);
      copy.sort();
      let sum = 0;
      for (const fraction of fractions) {
        const place = (copy.length - 1) * fraction;
        const low = /** @type {number} */ (copy[Math.floor(place)]);
        const high = /** @type {number} */ (copy[Math.ceil(place)]);
        sum += low + (high - low) * (place - Math.floor(place));
      }
      return sum;
    },
  };
};

/** @type {NonNullable<Question['js']>} */
const mapped = ([keyBytes, valueBytes]) => {
  const keys = new Uint32Array(/** @type {ArrayBuffer} */ (keyBytes));
  const values = new Float64Array(/** @type {ArrayBuffer} */ (valueBytes));
  return {
    'JS Map'() {
      /** @type {Map<number, { count: number, sum: number }>} */
      const groups = new Map();
      for (let i = 0; i < keys.length; i++) {
        const key = /** @type {number} */ (keys[i]);
        const value = /** @type {number} */ (values[i]);
        const group = groups.get(key);
        if (group === undefined) {
          groups.set(key, { count: 1, sum: value });
        } else {
          group.count++;
          group.sum += value;
        }
      }
      const found = [...groups.values()];
      return () => hash(Uint32Array.from(groups.keys())) + hash(Uint32Array.from(found, ({ count }) => count)) + hash(Float64Array.from(found, ({ sum }) => sum));
    },
  };
};

const BY_SORTING = 'Float64Array.prototype.sort';

/** @type {Question[]} */
export const questions = [
  { name: 'sort f64', js: sorted(Float64Array), aims: [NATIVE, ...beyond(BY_SORTING, 4)] },
  { name: 'sort f64, 100 values', js: sorted(Float64Array), aims: [NATIVE, ...beyond(BY_SORTING, 4)] },
  { name: 'sort f64, ascending', js: sorted(Float64Array), aims: [NATIVE, ...beyond(BY_SORTING, 4)] },
  { name: 'sort f32', js: sorted(Float32Array), aims: [NATIVE, ...beyond('Float32Array.prototype.sort', 4)] },
  { name: 'sort i32', js: sorted(Int32Array), aims: [NATIVE, ...beyond('Int32Array.prototype.sort', 4)] },
  { name: 'argsort f64', js: argsorted, aims: [NATIVE] },
  { name: 'top 100 of f64', js: topped(100), aims: [NATIVE] },
  { name: 'top 10,000 of f64', js: topped(10_000), aims: [NATIVE] },
  { name: 'median of f64', js: bySorting([0.5]), aims: [NATIVE] },
  { name: '5 quantiles of f64', js: bySorting([0.5, 0.25, 0.75, 0.9, 0.99]), aims: [NATIVE] },
  ...['100', '100,000'].flatMap((count) => ['', ', sparse'].map((kind) => (
    { name: `count and sum by ${count} keys${kind}`, js: mapped, aims: [NATIVE, ...beyond('JS Map', 10)] }))),
];
