// SPDX-License-Identifier: MIT
// Workers that end when they should not.
import assert from 'node:assert/strict';
import test from 'node:test';
import { importTask } from '../../js/pool/index.js';
import { BufferReference } from '../../js/pool/unsafe.js';
import { isNode, rejectsWith, set, until, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const { exit, throwInTimer, rejectDetached, exhaust, hold, add, worker } = tasks;
const FOLDER = new URL('./programs/', import.meta.url);

/** Ways to end a worker from within, and what is told of them. */
const ENDS = [
  ['leaves by process.exit()', { end: exit }, 3, /worker was lost during the call: .*exit code 3/],
  ['throws in a timer', { end: throwInTimer }, undefined, /worker was lost during the call: .*in a timer/],
  ['leaves a rejection unhandled', { end: rejectDetached }, undefined, /worker was lost during the call: .*detached/],
];

for (const [what, { end }, argument, sentence] of ENDS) {
  test(`defect: a task that ${what} rejects its worker's calls, and only those`, async () => {
    await withPool({ threads: 2, balancer: 'roundRobin', stealing: false }, { end, hold, worker, add }, async (pool) => {
      await pool.ready();
      const words = pool.alloc(8, Int32Array);
      const other = pool.call.hold(words); // in the first
      const beside = pool.call.hold(words.subarray(4)); // in the second
      await until(words, 1, 1);
      await until(words, 5, 1);
      const two = [await pool.call.worker(), await pool.call.worker()];
      await pool.call.worker();
      const lost = rejectsWith(pool.call.end(argument), 'ZB_POOL_WORKER_LOST', sentence); // in the second
      const behind = [pool.call.add([1, 2]), pool.call.add([3, 4])];
      await rejectsWith(beside, 'ZB_POOL_WORKER_LOST');
      await lost;
      const values = await Promise.allSettled(behind);
      for (const [i, { status, value, reason }] of values.entries()) {
        if (status === 'fulfilled') assert.equal(value, [3, 7][i]);
        else assert.equal(reason.code, 'ZB_POOL_WORKER_LOST', 'it had begun');
      }
      set(words, 0);
      assert.equal(await other, 0);
      const now = new Set(await Promise.all(Array.from({ length: 4 }, () => pool.call.worker())));
      assert.ok(now.has(two[0]) && !now.has(two[1]) && now.size === 2, 'one was replaced');
      assert.equal(pool.stats().lostWorkers, 1);
      assert.equal(pool.stats().open, 0);
    });
  });
}

test('a task that uses up its memory loses its worker alone', { skip: !isNode && 'only Node limits the memory of a worker' }, async () => {
  await withPool({ worker: { resourceLimits: { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 4 } } }, { exhaust, add }, async (pool) => {
    assert.equal(await pool.call.add([1, 2]), 3);
    await rejectsWith(pool.call.exhaust(), 'ZB_POOL_WORKER_LOST', /worker was lost during the call: .*memory/);
    assert.equal(await pool.call.add([3, 4]), 7);
  });
});

test('calls that wait while the only worker is lost are run by the next', async () => {
  await withPool({ depth: 1 }, { exit, add, sum: tasks.sum }, async (pool) => {
    await pool.ready();
    const lost = rejectsWith(pool.call.exit(4), 'ZB_POOL_WORKER_LOST');
    const waiting = [pool.call.add([1, 2]), pool.call.sum(new BufferReference(new Uint8Array([1, 2, 3])))];
    await lost;
    assert.deepEqual(await Promise.all(waiting), [3, 6]);
  });
});

test('workers are lost again and again, and each call is answered once', async () => {
  await withPool({ threads: 2, depth: 8 }, { exit, add, invert: tasks.invert }, async (pool) => {
    let answered = 0;
    const calls = Array.from({ length: 120 }, (_, i) => {
      const call = i % 30 === 7 ? pool.call.exit(1) : i % 5 === 0 ? pool.call.invert(new BufferReference(new Uint8Array([i]))).then((reference) => reference.toUint8Array()[0]) : pool.call.add([i, 1]);
      return call.finally(() => { answered++; });
    });
    const results = await Promise.allSettled(calls);
    assert.equal(answered, 120);
    results.forEach(({ status, value, reason }, i) => {
      if (i % 30 === 7 || status === 'rejected') assert.equal(reason.code, 'ZB_POOL_WORKER_LOST');
      else assert.equal(value, i % 5 === 0 ? i ^ 255 : i + 1);
    });
    assert.ok(results.filter(({ status }) => status === 'fulfilled').length > 0);
    assert.deepEqual([pool.stats().open, pool.stats().waiting], [0, 0]);
    assert.equal(await pool.call.add([1, 2]), 3);
  });
});

test('a worker that ends at the start is tried again, but not for ever', async () => {
  for (const [restart, starts] of [[undefined, 3], [2, 2], [false, 1], [0, 1]]) {
    const counter = new Int32Array(new SharedArrayBuffer(4));
    await withPool({ restart, bootstrap: { href: new URL('bootstrap.mjs', FOLDER), name: 'die', data: counter } }, { add }, async (pool) => {
      const [call] = await Promise.allSettled([pool.call.add([1, 2]), rejectsWith(pool.ready(), 'ZB_POOL_WORKER_LOST')]);
      assert.equal(call.reason.code, 'ZB_POOL_WORKER_LOST');
      assert.equal(Atomics.load(counter, 0), starts);
      await rejectsWith(pool.call.add([1, 2]), 'ZB_POOL_WORKER_LOST');
    });
  }
});

test('a worker that ends whenever it is idle is given up as well', async () => {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  await withPool({ bootstrap: { href: new URL('bootstrap.mjs', FOLDER), name: 'dieSoon', data: counter } }, { add }, async (pool) => {
    while (pool.stats().lostWorkers < 3) await new Promise((resolve) => void setTimeout(resolve, 5));
    await rejectsWith(pool.call.add([1, 2]), 'ZB_POOL_WORKER_LOST');
    assert.equal(Atomics.load(counter, 0), 3);
  });
});

test('without restart the workers that are left do the work', async () => {
  await withPool({ threads: 2, restart: false, balancer: 'roundRobin' }, { exit, add, sum: tasks.sum }, async (pool) => {
    await pool.ready();
    await rejectsWith(pool.call.exit(1), 'ZB_POOL_WORKER_LOST');
    assert.deepEqual(await Promise.all([1, 2, 3, 4].map((i) => pool.call.add([i, i]))), [2, 4, 6, 8]);
    assert.equal(await pool.call.sum(new BufferReference(new Uint8Array([4]))), 4);
    await rejectsWith(pool.call.exit(1), 'ZB_POOL_WORKER_LOST');
    await rejectsWith(pool.call.add([1, 2]), 'ZB_POOL_WORKER_LOST');
    await rejectsWith(pool.ready(), 'ZB_POOL_WORKER_LOST');
  });
});

test('a bootstrap runs before the tasks are loaded, and its failure is told', async () => {
  const href = new URL('bootstrap.mjs', FOLDER);
  await withPool({ bootstrap: { href, name: 'prepare', data: { number: 42 } } }, { prepared: importTask({ href, name: 'prepared' }) }, async ({ call }) => {
    assert.deepEqual(await call.prepared(), { number: 42 });
  });
  await withPool({ bootstrap: { href, name: 'absent' } }, { add }, async (pool) => {
    await rejectsWith(pool.ready(), 'ZB_POOL_WORKER_LOST', /bootstrap.*bootstrap\.mjs exports no function "absent"/);
  });
});
