// SPDX-License-Identifier: MIT
// Random words over lanes, bells, records and values while calls go on: from this thread between turns, and from a worker at
// the same time. Answers may be wrong then; this thread must get through all the same, and after the shutdown each call is over.
// Arguments: seed, rounds. Prints what became of the calls.
import { createPool } from '../../../js/pool/index.js';
import { BufferReference } from '../../../js/pool/unsafe.js';
import {
  CALL_HEADER_BYTES, POOL_CALLS_AT, POOL_CALL_BYTES_AT, POOL_CALL_COUNT_AT, POOL_HEAP_AT, POOL_KEYS_AT, POOL_LANES_AT,
} from '../../../js/core/layout.gen.js';
import { random } from '../../js/support.mjs';
import { echo, invert, scribble } from '../tasks.mjs';

const POOL_AT = 64;
const CALLS = 300;
const EXTREMES = [0, 1, -1, 2, 3, 4, 5, 255, 256, 257, 0x7fffffff, -0x80000000, 0x10000, 0x3ff];

const [seed, rounds] = process.argv.slice(2).map(Number);
const r = random(seed);
const counts = { resolved: 0, rejected: 0 };
const turn = () => new Promise((resolve) => void setImmediate(resolve));

/** Where damage is done: [first word, one past the last]. @param {Int32Array} words */
function targets(words) {
  const field = (at) => words[(POOL_AT + at) / 4] >>> 2;
  const [lanes, keys, calls, heap, callWords] = [POOL_LANES_AT, POOL_KEYS_AT, POOL_CALLS_AT, POOL_HEAP_AT, POOL_CALL_BYTES_AT].map(field);
  const record = calls + callWords * r.below(words[(POOL_AT + POOL_CALL_COUNT_AT) / 4]);
  return r.pick([
    [lanes, keys], [lanes, lanes + 64], [keys, calls], [record, record + CALL_HEADER_BYTES / 4], [record, record + callWords], [heap, heap + 4096],
  ]);
}

for (let round = 0; round < rounds; round++) {
  const pool = createPool({
    module: new URL('../tasks.mjs', import.meta.url), threads: 1 + r.below(2), depth: r.pick([4, 32]), stealing: r.below(2) === 0, restart: 5, pollMicroseconds: r.pick([0, 100]),
  })({ echo, invert, scribble });
  await pool.ready();
  const all = pool.alloc(1, Int32Array);
  const words = new Int32Array(all.buffer);
  const calls = [];
  const note = (call) => {
    call.catch(() => {}); // looked at in the end
    calls.push(call);
  };
  const make = () => r.pick([
    () => pool.call.echo(r.below(1000)),
    () => pool.call.echo({ name: 'text', list: [1, 'two', { three: 3 }], when: new Date(0), map: new Map([['key', 1n]]) }),
    () => pool.call.echo({ long: 'x'.repeat(r.below(60_000)) }),
    () => pool.call.invert(new BufferReference(new Uint8Array(100))),
    () => pool.call.echo(new Uint8Array(70_000)),
    () => pool.call.echo(1, { signal: AbortSignal.timeout(r.below(3)) }),
    () => pool.call.echo(1, { hardTimeout: 20 }),
  ])();
  const isConcurrent = r.below(2) === 0;
  while (calls.length < CALLS) {
    for (let n = r.below(20); n > 0; n--) note(make());
    if (isConcurrent && calls.length % 8 === 0) note(pool.call.scribble([all, ...targets(words), r.below(2 ** 31), 200]));
    for (let n = r.below(6); n > 0; n--) {
      const [from, to] = targets(words);
      words[from + r.below(to - from)] = r.below(2) === 0 ? r.pick(EXTREMES) : r.below(2 ** 32) | 0;
    }
    await turn();
  }
  for (let n = 20; n > 0; n--) await turn();
  const over = Promise.allSettled(calls);
  await pool.shutdown();
  for (const { status } of await over) counts[status === 'fulfilled' ? 'resolved' : 'rejected']++;
  if (pool.stats().waiting !== 0) throw new Error('calls wait in a pool that was shut down');
}
console.log(JSON.stringify(counts));
