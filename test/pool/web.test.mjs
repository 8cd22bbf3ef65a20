// SPDX-License-Identifier: MIT
// The pool with nothing but what the web has, too: this file runs in pages of Chromium as well.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Envelope, PoolError, createPool, task, wasmTask } from '../../js/pool/index.js';
import { BufferReference } from '../../js/pool/unsafe.js';
import { requireThreads, threads } from '../../js/pool/threads.js';
import { startWebWorker } from '../../js/pool/web-thread.js';
import { add, echo, fail, firstOf, hang, leave, spin, untilAborted } from './web-tasks.mjs';

const module = new URL('./web-tasks.mjs', import.meta.url);

/** @param {object} options @param {(pool: any) => Promise<void>} body */
async function withTasks(options, body) {
  const pool = createPool({ module, ...options })({
    add, echo, fail, hang, leave,
    look: task({ f: firstOf, view: true }), spin: task({ f: spin, abortSignal: true }), wait: task({ f: untilAborted, abortSignal: true }),
  });
  try {
    await body(pool);
  } finally {
    await pool.shutdown();
  }
}

/** @param {string} code */
const hasCode = (code) => (/** @type {any} */ error) => error instanceof PoolError && error.code === code;

/** Until workers have ended; nothing else tells it in a page. @param {any} pool @param {number} count */
async function untilLost(pool, count) {
  while (pool.stats().lostWorkers < count) await new Promise((resolve) => void setTimeout(resolve, 1));
}

test('web: calls, many at once, on two workers', async () => {
  await withTasks({ threads: 2 }, async ({ call }) => {
    assert.equal(await call.add([1, 2]), 3);
    const numbers = Array.from({ length: 500 }, (_, i) => i);
    assert.deepEqual(await Promise.all(numbers.map((i) => call.add([i, 1]))), numbers.map((i) => i + 1));
  });
});

test('web: values of the full types, long ones, envelopes', async () => {
  await withTasks({}, async ({ call }) => {
    const value = { map: new Map([['a', new Set([1n])]]), when: new Date(5), bytes: new Uint8Array([1, 2]), text: 'ünïcödé', list: [null, undefined, NaN] };
    assert.deepEqual(await call.echo(value), value);
    const long = Array.from({ length: 20_000 }, (_, i) => ({ i, text: `number ${i}` }));
    assert.deepEqual(await call.echo(long), long);
    const bytes = new Uint8Array(300_000).map((_, i) => i);
    assert.deepEqual(await call.echo(bytes), bytes);
    const envelope = await call.echo(new Envelope({ kind: 'head' }, bytes.buffer));
    assert.ok(envelope instanceof Envelope);
    assert.deepEqual([envelope.header, envelope.body.byteLength], [{ kind: 'head' }, 300_000]);
    assert.equal(await call.look({ first: 42, rest: long }), 42);
  });
});

test('web: buffers move, and shared arrays are seen by both sides', async () => {
  await withTasks({}, async (pool) => {
    const bytes = new Uint8Array(100_000).fill(7);
    const reference = new BufferReference(bytes);
    assert.equal(bytes.byteLength, 0);
    const back = await pool.call.echo(reference);
    assert.throws(() => reference.toUint8Array(), /released/);
    assert.deepEqual([back.byteLength, back.toUint8Array()[99_999]], [100_000, 7]);
    const shared = pool.alloc(1000, Float64Array);
    shared[999] = 0.5;
    const seen = await pool.call.echo(shared);
    assert.equal(seen[999], 0.5);
    seen[0] = 1;
    assert.equal(shared[0], 1);
    assert.equal(pool.free(shared), true);
  });
});

test('web: tasks in C, columns split, workers replaced', async () => {
  const inC = new WebAssembly.Module(readFileSync(new URL('../../build/wasm/tasks.wasm', import.meta.url)));
  const pool = createPool({ threads: 2 })(Object.fromEntries(['sum', 'trap', 'calls', 'until_aborted'].map((name) => [name, wasmTask({ module: inC, export: name })])));
  try {
    const column = pool.alloc(100_000, Float64Array).fill(0.25);
    assert.deepEqual(await pool.map(column, pool.call.sum, { chunks: 4 }), [6250, 6250, 6250, 6250]);
    await assert.rejects(pool.call.trap(), (/** @type {any} */ error) => error.code === 'ZB_POOL_TRAP');
    const word = pool.alloc(1, Int32Array);
    await assert.rejects(pool.call.until_aborted(word, { hardTimeout: 50 }), hasCode('ZB_POOL_TIMEOUT'));
    await untilLost(pool, 1);
    const [own, , all] = await pool.call.calls();
    assert.deepEqual([own, all], [1001, 5001]);
    assert.deepEqual(await pool.map(column, pool.call.sum, { chunks: 4 }), [6250, 6250, 6250, 6250]);
    assert.equal(pool.stats().lostWorkers, 1);
  } finally {
    await pool.shutdown();
  }
});

