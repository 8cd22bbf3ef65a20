// SPDX-License-Identifier: MIT
// A short form of test/soak/pool.mjs, and damage done to the region while calls go on. SEED=n repeats a run.
import assert from 'node:assert/strict';
import test from 'node:test';
import { LANE_HEADER_BYTES, POOL_CALL_COUNT_AT, POOL_LANES_AT } from '../../js/core/layout.gen.js';
import { random, rounds, seedOfRun } from '../js/support.mjs';
import { isNode, resultOf, rejectsWith, turn, until, set, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const CALLS = rounds('CALLS', isNode ? 30_000 : 10_000);
/** Where the region of a pool has its header. */
const POOL_AT = 64;
const ROUNDS = rounds('ROUNDS', 4);

test('each call is answered once, whatever dies, and nothing is left', async (t) => {
  const report = await resultOf('../../soak/pool.mjs', ['--calls', String(CALLS), '--epoch', String(Math.ceil(CALLS / 4)), '--lethal', '3000', '--numbers', '600'], ['--expose-gc']);
  t.diagnostic(JSON.stringify(report));
  assert.equal(report.wrong, 0, report.firstWrong);
  assert.equal(report.calls, CALLS);
});

test('whatever is written over the region, the caller goes on, and its calls are over after the shutdown', async (t) => {
  const seed = seedOfRun();
  t.diagnostic(`SEED=${seed} ROUNDS=${ROUNDS}`);
  const { resolved, rejected } = await resultOf('hostile.mjs', [String(seed), String(ROUNDS)]);
  t.diagnostic(`${resolved} resolved, ${rejected} rejected`);
  assert.ok(resolved > 0);
});

test('calls whose entries in a ring are overwritten run and are answered all the same', async () => {
  await withPool({ threads: 1 }, { block: tasks.block, echo: tasks.echo }, async (pool) => {
    const words = pool.alloc(8, Int32Array);
    const region = new Int32Array(words.buffer);
    const field = (/** @type {number} */ at) => /** @type {number} */ (region[(POOL_AT + at) / 4]);
    const entries = (field(POOL_LANES_AT) + LANE_HEADER_BYTES) / 4;
    const count = field(POOL_CALL_COUNT_AT);
    for (const [from, to] of [[entries, entries + count], [entries + count, entries + 2 * count], [entries, entries + 2 * count]]) {
      words.fill(0);
      const first = pool.call.block(words);
      await until(words, 1, 1);
      const calls = Array.from({ length: 50 }, (_, i) => pool.call.echo({ i }));
      region.fill(-1, from, to);
      set(words, 0);
      await first;
      assert.deepEqual(await Promise.all(calls), Array.from({ length: 50 }, (_, i) => ({ i })));
    }
  });
});

test('a pool whose queue takes none has room while a worker is free', async () => {
  await withPool({ depth: 1, queue: { limit: 0, whenFull: 'reject' } }, { block: tasks.block, add: tasks.add }, async (pool) => {
    await pool.room();
    const words = pool.alloc(4, Int32Array);
    const first = pool.call.block(words);
    let hasRoom = false;
    const room = pool.room().then(() => { hasRoom = true; });
    await until(words, 1, 1);
    await rejectsWith(pool.call.add([1, 2]), 'ZB_POOL_FULL');
    assert.equal(hasRoom, false);
    set(words, 0);
    await first;
    await room;
  });
});

test('calls that go to another lane when one is given up keep their arguments', async () => {
  await withPool({ threads: 2, restart: false, stealing: false, balancer: 'roundRobin' }, { block: tasks.block, exit: tasks.exit, echo: tasks.echo }, async (pool) => {
    await pool.ready();
    const words = pool.alloc(4, Int32Array);
    const fatal = pool.call.exit(3);
    const other = pool.call.block(words);
    const calls = Array.from({ length: 20 }, (_, i) => pool.call.echo({ i }));
    await rejectsWith(fatal, 'ZB_POOL_WORKER_LOST');
    set(words, 0);
    await other;
    const answers = await Promise.allSettled(calls);
    for (const [i, { status, value, reason }] of answers.entries()) {
      if (status === 'fulfilled') assert.deepEqual(value, { i });
      else assert.equal(reason.code, 'ZB_POOL_WORKER_LOST');
    }
    assert.ok(answers.filter(({ status }) => status === 'fulfilled').length >= 10);
  });
});

test('blocks are freed where they were taken, whatever their records say', async () => {
  await withPool({}, { echo: tasks.echo, block: tasks.block }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const before = pool.stats().region.heapUsedBytes;
    const all = new Int32Array(words.buffer);
    const r = random(1);
    const blocking = pool.call.block(words);
    await until(words, 1, 1);
    const call = pool.call.echo({ long: 'x'.repeat(20_000) });
    const used = pool.stats().region.heapUsedBytes - before;
    assert.ok(used > 20_000);
    let changed = 0;
    for (let at = 0; at < all.length; at += 16) { // wherever the block's length stands in a record
      if (all[at + 13] !== 0 && Math.ceil(all[at + 13] / 64) * 64 === used) {
        all[at + 12] = 64 * (1 + r.below(1000));
        all[at + 13] = 1;
        changed++;
      }
    }
    assert.equal(changed, 1);
    set(words, 0);
    await blocking;
    await call.catch(() => {});
    await turn();
    assert.equal(pool.stats().region.heapUsedBytes, before);
  });
});
