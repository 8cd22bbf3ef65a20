// SPDX-License-Identifier: MIT
// pool.alloc(): arrays that both sides read and write.
import assert from 'node:assert/strict';
import test from 'node:test';
import { isBun, rejectsWith, resultOf, set, until, withCommon, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const { fill, at, echo, sumBytes } = tasks;

test('an array of any class and size is written by one side and read by the other', async () => {
  await withPool({ threads: 2 }, { fill, at, sumBytes }, async (pool) => {
    for (const [Class, length, value] of [[Uint8Array, 10, 7], [Float64Array, 100_000, 1.5], [BigInt64Array, 3, -1n], [Int32Array, 3_000_000, -5], [Uint8ClampedArray, 1, 255]]) {
      const array = pool.alloc(length, Class);
      assert.ok(array instanceof Class);
      assert.equal(array.length, length);
      assert.ok(array.every((element) => Number(element) === 0));
      const filled = await pool.call.fill([array, value]);
      assert.equal(array[length - 1], value, 'the task has written here');
      assert.equal(filled.buffer.constructor, SharedArrayBuffer);
      assert.equal(filled, array, 'what comes back is the array itself');
      filled[0] = Class === BigInt64Array ? 9n : 9;
      assert.equal(Number(await pool.call.at([array, 0])), 9);
      assert.equal(pool.free(array), true);
    }
    assert.equal((await pool.call.fill([pool.alloc(5), 1])).length, 5, 'bytes unless a class is given');
    assert.equal(pool.alloc(0).length, 0);
  });
});

test('arrays are shared beside long values as well', async () => {
  await withCommon(async (pool) => {
    const array = pool.alloc(4);
    for (const length of [10, 50_000, 6_000_000, 20_000_000]) {
      const value = length % 251;
      const answered = await pool.call.fillLong({ array, part: array.subarray(1, 3), text: 'x'.repeat(length), value });
      assert.equal(array[3], value, `written in place, beside ${length} bytes`);
      assert.equal(answered.array, array, 'and returned');
      answered.part[0] = 77;
      assert.equal(array[1], 77);
    }
  });
});

test('both sides meet in one word', async () => {
  await withPool({ threads: 2 }, { hold: tasks.hold, block: tasks.block }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const calls = [pool.call.hold(words), pool.call.block(words)];
    await until(words, 1, 2);
    set(words, 0);
    assert.deepEqual((await Promise.all(calls)).sort(), [0, 1]);
  });
});

test('subarrays of arrays, and of those, show the same memory and keep it', async () => {
  await withCommon(async (pool) => {
    const array = pool.alloc(100, Int32Array);
    const part = array.subarray(10, 20).subarray(2);
    await pool.call.fill([part, 3]);
    assert.deepEqual([array[11], array[12], array[19], array[20]], [0, 3, 3, 0]);
    assert.equal(await pool.call.at([part, 0]), 3);
    const copy = array.slice(12, 14);
    copy[0] = 4;
    assert.equal(array[12], 3, 'slice() copies');
    assert.deepEqual([...array.map((value) => value + 1).subarray(11, 13)], [1, 4]);
  });
});

test('memory is freed by free() and by using, once, and given out again all zero', async () => {
  await withPool({}, { echo }, async (pool) => {
    const used = () => pool.stats().region.heapUsedBytes;
    const before = used();
    const array = pool.alloc(10_000).fill(1);
    assert.ok(used() >= before + 10_000);
    assert.equal(pool.free(array), true);
    assert.equal(pool.free(array), false);
    assert.equal(pool.free({}), false);
    assert.equal(used(), before);
    const again = pool.alloc(10_000);
    assert.equal(again.byteOffset, array.byteOffset);
    assert.ok(again.every((byte) => byte === 0));
    again[Symbol.dispose ?? Symbol.for('Symbol.dispose')]();
    assert.equal(used(), before);
    await withPool({}, { echo }, async (other) => assert.equal(other.free(pool.alloc(1)), false, 'arrays of another pool are left alone'));
  });
});

test('the region grows while others use it, up to its limit', async () => {
  await withPool({ threads: 2, region: { maxBytes: 32 * 1024 * 1024 } }, { fill, at }, async (pool) => {
    const arrays = [];
    for (let i = 0; i < 20; i++) {
      arrays.push(pool.alloc(1_000_000));
      const answers = await Promise.all(arrays.map((array, n) => pool.call.fill([array, n])));
      answers.forEach((answer, n) => assert.equal(answer[999_999], n));
    }
    arrays.forEach((array, n) => assert.equal(array[0], n, 'arrays from before the growth are valid'));
    assert.ok(pool.stats().region.bytes > 20_000_000);
    assert.throws(() => pool.alloc(20_000_000), { name: 'PoolError', code: 'ZB_POOL_PAYLOAD', message: /no 20000000 bytes left; free some, or raise region\.maxBytes/ });
    assert.throws(() => pool.alloc(2 ** 50), { name: 'PoolError', code: 'ZB_POOL_PAYLOAD' });
    for (const array of arrays) pool.free(array);
    assert.equal(pool.alloc(20_000_000).length, 20_000_000);
  });
});

test('what alloc() cannot give is refused with a sentence', async () => {
  await withCommon(async (pool) => {
    for (const length of [-1, 1.5, NaN, '8', undefined]) assert.throws(() => pool.alloc(length), { name: 'RangeError', message: /length is .*; give a whole number from 0/ });
    for (const Class of [Array, DataView, 8, null, ArrayBuffer]) assert.throws(() => pool.alloc(8, Class), { name: 'TypeError', message: /expects a class of typed arrays/ });
  });
});

test('shared memory that is not the pool\'s is copied', async () => {
  await withCommon(async (pool) => {
    const own = new Uint8Array(new SharedArrayBuffer(8));
    const answered = await pool.call.fill([own, 3]);
    assert.equal(own[0], 0);
    assert.equal(answered[0], 3);
    const long = new Uint8Array(new SharedArrayBuffer(100_000));
    assert.equal((await pool.call.fill([long, 3]))[99_999], 3);
  });
});

test('memory lives as long as an array, a subarray or a call that has it', { skip: isBun && 'the collector of Bun leaves objects that registers may hold' }, async () => {
  assert.deepEqual(await resultOf('collect.mjs', [], ['--expose-gc']), { kept: true, keptByPart: true, keptByResult: true, keptByCall: true, freed: true });
});

test('memory is there for tasks while the pool is', async () => {
  await withPool({}, { fill }, async (pool) => {
    const array = pool.alloc(8);
    await pool.shutdown();
    array.fill(1);
    assert.equal(array[7], 1, 'an array outlives the pool');
    await rejectsWith(pool.call.fill([array, 2]), 'ZB_POOL_CLOSED');
  });
});
