// SPDX-License-Identifier: MIT
// Threads that allocate in one shared memory, each through JavaScript and through C, at once.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { Arena, zerobuf } from '../../js/core/index.js';
import { ARENA_START } from './c.mjs';

const THREADS = 3, ROUNDS = 20_000, STACK = 16_384;

test('no byte is given out twice, and every object reads back', async () => {
  // Starts small, so that both sides also grow the memory under each other's feet.
  const memory = new WebAssembly.Memory({ initial: 8, maximum: 16384, shared: true });
  const { control } = new Arena(memory, ARENA_START, { shared: true });
  const start = new Int32Array(new SharedArrayBuffer(4));
  const workers = Array.from({ length: THREADS }, (_, index) => new Worker(new URL('./worker.mjs', import.meta.url), {
    workerData: { memory, control, number: index + 1, rounds: ROUNDS, start, stackTop: 65536 * 2 + (index + 1) * STACK },
  }));
  const results = workers.map((worker) => once(worker, 'message'));
  await Promise.all(workers.map((worker) => once(worker, 'online')));
  Atomics.store(start, 0, 1);
  Atomics.notify(start, 0);
  const reports = (await Promise.all(results)).map(([report]) => report);
  await Promise.all(workers.map((worker) => worker.terminate()));

  const bytes = new Uint8Array(memory.buffer);
  reports.forEach(({ blocks }, index) => {
    assert.equal(blocks.length, ROUNDS);
    for (const [offset, length] of blocks) {
      assert.ok(bytes.subarray(offset, offset + length).every((byte) => byte === index + 1), `block at ${offset}`);
    }
  });
  const all = reports.flatMap(({ blocks }) => blocks).sort(([a], [b]) => a - b);
  for (let i = 1; i < all.length; i++) assert.ok(all[i][0] >= all[i - 1][0] + all[i - 1][1], `blocks overlap at ${all[i][0]}`);

  const buf = zerobuf(memory, 0, { control });
  reports.forEach(({ objects }, index) => {
    assert.equal(objects.length, ROUNDS / 10);
    objects.forEach((handle, nth) => {
      assert.deepEqual(buf.wrapObject(handle).toJS(), {
        thread: index + 1, round: nth * 10, text: `thread ${index + 1} round ${nth * 10}`, byC: nth * 10,
      });
    });
  });
});
