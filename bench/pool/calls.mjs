// SPDX-License-Identifier: MIT
// What a call costs, there and back, with one worker: this pool against plain messages, and
// against other pools. Answers are checked.
//
//   node bench/pool/calls.mjs [part of a question's name]
import assert from 'node:assert/strict';
import { createPool, task } from '../../js/pool/index.js';
import { BufferReference } from '../../js/pool/unsafe.js';
import { measure, row } from './measure.mjs';
import { otherPools, postMessage } from './peers.mjs';
import { echo, first } from './tasks.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const wanted = process.argv[2] ?? '';

const TEXT = 'A text of two hundred characters, as messages between threads often carry one. '.repeat(3).slice(0, 200);
const OBJECT = {
  id: 4711, name: 'a task of the pool', priority: 0.75, done: false, owner: { first: 'Ada', last: 'Lovelace', age: 36 },
  tags: ['urgent', 'mathematics', 'engine', 'notes'], sizes: [120, 45, 7.5, 300, 12], parent: null,
};
const bytesOf = (/** @type {number} */ length) => Uint8Array.from({ length }, (_, i) => i);
const PEOPLE = { first: 42, people: Array.from({ length: 9000 }, (_, i) => ({ id: i, name: `person number ${i}`, score: i / 7, tags: ['a', 'b'] })) };

const pool = createPool({ module: new URL('tasks.mjs', import.meta.url) })({ echo, first, look: task({ f: first, view: true }) });
const plain = postMessage();
const others = await otherPools();
await pool.ready();

/**
 * `width` at a time, `count` in all.
 *
 * @param {(value: any) => Promise<any>} call
 * @param {() => any} value
 * @param {number} width
 * @param {(answer: any) => void} check
 */
const calls = (call, value, width, check) => async (/** @type {number} */ count) => {
  for (let done = 0; done < count; done += width) {
    if (width === 1) {
      check(await call(value()));
    } else {
      const answers = await Promise.all(Array.from({ length: width }, () => call(value())));
      for (const answer of answers) check(answer);
    }
  }
};

/** @param {string} question @param {{ name: string, run: (count: number) => Promise<void> }[]} ways */
async function ask(question, ways) {
  if (!question.includes(wanted)) return;
  const results = await measure(ways, ROUNDS);
  console.log(`\n${question}\n\n| | µs | times faster than ${ways[0]?.name} |\n|---|---|---|`);
  for (const result of results) console.log(row(result));
}

const VALUES = {
  'a number': { value: 42.5, others: true },
  'a string of 200 characters': { value: TEXT, others: false },
  'an object of 200 bytes': { value: OBJECT, others: true },
  'a Uint8Array of 1 KiB': { value: bytesOf(1024), others: false },
  'a Uint8Array of 1 MiB, copied': { value: bytesOf(1 << 20), others: false, widths: [1, 16] },
};

for (const [name, { value, others: withOthers, widths = [1, 100] }] of Object.entries(VALUES)) {
  for (const width of widths) {
    let checked = 0;
    const check = (/** @type {any} */ answer) => {
      if (typeof value !== 'object') assert.ok(answer === value);
      else if (++checked % 64 === 1) assert.deepEqual(answer, value); // a comparison costs more than a call
    };
    const give = () => value;
    await ask(`${name}, ${width} in flight`, [plain, { name: 'zerobuf/pool', echo: pool.call.echo }, ...(withOthers ? others : [])].map((peer) => ({
      name: peer.name, run: calls((one) => peer.echo(one), give, width, check),
    })));
  }
}

for (const kib of [64, 1024, 16384]) {
  let bytes = bytesOf(kib * 1024);
  const back = async (/** @type {number} */ count) => {
    for (let i = 0; i < count; i++) {
      const reference = await pool.call.echo(new BufferReference(bytes));
      bytes = reference.toUint8Array();
      assert.ok(bytes.byteLength === kib * 1024 && bytes[77] === 77);
    }
  };
  const plainBack = async (/** @type {number} */ count) => {
    for (let i = 0; i < count; i++) {
      bytes = await plain.send({ value: bytes, move: true }, [bytes.buffer]);
      assert.ok(bytes.byteLength === kib * 1024 && bytes[77] === 77);
    }
  };
  await ask(`${kib} KiB moved there and back`, [{ name: 'postMessage, transferred', run: plainBack }, { name: 'BufferReference', run: back }]);
}

for (const kib of [1, 1024, 65536]) {
  const shared = pool.alloc(kib * 1024);
  shared[77] = 77;
  await ask(`${kib} KiB of pool.alloc() there and back`, [
    { name: 'postMessage, SharedArrayBuffer', run: calls((value) => plain.echo(value), () => shared, 1, (answer) => assert.ok(answer[77] === 77)) },
    { name: 'pool.alloc()', run: calls(pool.call.echo, () => shared, 1, (answer) => assert.ok(answer[77] === 77)) },
  ]);
  pool.free(shared);
}

await ask('the first field of an object of 1 MB', [
  { name: 'postMessage', run: calls((value) => plain.send({ value, how: 'first' }), () => PEOPLE, 1, (answer) => assert.equal(answer, 42)) },
  { name: 'zerobuf/pool, copied', run: calls(pool.call.first, () => PEOPLE, 1, (answer) => assert.equal(answer, 42)) },
  { name: 'zerobuf/pool, view: true', run: calls(pool.call.look, () => PEOPLE, 1, (answer) => assert.equal(answer, 42)) },
]);

await pool.shutdown();
for (const peer of [plain, ...others]) await peer.close();
