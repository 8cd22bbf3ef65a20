// SPDX-License-Identifier: MIT
// Timeouts and signals of calls.
import assert from 'node:assert/strict';
import test from 'node:test';
import { task } from '../../js/pool/index.js';
import { rejectsWith, set, turn, until, withCommon, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const { block, hold, add, loop, untilAborted, untilSignal } = tasks;

/** Long enough for a task to begin, on a busy machine as well. */
const HARD_MS = 400;

/** Each way to say what happens when it takes too long, and what then happens. */
const TIMEOUTS = [
  [1, (answer) => rejectsWith(answer, 'ZB_POOL_TIMEOUT', /Task timeout: ".*" took more than 1 ms/)],
  [{ time: 1 }, (answer) => rejectsWith(answer, 'ZB_POOL_TIMEOUT')],
  [{ time: 1, default: { list: [] } }, async (answer) => assert.deepEqual(await answer, { list: [] })],
  [{ time: 1, default: undefined }, async (answer) => assert.equal(await answer, undefined)],
  [{ time: 1, maybe: true }, async (answer) => assert.equal(await answer, undefined)],
  [{ time: 1, error: new RangeError('own') }, (answer) => assert.rejects(answer, { name: 'RangeError', message: 'own' })],
  [{ time: 1, error: 'text' }, async (answer) => assert.equal(await answer.catch((error) => error), 'text')],
  [{ time: 0 }, (answer) => rejectsWith(answer, 'ZB_POOL_TIMEOUT')],
];

for (const [name, f] of [['synchronous', block], ['asynchronous', hold]]) {
  test(`defect: a timeout ends the wait for ${name} tasks, in each form, of tasks and of calls`, async () => {
    const own = Object.fromEntries(TIMEOUTS.map(([timeout], i) => [`late${i}`, task({ f, timeout })]));
    await withPool({}, { ...own, bare: f, slow: task({ f, timeout: 60_000 }), other: task({ f, timeout: { time: 60_000, default: 'other' } }), add }, async (pool) => {
      for (const [i, [timeout, check]] of TIMEOUTS.entries()) {
        for (const [key, options] of [[`late${i}`, undefined], ['bare', { timeout }], ['slow', { timeout }], ['other', { timeout }]]) {
          const words = pool.alloc(4, Int32Array);
          await check(pool.call[key](words, options));
          set(words, 0);
          assert.equal(await pool.call.add([1, 2]), 3);
        }
      }
      assert.deepEqual([pool.stats().timedOut, pool.stats().lostWorkers], [4 * TIMEOUTS.length, 0], 'by the same worker, which works');
    });
  });
}

test('a timeout that is not reached does nothing', async () => {
  await withPool({}, { add: task({ f: add, timeout: 60_000 }) }, async (pool) => {
    for (let i = 0; i < 200; i++) assert.equal(await pool.call.add([i, 1], { timeout: 50_000 + i }), i + 1);
    assert.equal(pool.stats().timedOut, 0);
  });
});

test('a call that waits is timed as well', async () => {
  await withPool({ depth: 1 }, { block, add }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const first = pool.call.block(words);
    await until(words, 1, 1);
    await rejectsWith(pool.call.add([1, 2], { timeout: 1 }), 'ZB_POOL_TIMEOUT');
    assert.equal(pool.stats().waiting, 0);
    set(words, 0);
    await first;
  });
});

test('a hard timeout replaces that worker, and the calls of others go on', async () => {
  await withPool({ threads: 2, balancer: 'roundRobin', stealing: false }, { loop, hold, worker: tasks.worker, add }, async (pool) => {
    const [one, two] = await Promise.all([pool.call.worker(), pool.call.worker()]);
    const words = pool.alloc(8, Int32Array);
    const endless = pool.call.loop(words, { hardTimeout: HARD_MS }); // on the first
    const other = pool.call.hold(words.subarray(2)); // on the second
    await until(words, 1, 1);
    await until(words, 3, 1);
    const behind = pool.call.worker(); // waits behind the endless one, for the next worker
    await rejectsWith(endless, 'ZB_POOL_TIMEOUT', /the task "loop" ran for more than its hard timeout of 400 ms, and its worker was terminated/);
    set(words, 2);
    assert.equal(await other, 0);
    const replaced = await behind;
    assert.ok(replaced !== one && replaced !== two);
    assert.equal(await pool.call.worker(), two);
    assert.equal(pool.stats().lostWorkers, 1);
  });
});

