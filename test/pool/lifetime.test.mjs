// SPDX-License-Identifier: MIT
// When a pool ends, what it leaves, and when a program with a pool may end.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createPool } from '../../js/pool/index.js';
import { TASKS, isBun, isDeno, rejectsWith, resultOf, runProgram, set, until, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const { hold, block, add } = tasks;
const open = (options = {}) => createPool({ module: TASKS, ...options })({ hold, block, add });

test('shutdown() rejects what is open and what waits, and all that comes later', async () => {
  const pool = open({ threads: 2, depth: 1 });
  const words = pool.alloc(8, Int32Array);
  const running = [pool.call.block(words), pool.call.hold(words.subarray(4))];
  await until(words, 1, 1);
  const calls = [...running, pool.call.add([1, 2]), pool.call.add([3, 4])];
  const told = calls.map((call) => rejectsWith(call, 'ZB_POOL_CLOSED', /Thread closed/));
  const ended = pool.shutdown();
  const late = rejectsWith(pool.call.add([1, 2]), 'ZB_POOL_CLOSED');
  await Promise.all([...told, late, ended]);
  await rejectsWith(pool.call.add([1, 2]), 'ZB_POOL_CLOSED');
  await rejectsWith(pool.call.add(Promise.resolve([1, 2])), 'ZB_POOL_CLOSED');
  await rejectsWith(pool.ready(), 'ZB_POOL_CLOSED');
  await pool.room();
  assert.deepEqual([pool.stats().open, pool.stats().waiting], [0, 0]);
  await pool.shutdown();
  await pool.shutdown({ drain: true });
});

test('shutdown({ drain }) waits for what is open, and shutdown(ms) for a while', async () => {
  const drained = open({ depth: 1 });
  const words = drained.alloc(4, Int32Array);
  const calls = [drained.call.block(words), drained.call.add([1, 2]), drained.call.add([3, 4])];
  await until(words, 1, 1);
  let hasEnded = false;
  const ended = drained.shutdown({ drain: true }).then(() => { hasEnded = true; });
  await rejectsWith(drained.call.add([1, 2]), 'ZB_POOL_CLOSED');
  assert.equal(hasEnded, false);
  set(words, 0);
  assert.deepEqual(await Promise.all(calls), [0, 3, 7]);
  await ended;

  const patient = open();
  const answer = patient.call.add([1, 2]);
  await patient.shutdown(60_000);
  assert.equal(await answer, 3);

  const hasty = open();
  const never = rejectsWith(hasty.call.hold(hasty.alloc(4, Int32Array)), 'ZB_POOL_CLOSED');
  await hasty.shutdown(20);
  await never;
});

test('using ends a pool at once, await using when its calls are over', async () => {
  const pool = open();
  const lost = rejectsWith(pool.call.add([1, 2]), 'ZB_POOL_CLOSED');
  pool[Symbol.dispose ?? Symbol.for('Symbol.dispose')]();
  await lost;
  const other = open();
  const answer = other.call.add([1, 2]);
  await other[Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]();
  assert.equal(await answer, 3);
  await rejectsWith(other.call.add([1, 2]), 'ZB_POOL_CLOSED');
});

test('a pool that was never used ends, and one that is only starting', async () => {
  await open({ threads: 3 }).shutdown();
  const pool = open();
  const ready = rejectsWith(pool.ready(), 'ZB_POOL_CLOSED');
  await pool.shutdown();
  await ready;
});

test('what shutdown() does not know is refused', async () => {
  await withPool({}, { add }, async (pool) => {
    for (const wait of [-1, NaN, Infinity, '1', true]) assert.throws(() => pool.shutdown(wait), { name: 'RangeError', message: /give milliseconds from 0, or \{ drain: true \}/ });
    for (const wait of [null, {}, { drain: 1 }]) assert.throws(() => pool.shutdown(wait), { name: 'TypeError', message: /expects milliseconds, or \{ drain: true \}/ });
    assert.equal(await pool.call.add([1, 2]), 3, 'it goes on');
  });
});

test('a program ends by itself with a pool that is idle, and not while a call is open', async () => {
  await Promise.all(['idle', 'ready', 'call', 'late', 'shutdown', 'lost'].map(async (way) => {
    const { code, said, errors } = await runProgram('ends.mjs', [way]);
    assert.equal(`${code} ${said.trim()}`, `0 ${way} done`, `${way}: ${errors}`);
    assert.equal(errors, '', way);
  }));
});

test('a program that declares its pool with using ends', async () => {
  const { code, said, errors } = await runProgram('using.mjs');
  if (code !== 0 && /SyntaxError/.test(errors)) return; // the runtime does not know the word yet
  assert.equal(`${code} ${said.trim()}`, '0 3 closed', errors);
});

test('no rejection is left unhandled but those of calls that nobody awaits', async () => {
  assert.deepEqual(await resultOf('unhandled.mjs'), { unhandled: ['of the program'] });
});

test('an idle pool of several workers uses no processor', async () => {
  const { share, ticks } = await resultOf('idle.mjs');
  assert.ok(share < 0.1, `${share} of a core`);
  assert.ok(ticks > 0, 'while a worker\'s timer goes on');
});

test('pools that were shut down are collected', { skip: isBun || isDeno ? 'only Node gives gc() that can be relied on' : false }, async () => {
  assert.deepEqual(await resultOf('gone.mjs', [], ['--expose-gc']), { pools: 12, left: 0 });
});
