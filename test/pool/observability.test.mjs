// SPDX-License-Identifier: MIT
// What a pool tells of itself: stats(), diagnostics_channel, the console, a tracer.
import assert from 'node:assert/strict';
import diagnostics from 'node:diagnostics_channel';
import test from 'node:test';
import { BufferReference } from '../../js/pool/unsafe.js';
import { set, until, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const { add, echo, exit, fail, hold, sum } = tasks;

test('stats() counts calls, bytes, moves, and what is open', async () => {
  await withPool({ threads: 2, depth: 1, region: { maxBytes: 64 * 1024 * 1024 } }, { add, echo, fail, hold, sum }, async (pool) => {
    const before = pool.stats();
    assert.deepEqual([before.calls, before.resolved, before.rejected, before.timedOut, before.open, before.waiting, before.lostWorkers, before.blocks, before.images, before.moves], new Array(10).fill(0));
    assert.deepEqual(before.perWorker, [0, 0]);
    assert.equal(before.region.maxBytes, 64 * 1024 * 1024);
    for (let i = 0; i < 20; i++) await pool.call.add([i, i]);
    await pool.call.fail('type').catch(() => {});
    await pool.call.echo({ call() {} }).catch(() => {});
    await pool.call.echo('x'.repeat(100_000));
    await pool.call.echo('x'.repeat(10_000_000));
    await pool.call.sum(new BufferReference(new Uint8Array(1000)));
    const words = pool.alloc(4, Int32Array);
    const open = Array.from({ length: 5 }, () => pool.call.hold(words));
    await until(words, 1, 2);
    await pool.call.hold(words, { timeout: 1 }).catch(() => {});
    const during = pool.stats();
    assert.deepEqual([during.calls, during.resolved, during.rejected, during.timedOut, during.open, during.waiting], [31, 23, 3, 1, 2, 3]);
    assert.deepEqual(during.perWorker, [1, 1]);
    assert.deepEqual([during.blocks, during.images], [1, 1]);
    assert.ok(during.moves >= 2 && during.moves <= 4);
    assert.ok(during.argumentBytes > 10_100_000);
    assert.ok(during.resultBytes > 10_000_000);
    assert.ok(during.region.heapUsedBytes >= 16);
    set(words, 0);
    await Promise.all(open);
    const after = pool.stats();
    assert.deepEqual([after.open, after.waiting, after.calls], [0, 0, 31]);
    const timed = after.latency.reduce((total, [, count]) => total + count, 0);
    assert.equal(timed, 3, 'one call in eight');
    for (const [microseconds, count] of after.latency) assert.ok(Number.isInteger(Math.log2(microseconds)) && count > 0);
    assert.deepEqual(JSON.parse(JSON.stringify(after)), after, 'plain data');
  });
});

test('channels of diagnostics_channel tell of calls, workers and memory', async () => {
  const told = { start: [], end: [], worker: [], memory: [] };
  const subscriptions = [['zerobuf.pool.call.start', told.start], ['zerobuf.pool.call.end', told.end], ['zerobuf.pool.worker', told.worker], ['zerobuf.pool.memory', told.memory]]
    .map(([name, messages]) => ({ name, listen: (message) => void messages.push(message) }));
  for (const { name, listen } of subscriptions) diagnostics.subscribe(name, listen);
  try {
    await withPool({}, { add, fail, exit }, async (pool) => {
      await pool.call.add([1, 2]);
      await pool.call.fail('type').catch(() => {});
      await pool.call.exit(3).catch(() => {});
      await pool.ready();
      pool.alloc(10_000_000);
    });
  } finally {
    for (const { name, listen } of subscriptions) diagnostics.unsubscribe(name, listen);
  }
  assert.deepEqual(told.start, [{ task: 'add' }, { task: 'fail' }, { task: 'exit' }]);
  assert.deepEqual(told.end.map(({ task, error }) => [task, error?.name]), [['add', undefined], ['fail', 'TypeError'], ['exit', 'PoolError']]);
  assert.deepEqual(told.worker.map(({ event, lane }) => [event, lane]), ['start', 'ready', 'end', 'start', 'ready', 'end'].map((event) => [event, 0]));
  assert.equal(told.worker[2].reason, 3);
  assert.equal(told.memory.length, 1);
  assert.ok(told.memory[0].bytes > 10_000_000);
  await withPool({}, { add }, async (pool) => { await pool.call.add([1, 2]); });
  assert.equal(told.start.length, 3, 'nobody listens any more');
});

test('debug tells the console what it is asked for', async () => {
  const { error } = console;
  const told = async (debug) => {
    /** @type {string[]} */
    const lines = [];
    console.error = (line) => void lines.push(line);
    try {
      await withPool({ debug }, { add, fail }, async (pool) => {
        await pool.call.add([1, 2]);
        await pool.call.fail('symbol').catch(() => {});
        pool.alloc(10_000_000);
      });
    } finally {
      console.error = error;
    }
    return lines;
  };
  assert.deepEqual(await told(false), []);
  const calls = await told(['calls']);
  assert.equal(calls.length, 2);
  assert.match(calls[0], /^zerobuf pool: add returned after [\d.]+ ms$/);
  assert.match(calls[1], /^zerobuf pool: fail failed \(.*\) after [\d.]+ ms$/);
  assert.match((await told(['memory'])).join('\n'), /^zerobuf pool: the region has \d+ bytes$/);
  const workers = await told(['workers']);
  assert.deepEqual(workers.slice(0, 2), ['zerobuf pool: worker 0: start', 'zerobuf pool: worker 0: ready']);
  assert.equal((await told(true)).length, 2 + 1 + workers.length);
});

test('a tracer gets a span for each call', async () => {
  const spans = [];
  const tracer = {
    startSpan(name, options) {
      const span = { name, options, log: [], setAttribute() {}, recordException: (error) => void span.log.push(['exception', error.message]), setStatus: (status) => void span.log.push(['status', status]), end: () => void span.log.push(['end']) };
      spans.push(span);
      return span;
    },
  };
  await withPool({ tracer }, { add, fail }, async (pool) => {
    await pool.call.add(Promise.resolve([1, 2]));
    await pool.call.fail('type').catch(() => {});
    await pool.call.add(Promise.reject(new Error('never'))).catch(() => {});
  });
  assert.deepEqual(spans.map(({ name, options, log }) => ({ name, options, log })), [
    { name: 'zerobuf.pool add', options: { attributes: { 'zerobuf.task': 'add' } }, log: [['status', { code: 1 }], ['end']] },
    { name: 'zerobuf.pool fail', options: { attributes: { 'zerobuf.task': 'fail' } }, log: [['exception', 'of a kind'], ['status', { code: 2, message: 'of a kind' }], ['end']] },
  ]);
});

test('a tracer that throws holds up no call', async () => {
  const { error } = console;
  let told = 0;
  console.error = () => { told++; };
  try {
    const broken = () => { throw new Error('the tracer is broken'); };
    for (const tracer of [{ startSpan: broken }, { startSpan: () => ({ setStatus: broken, recordException: broken, end: broken }) }]) {
      await withPool({ tracer }, { add }, async ({ call }) => assert.deepEqual(await Promise.all([call.add([1, 2]), call.add([3, 4])]), [3, 7]));
    }
  } finally {
    console.error = error;
  }
  assert.equal(told, 4);
});
