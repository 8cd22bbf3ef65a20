// SPDX-License-Identifier: MIT
// Which worker runs a call, and when: queue, priorities, balancers, stealing, the caller's lane.
import assert from 'node:assert/strict';
import test from 'node:test';
import { task } from '../../js/pool/index.js';
import { rejectsWith, set, until, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const { block, hold, add, note, worker, soon, echo, inMain } = tasks;

/** The names that note() wrote, in the order of the calls. @param {Int32Array} words */
const order = (words) => [...words.slice(4, 4 + Atomics.load(words, 3))];

test('calls of one worker run in the order in which they were made', async () => {
  await withPool({ depth: 4 }, { block, note }, async (pool) => {
    const words = pool.alloc(64, Int32Array);
    const first = pool.call.block(words);
    await until(words, 1, 1);
    const calls = Array.from({ length: 30 }, (_, i) => pool.call.note([words, i]));
    set(words, 0);
    await Promise.all([first, ...calls]);
    assert.deepEqual(order(words), Array.from({ length: 30 }, (_, i) => i));
  });
});

test('of calls that wait, those of a higher priority go first', async () => {
  await withPool({ depth: 1 }, { block, note, urgent: task({ f: note, priority: 5 }) }, async (pool) => {
    const words = pool.alloc(64, Int32Array);
    const first = pool.call.block(words);
    await until(words, 1, 1);
    const calls = [
      pool.call.note([words, 1]), pool.call.note([words, 2], { priority: -1 }), pool.call.note([words, 3], { priority: 7 }),
      pool.call.urgent([words, 4]), pool.call.urgent([words, 5], { priority: 0 }), pool.call.note([words, 6], { priority: 5 }), pool.call.note([words, 7]),
    ];
    set(words, 0);
    await Promise.all([first, ...calls]);
    assert.deepEqual(order(words), [3, 4, 6, 1, 5, 7, 2]);
  });
});

test('a full queue rejects when it is told to, and room() says when there is room', async () => {
  await withPool({ depth: 1, queue: { limit: 2, whenFull: 'reject' } }, { block, add }, async (pool) => {
    await pool.room();
    const words = pool.alloc(4, Int32Array);
    const first = pool.call.block(words);
    await until(words, 1, 1);
    const waiting = [pool.call.add([1, 2])];
    await pool.room();
    waiting.push(pool.call.add([3, 4]));
    await rejectsWith(pool.call.add([5, 6]), 'ZB_POOL_FULL', /2 calls wait, which is the pool's queue\.limit; wait for pool\.room\(\)/);
    assert.equal(pool.stats().waiting, 2);
    let hasRoom = false;
    const room = pool.room().then(() => { hasRoom = true; });
    await Promise.resolve();
    assert.equal(hasRoom, false);
    set(words, 0);
    await room;
    assert.deepEqual(await Promise.all(waiting), [3, 7]);
    assert.equal(await pool.call.add([5, 6]), 11);
    await first;
  });
});

test('a full queue waits otherwise, and room() is for those who want to wait themselves', async () => {
  await withPool({ depth: 1, queue: { limit: 1 } }, { block, add }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const first = pool.call.block(words);
    await until(words, 1, 1);
    const waiting = Array.from({ length: 10 }, (_, i) => pool.call.add([i, i]));
    const stop = new AbortController();
    const given = pool.call.add([1, 1], { signal: stop.signal });
    assert.equal(pool.stats().waiting, 11);
    const room = pool.room();
    stop.abort();
    await assert.rejects(given);
    set(words, 0);
    await room;
    assert.deepEqual(await Promise.all(waiting), waiting.map((_, i) => 2 * i));
    await first;
  });
  await withPool({ depth: 1, queue: { limit: 0, whenFull: 'reject' } }, { block, add }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const first = pool.call.block(words);
    await rejectsWith(pool.call.add([1, 2]), 'ZB_POOL_FULL', /0 calls wait/);
    set(words, 0);
    await first;
  });
});

