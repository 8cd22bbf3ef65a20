// SPDX-License-Identifier: MIT
// The sequence lock between threads: nothing torn is read, no write is lost.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { Seqlock, zerobuf } from '../../js/core/index.js';
import { newMemory } from './support.mjs';

const WRITES = 20_000;

// Two of these write records whose fields all say the same.
const WRITER = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { Arena, Seqlock } = await import(workerData.core);
  const { memory, offset, data, words, id } = workerData;
  const lock = new Seqlock(new Arena(memory, 4096), offset);
  const view = new Uint32Array(memory.buffer, data, words);
  for (let i = 0; i < ${WRITES}; i++) {
    lock.write(() => {
      const next = view[0] + 1;
      for (let w = 0; w < words; w++) view[w] = next;
    });
  }
  parentPort.postMessage(id);
`;

test('defect: unsynchronised readers see torn values; under the lock they see none', async () => {
  const memory = newMemory({ initial: 1, maximum: 1, shared: true });
  const { arena } = zerobuf(memory, 64);
  const lock = Seqlock.create(arena);
  const words = 64;
  const data = arena.alloc(4 * words, 8);
  const view = new Uint32Array(memory.buffer, data, words);
  const shared = { memory, offset: lock.offset, data, words, core: new URL('../../js/core/index.js', import.meta.url).href };
  const workers = [0, 1].map((id) => new Worker(new URL(`data:text/javascript,${encodeURIComponent(WRITER)}`), { workerData: { ...shared, id } }));
  let running = workers.length;
  const ends = workers.map(async (worker) => {
    await once(worker, 'message');
    running--;
  });
  let reads = 0;
  while (running > 0) {
    for (let n = 0; n < 200; n++) {
      const copy = lock.read(() => view.slice());
      assert.ok(copy.every((word) => word === copy[0]), `torn: ${copy}`);
      reads++;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(ends);
  assert.ok(reads > 0);
  assert.equal(view[0], 2 * WRITES, 'no write of one writer was lost to the other');
  assert.equal(arena.readU32(lock.offset), 4 * WRITES);
});
