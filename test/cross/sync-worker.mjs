// SPDX-License-Identifier: MIT
// One thread of sync.test.mjs: waits for others through C or through JavaScript.
import { parentPort, workerData } from 'node:worker_threads';
import { Barrier, Channel, Condition, Mutex, Once, Semaphore } from '../../js/core/index.js';
import { meetShared } from './c.mjs';

const { memory, byC, number, parties, rounds, at, stackTop } = workerData;
const c = meetShared(memory, stackTop);
const words = new Uint32Array(memory.buffer);
const barrier = new Barrier(memory, at.barrier);
const meet = () => (byC ? c.barrier_wait(at.barrier) !== 0 : barrier.wait());

let last = meet() ? 1 : 0; // so that all begin together

if (byC) {
  c.mutex_add(at.mutex, at.data, rounds);
} else {
  const mutex = new Mutex(memory, at.mutex);
  for (let i = 0; i < rounds; i++) mutex.run(() => { words[at.data / 4]++; });
}
last += meet() ? 1 : 0;

if (byC) {
  c.take_turns(at.mutex, at.condition, at.turn, number, parties, rounds / 10);
} else {
  const mutex = new Mutex(memory, at.mutex), condition = new Condition(memory, at.condition);
  for (let i = 0; i < rounds / 10; i++) {
    mutex.run(() => {
      while (words[at.turn / 4] % parties !== number) condition.wait(mutex);
      words[at.turn / 4]++;
    });
    condition.notifyAll();
  }
}
last += meet() ? 1 : 0;

// Which of them does it, in C or in JavaScript, is open.
const doIt = () => { words[at.once / 4 + 2]++; };
if (!byC) {
  new Once(memory, at.once).run(doIt);
} else if (c.once_begin(at.once)) {
  doIt();
  c.once_end(at.once);
}
const wasDone = words[at.once / 4 + 2] === 1;

let most = 0;
const semaphore = new Semaphore(memory, at.semaphore);
for (let i = 0; i < rounds; i++) {
  if (byC) c.semaphore_acquire(at.semaphore);
  else semaphore.acquire();
  most = Math.max(most, Atomics.add(words, at.semaphore / 4 + 2, 1) + 1);
  Atomics.sub(words, at.semaphore / 4 + 2, 1);
  if (byC) c.semaphore_release(at.semaphore);
  else semaphore.release();
}
last += meet() ? 1 : 0;

// The first two send, the others receive; at 0 and 2 in C, at 1 and 3 in JavaScript.
const channel = new Channel(memory, at.channel);
let received = [];
if (number < 2) {
  if (byC) {
    const status = c.channel_send(at.channel, number, rounds);
    if (status !== 0) throw new Error(`channel_send: ${status}`);
  } else {
    for (let i = 0; i < rounds; i++) if (!channel.send([number, i])) throw new Error('closed');
  }
  if (Atomics.add(words, at.sent / 4, 1) === 1) { // both have
    if (byC) c.channel_close(at.channel);
    else channel.close();
  }
} else if (byC) {
  const count = c.channel_receive(at.channel, at.out, 2 * rounds);
  received = Array.from({ length: count }, (_, i) => [words[at.out / 4 + 2 * i], words[at.out / 4 + 2 * i + 1]]);
} else {
  for (let element; (element = channel.receive()) !== undefined;) received.push([...element]);
}
parentPort.postMessage({ last, wasDone, most, received });
