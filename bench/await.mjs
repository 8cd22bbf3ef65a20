// SPDX-License-Identifier: MIT
// What does a wait in C cost over awaiting the same promise in JavaScript: each host call, and each request that may wait?
//
//   node bench/await.mjs [--json] [--runs 7]

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createGuest } from '../js/host/guest.js';
import { printEnvironment, printRuns } from './report.mjs';

const CALLS = 100;
const CALLS_IN_ALL = 20_000;
const REQUESTS_IN_ALL = 8_000;
const WIDTHS = [1, 4, 100, 1000];

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '7' } } });
const runs = Number(values.runs);

/** @param {string} name */
const compile = async (name) => WebAssembly.compile(await readFile(new URL(`../build/wasm/${name}.wasm`, import.meta.url)));
const TEST = { ready: async (/** @type {number} */ i) => i };
const guest = createGuest(await compile('caller'), { env: { TEST } });

/** The handler, in JavaScript. @param {number} count */
async function inJavaScript(count) {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += await TEST.ready(i);
  return { status: 200, body: sum === (count * (count - 1)) / 2 ? 'right' : 'wrong' };
}

/** @param {number} count */
const inC = (count) => guest.handle({ method: 'GET', path: `/turns?count=${count}` });

/**
 * @param {number} width requests that are open at the same time
 * @param {number} all
 * @param {number} count host calls of each
 * @param {(count: number) => unknown} handle
 * @returns {Promise<number>} nanoseconds per request
 */
async function measure(width, all, count, handle) {
  let left = all;
  const start = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (left-- > 0) {
        const { body } = /** @type {{body: unknown}} */ (await handle(count));
        if (body !== 'right') throw new Error(`A wrong answer: ${body}`);
      }
    }),
  );
  return Number(process.hrtime.bigint() - start) / all;
}

printEnvironment(values.json);
if (!values.json) console.log(`nanoseconds, ${runs} runs, every answer checked`);
for (const width of WIDTHS) {
  /** @type {Record<'host call in JavaScript' | 'host call in C' | 'request in JavaScript' | 'request in C', number[]>} */
  const times = { 'host call in JavaScript': [], 'host call in C': [], 'request in JavaScript': [], 'request in C': [] };
  for (let run = -1; run < runs; run++) {
    for (const [language, handle] of /** @type {const} */ ([['JavaScript', inJavaScript], ['C', inC]])) {
      const one = await measure(width, Math.max(width, REQUESTS_IN_ALL), 1, handle);
      const many = await measure(width, Math.max(width, CALLS_IN_ALL / CALLS), CALLS, handle);
      if (run < 0) continue; // the first one warms up
      times[`host call in ${language}`].push((many - one) / (CALLS - 1));
      times[`request in ${language}`].push(one);
    }
  }
  for (const [name, measured] of Object.entries(times)) printRuns(values.json, 'await', `${name}, ${width} open`, 'ns', measured);
}
