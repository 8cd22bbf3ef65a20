// SPDX-License-Identifier: MIT
// What do requests of the examples cost in this process: the nearest of 171,075 places, and the statistics of a table?
//
//   node bench/csv/requests.mjs [--json] [--runs 10]

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { columns } from '../../examples/cities/pack.mjs';
import { readExample } from '../../examples/start.mjs';
import { createGuest } from '../../js/host/guest.js';
import { median, printEnvironment, printRuns } from '../report.mjs';

const QUERIES = 200;
const TABLES = 2000;
const ROWS = 100;

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '10' } } });
const { json } = values;
const runs = Number(values.runs);

/** @param {string} name @param {object} [options] */
async function guestOf(name, options) {
  const guest = createGuest(await WebAssembly.compile(await readFile(new URL(`../../build/wasm/${name}.wasm`, import.meta.url))), options);
  guest.start();
  return guest;
}

const example = await readExample('cities');
const loader = await import(/** @type {URL} */ (example.load).href);
const data = example.data?.();
const cities = await guestOf('cities', { load: (/** @type {any} */ buf) => loader.load(buf, data) });
const analytics = await guestOf('analytics');
const decoder = new TextDecoder();

/** The body of an answer that must be 200. @param {any} answer @returns {any} */
function bodyOf(answer) {
  const text = typeof answer.body === 'string' ? answer.body : decoder.decode(answer.body);
  if (answer.status !== 200) throw new Error(text);
  return JSON.parse(text);
}

let state = 1;
/** @param {number} most */
function random(most) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state / 2 ** 32 - 0.5) * 2 * most;
}

const points = Array.from({ length: QUERIES }, () => ({ lat: random(90).toFixed(4), lng: random(180).toFixed(4) }));

/** The same scan in JavaScript: unit vectors in typed arrays, the best k by insertion. */
const { lat, lng } = columns();
const radians = Math.PI / 180;
const [xs, ys, zs] = [new Float64Array(lat.length), new Float64Array(lat.length), new Float64Array(lat.length)];
for (let i = 0; i < lat.length; i++) {
  xs[i] = Math.cos(lat[i] * radians) * Math.cos(lng[i] * radians);
  ys[i] = Math.cos(lat[i] * radians) * Math.sin(lng[i] * radians);
  zs[i] = Math.sin(lat[i] * radians);
}
/** @param {{lat: string, lng: string}} point @param {number} k */
function nearest(point, k) {
  const [north, east] = [Number(point.lat) * radians, Number(point.lng) * radians];
  const [x, y, z] = [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
  const [far, index] = [new Float64Array(k).fill(5), new Uint32Array(k)];
  for (let i = 0; i < xs.length; i++) {
    const dx = x - xs[i];
    const dy = y - ys[i];
    const dz = z - zs[i];
    const chord2 = dx * dx + dy * dy + dz * dz;
    if (!(chord2 < far[k - 1])) continue;
    let at = k - 1;
    for (; at > 0 && far[at - 1] > chord2; at--) {
      far[at] = far[at - 1];
      index[at] = index[at - 1];
    }
    far[at] = chord2;
    index[at] = i;
  }
  return index;
}

const table = `a,b,c,d\n${Array.from({ length: ROWS }, () => [random(1).toFixed(4), random(100).toFixed(2), Math.round(random(1000)), random(1e6).toFixed(1)].join(',')).join('\n')}\n`;
const body = new TextEncoder().encode(table);
const headers = new Headers({ 'content-type': 'text/csv' });

/** What a handler in JavaScript would answer: the same statistics, quartiles of a sorted copy. @param {Uint8Array} bytes */
function statsInJavaScript(bytes) {
  const [head = '', ...lines] = decoder.decode(bytes).trimEnd().split('\n');
  const rows = lines.map((line) => line.split(','));
  return JSON.stringify({
    rows: rows.length,
    columns: head.split(',').map((name, i) => {
      const numbers = Float64Array.from(rows, (row) => Number(row[i]));
      const count = numbers.length;
      let sum = 0;
      for (const number of numbers) sum += number;
      const mean = sum / count;
      let squares = 0;
      for (const number of numbers) squares += (number - mean) ** 2;
      numbers.sort();
      const at = (/** @type {number} */ fraction) => {
        const place = (count - 1) * fraction;
        const low = numbers[Math.floor(place)] ?? NaN;
        return low + ((numbers[Math.ceil(place)] ?? NaN) - low) * (place % 1);
      };
      const variance = squares / count;
      return { name, count, missing: 0, sum, mean, min: numbers[0], max: numbers[count - 1], variance, stddev: Math.sqrt(variance), q1: at(0.25), median: at(0.5), q3: at(0.75) };
    }),
    texts: [],
  });
}

// Answers agree.
for (const point of points.slice(0, 20)) {
  const found = bodyOf(cities.handle({ method: 'GET', path: `/nearest?lat=${point.lat}&lng=${point.lng}&k=10` })).places;
  nearest(point, 10).forEach((index, rank) => {
    if (found[rank].lat !== lat[index] || found[rank].lng !== lng[index]) throw new Error(`nearest to ${JSON.stringify(point)}: rank ${rank} differs`);
  });
}
const [ours, theirs] = [bodyOf(analytics.handle({ method: 'POST', path: '/stats', body, headers })), JSON.parse(statsInJavaScript(body))];
for (const [i, column] of theirs.columns.entries()) {
  for (const [key, value] of Object.entries(column)) {
    const said = ours.columns[i][key];
    if (said !== value && !(Math.abs(said - value) <= 1e-9 * Math.abs(value) + 1e-12)) throw new Error(`stats of ${column.name}: ${key} is ${said}, not ${value}`);
  }
}

/** @type {[string, string, () => number][]} */
const cases = [
  ...[1, 10, 100].map((k) => /** @type {[string, string, () => number]} */ ([`/nearest, k = ${k}`, 'µs', () => {
    const start = performance.now();
    for (const { lat: north, lng: east } of points) cities.handle({ method: 'GET', path: `/nearest?lat=${north}&lng=${east}&k=${k}` });
    return ((performance.now() - start) * 1000) / QUERIES;
  }])),
  ['  k = 10, the scan in JavaScript', 'µs', () => {
    const start = performance.now();
    for (const point of points) nearest(point, 10);
    return ((performance.now() - start) * 1000) / QUERIES;
  }],
  [`/stats of ${ROWS} rows, 4 columns`, 'requests/s', () => {
    const start = performance.now();
    for (let i = 0; i < TABLES; i++) analytics.handle({ method: 'POST', path: '/stats', body, headers });
    return TABLES / ((performance.now() - start) / 1000);
  }],
  ['  the same in JavaScript', 'requests/s', () => {
    const start = performance.now();
    for (let i = 0; i < TABLES; i++) statsInJavaScript(body);
    return TABLES / ((performance.now() - start) / 1000);
  }],
];
printEnvironment(json);
/** @type {number[][]} */
const found = cases.map(() => []);
for (let run = -2; run < runs; run++) cases.forEach(([, , measure], i) => {
  const value = measure();
  if (run >= 0) found[i]?.push(value);
});
cases.forEach(([name, unit], i) => printRuns(json, 'examples', json ? name : `${name}, ${unit}`, unit, found[i] ?? []));
if (!json) console.log(`  /nearest, k = 10: ${(median(found[3] ?? []) / median(found[1] ?? [])).toFixed(2)} times as fast as the scan in JavaScript; /stats: ${(median(found[4] ?? []) / median(found[5] ?? [])).toFixed(2)} times`);
