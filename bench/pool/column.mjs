// SPDX-License-Identifier: MIT
// What two workers gain over one, and over a plain loop, on a column of 16 million f64: with
// little work for each element, which memory bounds, and with much. Answers are checked.
// Where other programs are busy, both workers may share a processor: let the machine be idle.
//
//   make build/wasm/columns.wasm && node bench/pool/column.mjs [part of a question]
import assert from 'node:assert/strict';
import { loadavg } from 'node:os';
import { createPool, isMain, wasmTask } from '../../js/pool/index.js';
import { measure, figures } from './measure.mjs';

const LENGTH = 16_000_000;
const STEPS = 16;
const ROUNDS = Number(process.env.ROUNDS ?? 11);
const wanted = process.argv[2] ?? '';
const module = new URL('../../build/wasm/columns.wasm', import.meta.url);

const pool = createPool({ threads: 2 })({ sum: wasmTask({ module, export: 'sum' }), logistic: wasmTask({ module, export: 'logistic' }) });
if (isMain) await main();

async function main() {
  await pool.ready();
  const column = pool.alloc(LENGTH, Float64Array);
  const out = pool.alloc(LENGTH, Float64Array);
  for (let i = 0; i < LENGTH; i++) column[i] = ((i * 7919) % 65536) / 65536; // sums of these are exact
  const plain = Float64Array.from(column);
  const plainOut = new Float64Array(LENGTH);
  const total = sumOf(plain);
  logisticOf(plain, plainOut);

  await ask('the sum of the column', {
    'a loop in JavaScript': async () => assert.equal(sumOf(plain), total),
    'C, one worker': async () => assert.equal((await pool.map(column, pool.call.sum, { chunks: 1 }))[0], total),
    'C, two workers': async () => assert.equal((await pool.map(column, pool.call.sum)).reduce((all, part) => all + part), total),
  });

  const argument = (part, from) => ({ part, out: out.subarray(from, from + part.length), steps: STEPS });
  /** A sample of the elements, and both ends of what each round writes anew. */
  const check = () => {
    for (let i = 0; i < LENGTH; i += 99_991) assert.equal(out[i], plainOut[i]);
    out.fill(0, 0, 1); // what the next round does must be seen
    out[LENGTH - 1] = 0;
  };
  await ask(`${STEPS} steps of the logistic map for each element, into another column`, {
    'a loop in JavaScript': async () => logisticOf(plain, plainOut),
    'C, one worker': async () => check(await pool.map(column, pool.call.logistic, { chunks: 1, argument })),
    'C, two workers': async () => check(await pool.map(column, pool.call.logistic, { argument })),
  });
  await pool.shutdown();
}

/** @param {Float64Array} items */
function sumOf(items) {
  let sum = 0;
  for (let i = 0; i < items.length; i++) sum += items[i];
  return sum;
}

/** @param {Float64Array} from @param {Float64Array} to */
function logisticOf(from, to) {
  for (let i = 0; i < from.length; i++) {
    let x = from[i];
    for (let step = 0; step < STEPS; step++) x = 3.7 * x * (1 - x);
    to[i] = x;
  }
}

/** @param {string} question @param {Record<string, () => Promise<unknown>>} ways */
async function ask(question, ways) {
  if (!question.includes(wanted)) return;
  const [load] = loadavg();
  const repeated = Object.entries(ways).map(([name, once]) => ({
    name,
    run: async (count) => {
      for (let i = 0; i < count; i++) await once();
    },
  }));
  const results = await measure(repeated, ROUNDS);
  const one = await measure(repeated.slice(1), ROUNDS);
  console.log(`\n${question}, ${LENGTH} f64; load before ${load?.toFixed(1)}, after ${loadavg()[0]?.toFixed(1)}\n`);
  console.log('| | ms | times faster than the loop |\n|---|---|---|');
  for (const { name, us, low, high, ratio, ratioLow, ratioHigh } of results) {
    console.log(`| ${name} | ${figures(us / 1000)} (${figures(low / 1000)}..${figures(high / 1000)}) | ${figures(ratio)} (${figures(ratioLow)}..${figures(ratioHigh)}) |`);
  }
  const { ratio, ratioLow, ratioHigh } = one[1];
  console.log(`\ntwo workers against one: ${figures(ratio)} (${figures(ratioLow)}..${figures(ratioHigh)}) times faster`);
}