test('each balancer gives every worker its calls', async () => {
  for (const balancer of ['roundRobin', 'leastLoaded', 'firstIdle', 'random']) {
    await withPool({ threads: 2, balancer, stealing: false }, { hold, worker }, async (pool) => {
      const words = Array.from({ length: 24 }, () => pool.alloc(4, Int32Array));
      const calls = words.map((word) => pool.call.hold(word));
      for (const word of words) await until(word, 1, 1);
      const { perWorker } = pool.stats();
      assert.equal(perWorker.reduce((a, b) => a + b), 24);
      if (balancer !== 'random') assert.deepEqual(perWorker, [12, 12], balancer);
      for (const word of words) set(word, 0);
      await Promise.all(calls);
      assert.deepEqual(pool.stats().perWorker, [0, 0]);
    });
  }
});

test('round robin takes one after the other, the first idle and the least loaded the one that is free', async () => {
  const run = async (balancer) => {
    let seen;
    await withPool({ threads: 2, balancer, stealing: false }, { worker }, async (pool) => {
      await pool.ready();
      seen = [];
      for (let i = 0; i < 6; i++) seen.push(await pool.call.worker());
    });
    return seen;
  };
  const [a, b, ...again] = await run('roundRobin');
  assert.notEqual(a, b);
  assert.deepEqual(again, [a, b, a, b]);
  assert.equal(new Set(await run('firstIdle')).size, 1);
  assert.equal(new Set(await run('leastLoaded')).size, 1);
});

test('a long call does not hold up what was posted behind it', async () => {
  await withPool({ threads: 2, balancer: 'roundRobin' }, { block, add }, async (pool) => {
    await pool.ready();
    const words = pool.alloc(4, Int32Array);
    const long = pool.call.block(words);
    await until(words, 1, 1);
    for (let round = 0; round < 20; round++) {
      const calls = Array.from({ length: 7 }, (_, i) => pool.call.add([i, round])); // every other one goes to the blocked worker
      assert.deepEqual(await Promise.all(calls), calls.map((_, i) => i + round));
    }
    set(words, 0);
    await long;
  });
});

test('a worker that awaits a task of its own takes what another is too busy for', async () => {
  await withPool({ threads: 2, balancer: 'roundRobin' }, { block, hold, add }, async (pool) => {
    const words = pool.alloc(8, Int32Array);
    const blocked = pool.call.block(words);
    const awaiting = pool.call.hold(words.subarray(4));
    await until(words, 1, 1);
    await until(words, 5, 1);
    assert.deepEqual(await Promise.all([1, 2, 3, 4].map((i) => pool.call.add([i, i]))), [2, 4, 6, 8]);
    set(words, 0);
    set(words, 4);
    await Promise.all([blocked, awaiting]);
  });
});

test('without stealing calls stay where they were posted', async () => {
  await withPool({ threads: 2, balancer: 'roundRobin', stealing: false }, { block, worker }, async (pool) => {
    await pool.ready();
    const words = pool.alloc(4, Int32Array);
    const long = pool.call.block(words);
    await until(words, 1, 1);
    const calls = Array.from({ length: 4 }, () => pool.call.worker());
    const one = await calls[0];
    assert.equal(await calls[2], one);
    set(words, 0);
    assert.notEqual(await calls[1], one);
    await Promise.all([long, ...calls]);
  });
});

test('timers of a worker go on while calls keep it busy, and while it is idle', async () => {
  await withPool({}, { soon, echo, tick: tasks.tick }, async (pool) => {
    await pool.ready();
    let isOver = false;
    const timer = pool.call.soon().then((text) => { isOver = true; return text; });
    let made = 0;
    const flood = async () => {
      while (!isOver && made++ < 1_000_000) await pool.call.echo(made);
    };
    await Promise.all(Array.from({ length: 20 }, flood));
    assert.ok(made < 1_000_000, 'the timer came in between');
    assert.equal(await timer, 'soon');
    const words = pool.alloc(8, Int32Array);
    await pool.call.tick(words);
    await until(words, 5, 5);
  });
});

test('what the workers have no time for runs in the caller\'s thread, when it is allowed to', async () => {
  await withPool({ inline: { threshold: 1 }, stealing: false }, { block, inMain, echo }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const long = pool.call.block(words);
    await until(words, 1, 1);
    assert.equal(await pool.call.inMain(), true);
    assert.deepEqual(await pool.call.echo({ list: [new Map([[1, 2]])] }), { list: [new Map([[1, 2]])] });
    set(words, 0);
    await long;
    assert.equal(await pool.call.inMain(), false);
  });
});
