// SPDX-License-Identifier: MIT
// One thread of seqlock.test.mjs: writes through C or through JavaScript, and counts torn reads.
import { parentPort, workerData } from 'node:worker_threads';
import { Arena, Seqlock } from '../../js/core/index.js';
import { meetShared } from './c.mjs';

const { memory, byC, lockAt, data, words, rounds, batch, start, stackTop } = workerData;
const c = meetShared(memory, stackTop);
const lock = new Seqlock(new Arena(memory, stackTop), lockAt);
const view = new Uint32Array(memory.buffer, data, words);

Atomics.wait(start, 0, 0); // so that all begin together
let torn = 0;
for (let i = 0; i < rounds; i++) {
  if (byC) {
    c.seqlock_write(lockAt, data, words, batch);
    torn += c.seqlock_torn_reads(lockAt, data, words, batch);
    continue;
  }
  for (let n = 0; n < batch; n++) lock.write(() => view.fill(view[0] + 1));
  for (let n = 0; n < batch; n++) {
    const copy = lock.read(() => view.slice());
    if (!copy.every((word) => word === copy[0])) torn++;
  }
}
parentPort.postMessage(torn);
