// SPDX-License-Identifier: MIT
// The pool with nothing but what the web has, too: this file runs in pages of Chromium as well.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Envelope, PoolError, createPool, task, wasmTask } from '../../js/pool/index.js';
import { BufferReference } from '../../js/pool/unsafe.js';
import { add, echo, fail, firstOf, untilAborted } from './web-tasks.mjs';

const module = new URL('./web-tasks.mjs', import.meta.url);

/** @param {object} options @param {(pool: any) => Promise<void>} body */
async function withTasks(options, body) {
  const pool = createPool({ module, ...options })({
    add, echo, fail, look: task({ f: firstOf, view: true }), wait: task({ f: untilAborted, abortSignal: true }),
  });
  try {
    await body(pool);
  } finally {
    await pool.shutdown();
  }
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

test('web: tasks in C, columns split', async () => {
  const inC = new WebAssembly.Module(readFileSync(new URL('../../build/wasm/tasks.wasm', import.meta.url)));
  const pool = createPool({ threads: 2 })(Object.fromEntries(['sum', 'trap', 'calls'].map((name) => [name, wasmTask({ module: inC, export: name })])));
  try {
    const column = pool.alloc(100_000, Float64Array).fill(0.25);
    assert.deepEqual(await pool.map(column, pool.call.sum, { chunks: 4 }), [6250, 6250, 6250, 6250]);
    await assert.rejects(pool.call.trap(), (/** @type {any} */ error) => error.code === 'ZB_POOL_TRAP');
    const [own, , all] = await pool.call.calls();
    assert.deepEqual([own, all], [1001, 5001]);
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