test('a hard timeout of the pool holds for all tasks, those of a task go before', async () => {
  await withPool({ hardTimeout: HARD_MS }, { loop, add: task({ f: add, hardTimeout: 60_000 }), hold }, async (pool) => {
    await pool.ready();
    const words = pool.alloc(4, Int32Array);
    await rejectsWith(pool.call.loop(words), 'ZB_POOL_TIMEOUT', /hard timeout of 400 ms/);
    assert.equal(await pool.call.add([1, 2]), 3);
  });
});

test('other calls of a worker that is terminated are told why', async () => {
  await withPool({}, { loop, hold }, async (pool) => {
    const words = pool.alloc(8, Int32Array);
    const other = pool.call.hold(words.subarray(2));
    await until(words, 3, 1);
    const told = rejectsWith(other, 'ZB_POOL_WORKER_LOST', /terminated, since another call of it, of the task "loop", ran for more than 400 ms/);
    await rejectsWith(pool.call.loop(words, { hardTimeout: HARD_MS }), 'ZB_POOL_TIMEOUT');
    await told;
  });
});

test('a thread that goes on after it was given up touches nothing', async () => {
  await withPool({}, { loopUntil: tasks.loopUntil, echo: tasks.echo, worker: tasks.worker }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const one = await pool.call.worker();
    const endless = pool.call.loopUntil(words, { hardTimeout: HARD_MS });
    await rejectsWith(endless, 'ZB_POOL_TIMEOUT');
    assert.notEqual(await pool.call.worker(), one);
    set(words, 0);
    for (let round = 0; round < 20; round++) {
      const calls = Array.from({ length: 50 }, (_, i) => pool.call.echo({ round, i }));
      assert.deepEqual(await Promise.all(calls), Array.from({ length: 50 }, (_, i) => ({ round, i })));
      await turn();
    }
    const { lostWorkers, open, calls, resolved, rejected } = pool.stats();
    assert.deepEqual([lostWorkers, open, rejected, resolved], [1, 0, 1, calls - 1]);
  });
});

test('a hard timeout that passes while the call waits terminates nobody', async () => {
  await withPool({}, { block, add }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const first = pool.call.block(words);
    await until(words, 1, 1);
    await rejectsWith(pool.call.add([1, 2], { hardTimeout: 1 }), 'ZB_POOL_TIMEOUT', /waited for more than its hard timeout of 1 ms/);
    set(words, 0);
    await first;
    assert.equal(pool.stats().lostWorkers, 0);
  });
});

test('a hard timeout reaches a call that was given up and runs on', async () => {
  await withPool({}, { loop, add }, async (pool) => {
    await pool.ready();
    const words = pool.alloc(4, Int32Array);
    const stop = new AbortController();
    const endless = pool.call.loop(words, { hardTimeout: HARD_MS, signal: stop.signal });
    await until(words, 1, 1);
    stop.abort();
    await assert.rejects(endless, { name: 'AbortError' });
    assert.equal(await pool.call.add([1, 2]), 3, 'by the next worker');
    assert.equal(pool.stats().lostWorkers, 1);
  });
});

test('a signal that is aborted already makes no call', async () => {
  await withPool({}, { add }, async (pool) => {
    await assert.rejects(pool.call.add([1, 2], { signal: AbortSignal.abort() }), { name: 'AbortError' });
    const reason = new RangeError('own');
    assert.equal(await pool.call.add([1, 2], { signal: AbortSignal.abort(reason) }).catch((error) => error), reason);
    assert.equal(pool.stats().open, 0);
  });
});

test('calls are given up while their argument is awaited, while they wait, while they are posted, while they run', async () => {
  await withPool({ depth: 2 }, { block, add, hold }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const calls = [];
    const begin = (make) => {
      const stop = new AbortController();
      calls.push({ stop, answer: make({ signal: stop.signal }) });
    };
    begin((options) => pool.call.block(words, options));
    await until(words, 1, 1);
    begin((options) => pool.call.add([1, 2], options)); // posted
    begin((options) => pool.call.add([1, 2], options)); // waits
    let resolve;
    begin((options) => pool.call.add(new Promise((settle) => { resolve = settle; }), options));
    assert.deepEqual([pool.stats().open, pool.stats().waiting], [2, 1]);
    for (const { stop, answer } of calls.reverse()) {
      const reason = new Error('given up');
      stop.abort(reason);
      assert.equal(await answer.then(assert.fail, (error) => error), reason);
    }
    resolve([1, 2]);
    assert.deepEqual([pool.stats().open, pool.stats().waiting], [1, 0], 'the task that runs has its record until it ends');
    set(words, 0);
    await until(words, 2, 1);
    assert.equal(await pool.call.add([1, 2]), 3);
    assert.equal(pool.stats().open, 0);
  });
});

