// SPDX-License-Identifier: MIT
// Threads in C and in JavaScript that wait for each other at the same words.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { Barrier, Channel, Condition, Mutex, Once, Semaphore, zerobuf } from '../../js/core/index.js';
import { ARENA_START, meetShared } from './c.mjs';

const ROUNDS = 1000, PARTIES = 4, STACK = 16_384;
const stackTop = (index) => 65536 * 2 + (index + 1) * STACK;

for (const madeBy of ['C', 'JavaScript']) {
  test(`two threads of each wait for each other; the channel is made by ${madeBy}`, async () => {
    const memory = new WebAssembly.Memory({ initial: 8, maximum: 16384, shared: true });
    const { arena } = zerobuf(memory, ARENA_START);
    const zeros = (bytes) => {
      const offset = arena.alloc(bytes, 8);
      arena.u8.fill(0, offset, offset + bytes);
      return offset;
    };
    // Offset is all that is told; a once and a semaphore each with a word of the test's behind it.
    const at = {
      mutex: Mutex.create(arena).offset, condition: Condition.create(arena).offset, barrier: Barrier.create(arena, PARTIES).offset,
      data: zeros(8), turn: zeros(8), sent: zeros(8), once: zeros(16), semaphore: zeros(16), out: zeros(16 * ROUNDS), channel: 0,
    };
    new Semaphore(arena, at.semaphore).release(2);
    if (madeBy === 'C') {
      at.channel = arena.alloc(1024, 8);
      assert.equal(meetShared(memory, stackTop(PARTIES)).channel_init(at.channel, 4, 2), 0);
      assert.deepEqual([new Channel(arena, at.channel).capacity, new Channel(arena, at.channel).elementWords], [4, 2]);
    } else {
      at.channel = Channel.create(arena, { capacity: 4, elementWords: 2 }).offset;
    }
    const workers = Array.from({ length: PARTIES }, (_, number) => new Worker(new URL('./sync-worker.mjs', import.meta.url), {
      workerData: { memory, byC: number % 2 === 0, number, parties: PARTIES, rounds: ROUNDS, at, stackTop: stackTop(number) },
    }));
    const results = await Promise.all(workers.map(async (worker) => {
      const [result] = await Promise.race([once(worker, 'message'), once(worker, 'error').then(([error]) => { throw error; })]);
      return result;
    }));
    assert.equal(arena.readU32(at.data), PARTIES * ROUNDS, 'no addition is lost');
    assert.equal(arena.readU32(at.turn), PARTIES * ROUNDS / 10);
    assert.equal(arena.readU32(at.mutex), 0);
    assert.equal(new Once(arena, at.once).isDone, true);
    assert.ok(results.every(({ wasDone, most }) => wasDone && most <= 2));
    assert.equal(results.reduce((sum, { last }) => sum + last, 0), 4, 'one was the last each time');
    const elements = results.flatMap(({ received }) => received);
    for (const { received } of results) {
      for (const sender of [0, 1]) {
        const numbers = received.filter(([from]) => from === sender).map(([, number]) => number);
        assert.deepEqual(numbers, numbers.toSorted((a, b) => a - b), 'in the order of its sender');
      }
    }
    const all = elements.map(([sender, number]) => sender * ROUNDS + number).sort((a, b) => a - b);
    assert.deepEqual(all, Array.from({ length: 2 * ROUNDS }, (_, i) => i), 'nothing lost, nothing twice');
  });
}
