// SPDX-License-Identifier: MIT
// Questions about element-wise kernels, sums, series and statistics (cases_math.c).

import { over } from '../js/loop.mjs';

/** @import { Aim, Question } from './measure.mjs' */

/** Lanes and pairs round otherwise than a loop does, and these sums are near 0 beside their terms. */
const SUM_TOLERANCE = 1e-9;

/** @param {number} [least] how many times a loop's time at least @returns {Aim[]} */
const inCache = (least = 3) => [{ than: 'native', most: 1.3 }, { of: 'workerd', than: 'native', most: 1.3 }, { than: 'JS loop', least }];

/**
 * What is moved takes as long as when it is copied: a copy reads and writes each byte.
 *
 * @param {number} moved  bytes that are read and written, of each byte that a copy reads or writes
 * @returns {Aim[]}
 */
const likeCopy = (moved) => ['wasm', 'workerd'].map((of) => ({ of: /** @type {Aim['of']} */ (of), than: COPY, most: 1.2 * moved }));
const COPY = 'copy f64, 64 MB';

/** A loop over the inputs as doubles. @param {string} body  finds `sum`, the answer @param {Record<string, any>} [also] @returns {NonNullable<Question['js']>} */
const loop = (body, also = {}) => (inputs) => {
  const [x, y, z] = inputs.map((bytes) => new Float64Array(bytes));
  return { 'JS loop': over(body, { x, y, z, ...also }) };
};

const SUM = loop('for (let i = 0; i < x.length; i++) sum += x[i];');
const SCALE = loop('for (let i = 0; i < x.length; i++) x[i] *= k; sum = x[x.length - 1];', { k: 1 });
const ADD = loop('for (let i = 0; i < x.length; i++) x[i] += y[i]; sum = x[x.length - 1];');
const RANGE = loop('let min = x[0], max = min; for (let i = 0; i < x.length; i++) { const v = x[i]; if (v < min) min = v; if (v > max) max = v; } sum = min + max;');
const STATS = loop(`let total = 0, squares = 0, min = x[0], max = x[0];
  for (let i = 0; i < x.length; i++) { const v = x[i]; total += v; squares += v * v; if (v < min) min = v; if (v > max) max = v; }
  const mean = total / x.length; sum = Math.sqrt(squares / x.length - mean * mean) + (min + max) * 0;`);
const written = () => new Float64Array(2048);

/** @param {string} name @returns {Aim[]} statistics are not much slower than unstable ones */
const notMuchSlower = (name) => ['wasm', 'workerd'].map((of) => ({ of: /** @type {Aim['of']} */ (of), than: name, most: 1.5 }));

/** @type {Question[]} */
export const questions = [
  { name: 'sum f64, in cache', js: SUM, tolerance: SUM_TOLERANCE, aims: inCache() },
  { name: 'dot f64, in cache', js: loop('for (let i = 0; i < x.length; i++) sum += x[i] * y[i];'), tolerance: SUM_TOLERANCE, aims: inCache() },
  { name: 'min and max f64, in cache', js: RANGE, aims: inCache() },
  { name: 'scale f64, in cache', js: SCALE, aims: inCache() },
  { name: 'add f64, in cache', js: ADD, aims: inCache() },
  { name: 'argmax f64, in cache', js: loop('let best = x[0]; for (let i = 0; i < x.length; i++) if (x[i] > best) { best = x[i]; sum = i; }') },
  { name: 'fma f64, in cache', js: loop('for (let i = 0; i < x.length; i++) x[i] = x[i] * y[i] + z[i]; sum = x[x.length - 1];') },
  { name: 'prefix sum f64, in cache', tolerance: SUM_TOLERANCE, js: loop('for (let i = 0; i < x.length; i++) out[i] = sum += x[i];', { out: written() }) },
  {
    name: 'moving average f64, in cache', tolerance: SUM_TOLERANCE,
    js: loop('let total = 0; for (let i = 0; i < x.length; i++) { total += x[i]; if (i >= 50) total -= x[i - 50]; out[i] = total / 50; } sum = out[x.length - 1];', { out: written() }),
  },
  {
    name: 'gather f64, in cache',
    js: ([items = new ArrayBuffer(0), places = new ArrayBuffer(0)]) => loop('for (let i = 0; i < at.length; i++) out[i] = x[at[i]]; sum = out[at.length - 1];', { out: written(), at: new Uint32Array(places) })([items]),
  },
  { name: 'compare f64 to bits, in cache', js: loop('for (let i = 0; i < x.length; i++) if (x[i] >= -50 && x[i] <= 50) sum++;') },
  { name: 'stats f64, in cache', js: STATS, tolerance: SUM_TOLERANCE, beside: ['naive stats f64, in cache'], aims: notMuchSlower('naive stats f64, in cache') },
  { name: 'regression f64, in cache', beside: ['naive regression f64, in cache'], aims: notMuchSlower('naive regression f64, in cache') },
  { name: 'sum f64, 64 MB', js: SUM, tolerance: SUM_TOLERANCE, beside: [COPY], aims: likeCopy(1) },
  { name: 'min and max f64, 64 MB', js: RANGE, beside: [COPY], aims: likeCopy(1) },
  { name: 'scale f64, 64 MB', js: SCALE, beside: [COPY], aims: likeCopy(1) },
  { name: 'add f64, 64 MB', js: ADD, beside: [COPY], aims: likeCopy(1.5) },
  { name: 'stats f64, 64 MB', js: STATS, tolerance: SUM_TOLERANCE, beside: ['naive stats f64, 64 MB'], aims: notMuchSlower('naive stats f64, 64 MB') },
];
