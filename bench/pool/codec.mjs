// SPDX-License-Identifier: MIT
// What it costs to pass a value to another thread: written into a shared region and read back
// by a second codec, against structuredClone and JSON in the same run. Answers are checked.
//
//   node bench/pool/codec.mjs
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { Codec } from '../../js/pool/codec.js';

const SLOT = 65536;
const SPAN = SLOT + 16;
const END = SPAN + 1024 * 1024;
const ROUNDS = 15;
/** Of one timing. */
const MS = 12;
/** Before it: engines compile in the background, on processors that others use too. */
const WARM_MS = 400;

const nested = () => ({
  id: 4711, name: 'a task of the pool', priority: 0.75, done: false,
  owner: { first: 'Ada', last: 'Lovelace', mail: 'ada@example.org', age: 36 },
  tags: ['urgent', 'mathematics', 'engine', 'notes'], sizes: [120, 45, 7.5, 300, 12], parent: null,
});

const CASES = {
  'number': { value: 42, json: true },
  'object of 250 bytes, nested': { value: nested(), json: true },
  'string of 200 ASCII characters': { value: 'The quick brown fox jumps over it. '.repeat(6).slice(0, 200), json: true },
  'Uint8Array of 1 KiB': { value: Uint8Array.from({ length: 1024 }, (_, i) => i) },
  'Uint8Array of 48 KiB': { value: Uint8Array.from({ length: 49152 }, (_, i) => i) },
  'Float64Array of 128': { value: Float64Array.from({ length: 128 }, (_, i) => i / 3) },
  'array of 100 records': { value: Array.from({ length: 100 }, (_, i) => ({ id: i, name: `name ${i}`, score: i / 7, ok: i % 2 === 0 })), json: true },
  'map of 20 strings': { value: new Map(Array.from({ length: 20 }, (_, i) => [`key ${i}`, i])) },
  'error': { value: new RangeError('out of range') },
};

const memory = new WebAssembly.Memory({ initial: 64, maximum: 256, shared: true });
const writer = new Codec(memory, 1024, 16384);
const reader = new Codec(memory, 16384, 32768);
const attachments = [];

/** Microseconds of one call. */
function time(operation, calls) {
  const begin = performance.now();
  for (let i = 0; i < calls; i++) operation();
  return ((performance.now() - begin) * 1000) / calls;
}

/** Calls that take about MS, once the operation is warm. */
function callsOf(operation) {
  for (const end = performance.now() + WARM_MS; performance.now() < end;) time(operation, 64);
  for (let calls = 16; ; calls *= 2) {
    const us = time(operation, calls) * calls;
    if (us > (MS * 1000) / 2) return calls;
  }
}

function middle(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], low: sorted[sorted.length >> 2], high: sorted[(3 * sorted.length) >> 2] };
}

/** Interleaved, so that what disturbs the machine disturbs all. */
function measure(operations) {
  const names = Object.keys(operations);
  const calls = names.map((name) => callsOf(operations[name]));
  const times = names.map(() => []);
  for (let round = 0; round < ROUNDS; round++) names.forEach((name, i) => times[i].push(time(operations[name], calls[i])));
  return Object.fromEntries(names.map((name, i) => [name, middle(times[i])]));
}

const show = ({ median, low, high }) => `${median.toFixed(3)} (${low.toFixed(3)}..${high.toFixed(3)})`;

console.log('µs per call, median and quartiles; ratio = peer / (write + read)\n');
console.log('| value | write | read | structuredClone | ratio | JSON | ratio |');
console.log('|---|---|---|---|---|---|---|');
for (const [name, { value, json }] of Object.entries(CASES)) {
  writer.write(SLOT, value, SPAN, END, attachments);
  assert.deepStrictEqual(reader.read(SLOT, attachments), structuredClone(value));
  const results = measure({
    write: () => writer.write(SLOT, value, SPAN, END, attachments),
    read: () => reader.read(SLOT, attachments),
    clone: () => structuredClone(value),
    ...(json ? { json: () => JSON.parse(JSON.stringify(value)) } : {}),
  });
  assert.deepStrictEqual(reader.read(SLOT, attachments), structuredClone(value));
  const both = results.write.median + results.read.median;
  const against = (peer) => (peer === undefined ? '- | -' : `${show(peer)} | ${(peer.median / both).toFixed(2)}`);
  console.log(`| ${name} | ${show(results.write)} | ${show(results.read)} | ${against(results.clone)} | ${against(results.json)} |`);
}