test('defect: giving one call up gives no other up', async () => {
  await withPool({ threads: 2 }, { hold, untilAborted }, async (pool) => {
    const words = Array.from({ length: 20 }, () => pool.alloc(4, Int32Array));
    const stops = words.map(() => new AbortController());
    const answers = words.map((word, i) => pool.call.hold(word, { signal: stops[i].signal }));
    for (const word of words) await until(word, 1, 1);
    for (let i = 0; i < 20; i += 2) stops[i].abort();
    for (let i = 0; i < 20; i += 2) await assert.rejects(answers[i], { name: 'AbortError' });
    for (const word of words) set(word, 0);
    for (let i = 1; i < 20; i += 2) assert.equal(await answers[i], 0);
  });
});

test('a task sees that its call was given up: in a loop, by an AbortSignal, by reject()', async () => {
  await withCommon(async (pool) => {
    for (const name of ['untilAborted', 'untilSignal']) {
      for (const way of ['signal', 'reject', 'timeout']) {
        const words = pool.alloc(4, Int32Array);
        const stop = new AbortController();
        const answer = pool.call[name](words, way === 'signal' ? { signal: stop.signal } : way === 'timeout' ? { timeout: 30 } : undefined);
        await until(words, 1, 1);
        if (way === 'signal') stop.abort();
        if (way === 'reject') answer.reject(new RangeError('enough'));
        if (way === 'timeout') await rejectsWith(answer, 'ZB_POOL_TIMEOUT');
        else await assert.rejects(answer, way === 'reject' ? { name: 'RangeError', message: 'enough' } : { name: 'AbortError' });
        await until(words, 2, 1); // the task has noticed, and ended
      }
    }
    const words = pool.alloc(4, Int32Array);
    const answer = pool.call.untilAborted(Promise.resolve(words));
    answer.reject();
    await assert.rejects(answer, { name: 'AbortError' });
    assert.equal(typeof pool.call.untilSignal(Promise.reject(new Error('never'))).catch(() => {}).then, 'function');
  });
});

test('an abort reaches the task\'s AbortSignal, at whatever moment it comes', async () => {
  await withPool({ threads: 2 }, { untilSignal }, async (pool) => {
    for (let i = 1; i <= 300; i++) {
      const words = pool.alloc(4, Int32Array);
      const stop = new AbortController();
      const answer = pool.call.untilSignal(words, { signal: stop.signal });
      for (let looks = (i * 7919) % 6000; looks > 0; looks--) if (Atomics.load(words, 1) > 0 && looks % 3 === 0) break;
      stop.abort();
      await assert.rejects(answer, { name: 'AbortError' });
      while (pool.stats().open > 0) await turn(); // taken back, or told and ended
    }
  });
});

test('a signal has a clock, and tasks without abortSignal get none', async () => {
  await withCommon(async ({ call }) => {
    assert.deepEqual(await call.clock(), [false, true]);
    assert.equal(await call.hasSignal(), 0);
    const promise = call.hasSignal();
    assert.equal(promise.reject, undefined);
    await promise;
  });
});

test('listeners do not pile up on a signal that many calls share', async () => {
  await withCommon(async ({ call }) => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args) => { listeners++; return addEventListener.apply(signal, args); };
    signal.removeEventListener = (...args) => { listeners--; return removeEventListener.apply(signal, args); };
    await Promise.all(Array.from({ length: 50 }, (_, i) => call.add(i % 2 === 0 ? [i, 1] : Promise.resolve([i, 1]), { signal })));
    assert.ok(listeners <= 0, `${listeners}`);
  });
});

test('options of a call that are wrong are refused with a sentence', async () => {
  await withPool({}, { add }, async ({ call }) => {
    assert.throws(() => call.add([1, 2], { tmieout: 1 }), { name: 'TypeError', message: /call\.add\(\) knows no option "tmieout"; it knows signal, timeout, hardTimeout, priority/ });
    assert.throws(() => call.add([1, 2], { timeout: '1' }), { name: 'RangeError', message: /call\.add\(\): timeout is "1"; give milliseconds/ });
    assert.throws(() => call.add([1, 2], { hardTimeout: -1 }), { name: 'RangeError', message: /hardTimeout is -1/ });
    assert.throws(() => call.add([1, 2], { signal: {} }), { name: 'TypeError', message: /signal is a value of type object; give an AbortSignal/ });
    assert.throws(() => call.add(1, 2), { name: 'TypeError', message: /expects an object with options as its second argument, not 2; tasks have one argument/ });
  });
});
