// SPDX-License-Identifier: MIT
// Threads that wait for each other, asleep and by promise, at the same words.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { Barrier, Channel, Condition, Mutex, Once, Semaphore, zerobuf } from '../../js/core/index.js';
import { newMemory } from './support.mjs';

const WORKERS = 3, ROUNDS = 300;
const core = new URL('../../js/core/index.js', import.meta.url).href;

/** Start threads that run a body with `at` (offsets), `number`, and the classes; what each returns. */
function start(memory, count, body, at) {
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { Barrier, Channel, Condition, Mutex, Once, Semaphore } = await import(workerData.core);
    const { memory, at, number } = workerData;
    const words = new Int32Array(memory.buffer);
    parentPort.postMessage(await (async () => { ${body} })());
  `;
  const workers = Array.from({ length: count }, (_, number) => new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { workerData: { memory, at, number, core } }));
  return Promise.all(workers.map(async (worker) => {
    const [result] = await Promise.race([once(worker, 'message'), once(worker, 'error').then(([error]) => { throw error; })]);
    return result;
  }));
}

/** A shared memory, with a word that is not atomic for what a lock guards. */
function begin() {
  const memory = newMemory({ initial: 2, maximum: 2, shared: true });
  const { arena } = zerobuf(memory, 64);
  const data = arena.alloc(64, 8);
  const words = new Int32Array(memory.buffer);
  words.fill(0, data / 4, data / 4 + 16);
  return { memory, arena, words, data: data / 4 };
}

test('a mutex between threads that sleep and one that must not: no addition is lost', async () => {
  const { memory, arena, words, data } = begin();
  const mutex = Mutex.create(arena);
  const workers = start(memory, WORKERS, `
    const mutex = new Mutex(memory, at.mutex);
    for (let i = 0; i < ${ROUNDS}; i++) mutex.run(() => { words[at.data] = words[at.data] + 1; });
  `, { mutex: mutex.offset, data });
  for (let i = 0; i < ROUNDS; i++) {
    await mutex.runAsync(async () => {
      const next = words[data] + 1;
      await null;
      words[data] = next;
    });
  }
  await workers;
  assert.equal(words[data], (WORKERS + 1) * ROUNDS);
  assert.equal(arena.readU32(mutex.offset), 0);
});

test('turns: threads that sleep and one by promise are notified when theirs has come', async () => {
  const { memory, arena, words, data } = begin();
  const mutex = Mutex.create(arena), condition = Condition.create(arena);
  const parties = WORKERS + 1;
  const workers = start(memory, WORKERS, `
    const mutex = new Mutex(memory, at.mutex), condition = new Condition(memory, at.condition);
    for (let i = 0; i < ${ROUNDS / 3}; i++) {
      mutex.run(() => {
        while (words[at.data] % ${parties} !== number) condition.wait(mutex);
        words[at.data]++;
      });
      condition.notifyAll();
    }
  `, { mutex: mutex.offset, condition: condition.offset, data });
  for (let i = 0; i < ROUNDS / 3; i++) {
    await mutex.runAsync(async () => {
      while (words[data] % parties !== WORKERS) await condition.waitAsync(mutex);
      words[data]++;
    });
    condition.notifyAll();
  }
  await workers;
  assert.equal(words[data], parties * ROUNDS / 3);
  assert.equal(arena.readU32(condition.offset + 4), 0, 'nobody waits any more');
});

test('once, barrier and semaphore between threads', async () => {
  const { memory, arena, words, data } = begin();
  const initialized = Once.create(arena), barrier = Barrier.create(arena, WORKERS), semaphore = Semaphore.create(arena, 2);
  const results = await start(memory, WORKERS, `
    const initialized = new Once(memory, at.once), barrier = new Barrier(memory, at.barrier), semaphore = new Semaphore(memory, at.semaphore);
    let failures = 0, last = 0;
    initialized.run(() => { words[at.data] = words[at.data] + 1; });
    if (words[at.data] !== 1) failures++;
    for (let phase = 1; phase <= 50; phase++) {
      words[at.data + 4 + number] = phase;
      if (barrier.wait()) last++;
      for (let other = 0; other < ${WORKERS}; other++) if (words[at.data + 4 + other] !== phase) failures++;
      if (barrier.wait()) last++;
    }
    for (let i = 0; i < ${ROUNDS}; i++) {
      semaphore.acquire();
      if (Atomics.add(words, at.data + 1, 1) >= 2) failures++;
      Atomics.sub(words, at.data + 1, 1);
      semaphore.release();
    }
    return { failures, last };
  `, { once: initialized.offset, barrier: barrier.offset, semaphore: semaphore.offset, data });
  assert.deepEqual(results.map(({ failures }) => failures), Array(WORKERS).fill(0));
  assert.equal(results.reduce((sum, { last }) => sum + last, 0), 100, 'one was the last each time');
  assert.deepEqual([words[data], semaphore.permits], [1, 2]);
});

test('a channel: two senders, two receivers and this thread; nothing lost, nothing twice, in order', async () => {
  const { memory, arena } = begin();
  const channel = Channel.create(arena, { capacity: 4, elementWords: 2 });
  const barrier = Barrier.create(arena, 3); // of the senders
  const workers = start(memory, 4, `
    const channel = new Channel(memory, at.channel);
    const received = [];
    if (number < 2) {
      for (let i = 0; i < ${ROUNDS}; i++) if (!channel.send([number, i])) throw new Error('closed');
      if (new Barrier(memory, at.barrier).wait()) channel.close();
    } else {
      for (let element; (element = channel.receive()) !== undefined;) received.push([...element]);
    }
    return received;
  `, { channel: channel.offset, barrier: barrier.offset });
  const own = [];
  for (let i = 0; i < ROUNDS; i++) {
    assert.equal(await channel.sendAsync([2, i]), true);
    const element = channel.tryReceive();
    if (element !== undefined) own.push([...element]);
  }
  if (await barrier.waitAsync()) channel.close();
  for await (const element of channel) own.push([...element]);
  const lists = [...await workers, own];
  for (const list of lists) {
    for (const sender of [0, 1, 2]) {
      const numbers = list.filter(([from]) => from === sender).map(([, number]) => number);
      assert.deepEqual(numbers, numbers.toSorted((a, b) => a - b), 'in the order of its sender');
    }
  }
  const all = lists.flat().map(([sender, number]) => sender * ROUNDS + number).sort((a, b) => a - b);
  assert.deepEqual(all, Array.from({ length: 3 * ROUNDS }, (_, i) => i));
});