test('web: errors arrive, calls are aborted, a closed pool says so', async () => {
  await withTasks({}, async (pool) => {
    await assert.rejects(pool.call.fail('why not'), (/** @type {any} */ error) => error instanceof RangeError && error.message === 'why not' && error.detail === 7);
    const controller = new AbortController();
    const call = pool.call.wait(undefined, { signal: controller.signal });
    controller.abort(new Error('no more'));
    await assert.rejects(call, /no more/);
    await pool.shutdown();
    await assert.rejects(pool.call.add([1, 2]), (/** @type {any} */ error) => error instanceof PoolError && error.code === 'ZB_POOL_CLOSED');
  });
});

test('web: a worker that ends itself is replaced', async () => {
  await withTasks({ restart: 1 }, async ({ call }) => { // the first start that fails would be the last
    for (let round = 1; round <= 2; round++) {
      const before = call.add([round, 1]);
      const lost = assert.rejects(call.leave(), hasCode('ZB_POOL_WORKER_LOST'));
      const after = Array.from({ length: 20 }, (_, i) => call.add([round, i]));
      assert.equal(await before, round + 1);
      await lost;
      for (const [i, call] of (await Promise.allSettled(after)).entries()) { // it may have taken some
        if (call.status === 'fulfilled') assert.equal(call.value, round + i);
        else assert.equal(call.reason.code, 'ZB_POOL_WORKER_LOST');
      }
      assert.equal(await call.add([round, 2]), round + 2);
    }
  });
});

// A worker that is told to stop, and terminated, at the same time: it takes other calls while it ends.
test('web: workers that are terminated spoil no other call', async () => {
  await withTasks({ threads: 2 }, async (pool) => {
    let right = 0;
    let settled = 0;
    let made = 0;
    for (let round = 0; pool.stats().lostWorkers < 5; round++) {
      await pool.call.add([0, 0]);
      const spun = pool.call.spin(undefined, { hardTimeout: 100 });
      const burst = async () => {
        const texts = Array.from({ length: 40 }, (_, i) => `${round} ${i} `.repeat(1 + (i * 7) % 100));
        made += texts.length;
        await Promise.all(texts.map((text) => pool.call.echo(text).then(
          (/** @type {string} */ answer) => {
            settled++;
            assert.equal(answer, text);
            right++;
          },
          (/** @type {unknown} */ error) => {
            settled++;
            assert.ok(hasCode('ZB_POOL_WORKER_LOST')(error), String(error));
          },
        )));
      };
      const first = burst();
      await assert.rejects(spun, hasCode('ZB_POOL_TIMEOUT'));
      await Promise.all([first, burst(), burst()]);
    }
    while (pool.stats().open > 0) await new Promise((resolve) => setTimeout(resolve, 1)); // the last that was terminated may not have ended
    const { open, waiting, calls, resolved, rejected } = pool.stats();
    assert.deepEqual([settled, open, waiting, resolved + rejected], [made, 0, 0, calls]);
    assert.ok(right > made / 2, `${right} of ${made}`);
  });
});

test('web: a worker that never comes back is ended by force', async () => {
  await withTasks({}, async (pool) => {
    await pool.call.add([0, 0]);
    const hung = pool.call.hang(undefined, { hardTimeout: 100 });
    const others = Array.from({ length: 100 }, (_, i) => pool.call.add([i, 1]));
    await assert.rejects(hung, hasCode('ZB_POOL_TIMEOUT'));
    assert.deepEqual(await Promise.all(others), others.map((_, i) => i + 1));
    assert.equal(pool.stats().lostWorkers, 1);
  });
});

test('web: a bootstrap that fails is told', async () => {
  await withTasks({ restart: false, bootstrap: { href: module, name: 'refuse', data: 'not today' } }, async (pool) => {
    await assert.rejects(pool.ready(), /not today/);
    await assert.rejects(pool.call.add([1, 2]), /not today/);
  });
});

const ofPages = { skip: threads !== undefined && 'of pages alone' };

test('web: a worker whose module is not there ends, once', ofPages, async () => {
  /** @type {unknown[]} */
  const ends = [];
  const thread = startWebWorker(new URL('./no-such-worker.mjs', import.meta.url), {}, [], 'lost', { onMessage: assert.fail, onEnd: (reason) => void ends.push(reason) });
  while (ends.length === 0) await new Promise((resolve) => void setTimeout(resolve, 1));
  await thread.terminate();
  await thread.terminate();
  assert.deepEqual(ends.map(String), [`Error: the worker's module ${new URL('./no-such-worker.mjs', import.meta.url)} cannot be loaded`]);
});

test('web: a worker that is terminated while it starts does not serve', ofPages, async () => {
  const pools = Array.from({ length: 8 }, () => createPool({ module })({ add }));
  for (const [i, pool] of pools.entries()) {
    const call = assert.rejects(pool.call.add([1, 2]), hasCode('ZB_POOL_CLOSED'));
    if (i % 2 === 1) await new Promise((resolve) => void setTimeout(resolve, i));
    await Promise.all([pool.shutdown(), call]);
  }
});

test('web: a place without threads is refused with a sentence', ofPages, () => {
  requireThreads();
  assert.throws(() => requireThreads({ Worker, SharedArrayBuffer, navigator: {} }), /createPool\(\): there is no navigator\.locks here; .*https/);
  assert.throws(() => requireThreads({ Worker }), /no SharedArrayBuffer, no navigator\.locks .*Cross-Origin-Opener-Policy/);
});
