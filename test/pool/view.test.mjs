// SPDX-License-Identifier: MIT
// Tasks with `view: true`: their argument is read where it lies, while the call lasts.
import assert from 'node:assert/strict';
import test from 'node:test';
import { BufferReference } from '../../js/pool/unsafe.js';
import { set, until, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

test('an argument is read in place, whatever its size', async () => {
  await withPool({}, { firstOf: tasks.firstOf }, async ({ call }) => {
    for (const length of [1, 10, 1000, 30_000, 100_000]) {
      const records = Array.from({ length }, (_, i) => ({ name: `number ${i}`, value: i }));
      assert.equal(await call.firstOf(records), 'number 0');
    }
  });
});

test('a result may be the argument, or made of parts of it', async () => {
  await withPool({}, { sameView: tasks.sameView, partOfView: tasks.partOfView }, async ({ call }) => {
    for (const size of [1, 100, 10_000, 300_000]) {
      const value = { list: [1, { text: 'x'.repeat(size), set: new Set([size]) }, [size]], date: new Date(size) };
      assert.deepEqual(await call.sameView(value), value);
      assert.deepEqual(await call.partOfView(value), { part: value.list[1], again: [value.list] });
    }
    assert.equal(await call.sameView(1.5), 1.5);
    assert.equal(await call.sameView('text'), 'text');
    assert.deepEqual(await call.sameView(new Map([[1, 2]])), new Map([[1, 2]]));
  });
});

test('an argument that is kept is stale after its call', async () => {
  await withPool({}, { keepView: tasks.keepView, useKept: tasks.useKept, firstOf: tasks.firstOf }, async ({ call }) => {
    for (const text of ['short', 'x'.repeat(50_000), 'x'.repeat(6_000_000)]) {
      await call.keepView({ list: [1, 2], text });
      await assert.rejects(call.useKept(), { message: /outlived the call/ });
      assert.equal(await call.firstOf([{ name: 'next' }]), 'next');
      await assert.rejects(call.useKept(), /outlived the call/);
    }
  });
});

test('asynchronous tasks read their arguments as long as they last, several at once', async () => {
  await withPool({}, { viewLater: tasks.viewLater, sameView: tasks.sameView, keepView: tasks.keepView }, async (pool) => {
    const calls = Array.from({ length: 5 }, (_, i) => {
      const words = pool.alloc(4, Int32Array);
      return { words, answer: pool.call.viewLater({ words, list: [i, 'x'.repeat(i * 5000)], text: `number ${i}` }) };
    });
    for (const { words } of calls) await until(words, 1, 1);
    for (let i = 0; i < 20; i++) assert.deepEqual(await pool.call.sameView({ between: [i] }), { between: [i] });
    for (const i of [3, 0, 4, 1, 2]) {
      set(calls[i].words, 0);
      assert.deepEqual(await calls[i].answer, [i, `number ${i}`]);
      await pool.call.keepView({ list: [i] });
    }
  });
});

test('a reference in a viewed argument is owned by its own call', async () => {
  await withPool({}, { referenceLater: tasks.referenceLater, sum: tasks.sum, sameView: tasks.sameView }, async (pool) => {
    const calls = [1, 2].map((i) => {
      const words = pool.alloc(4, Int32Array);
      return { words, answer: pool.call.referenceLater({ words, wrap: { reference: new BufferReference(new Uint8Array([i, i])) } }) };
    });
    for (const { words } of calls) await until(words, 1, 1);
    // Both read their references while calls without any begin and end.
    const others = Array.from({ length: 10 }, (_, i) => pool.call.sameView({ i }));
    for (const { words } of calls) set(words, 0);
    others.push(...Array.from({ length: 10 }, (_, i) => pool.call.sameView({ i })));
    assert.deepEqual(await Promise.all(calls.map(({ answer }) => answer)), [1, 2]);
    await Promise.all(others);
    assert.equal(await pool.call.sum(new BufferReference(new Uint8Array([1, 2, 3]))), 6);
  });
});
