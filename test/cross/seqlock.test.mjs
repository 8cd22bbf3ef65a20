// SPDX-License-Identifier: MIT
// One sequence lock, taken by C and by JavaScript in several threads at once.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { Seqlock, zerobuf } from '../../js/core/index.js';
import { ARENA_START } from './c.mjs';

const ROUNDS = 300, BATCH = 20, WORDS = 64, STACK = 16_384;

test('C and JavaScript lose no write and read nothing torn', async () => {
  const memory = new WebAssembly.Memory({ initial: 8, maximum: 16384, shared: true });
  const { arena } = zerobuf(memory, ARENA_START);
  const lock = Seqlock.create(arena);
  const data = arena.alloc(4 * WORDS, 8);
  new Uint8Array(memory.buffer, data, 4 * WORDS).fill(0);
  const start = new Int32Array(new SharedArrayBuffer(4));
  const workers = [true, false, true].map((byC, index) => new Worker(new URL('./seqlock-worker.mjs', import.meta.url), {
    workerData: { memory, byC, lockAt: lock.offset, data, words: WORDS, rounds: ROUNDS, batch: BATCH, start, stackTop: 65536 * 2 + (index + 1) * STACK },
  }));
  const results = workers.map((worker) => once(worker, 'message'));
  await Promise.all(workers.map((worker) => once(worker, 'online')));
  Atomics.store(start, 0, 1);
  Atomics.notify(start, 0);
  const torn = (await Promise.all(results)).map(([count]) => count);
  await Promise.all(workers.map((worker) => worker.terminate()));
  assert.deepEqual(torn, [0, 0, 0]);
  const writes = workers.length * ROUNDS * BATCH;
  assert.deepEqual([...new Uint32Array(memory.buffer, data, WORDS)], Array(WORDS).fill(writes));
  assert.equal(arena.readU32(lock.offset), 2 * writes);
});
