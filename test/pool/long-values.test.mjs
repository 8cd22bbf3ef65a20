// SPDX-License-Identifier: MIT
// Values of all lengths: in the record of a call, in a block of the heap, in an image of
// their own; and what is left of them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { isNode, rejectsWith, resultOf, withCommon, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const { echo } = tasks;
const KIB = 1024;
const MIB = 1024 * KIB;

/** Longer ones, as far as that takes no time. */
const MORE = { text: [17 * MIB], bytes: [17 * MIB, 64 * MIB], records: [] };

for (const [what, make] of [
  ['text', (length) => 'ab'.repeat(length / 2)],
  ['bytes', (length) => new Uint8Array(length).fill(length % 251)],
  ['records', (length) => Array.from({ length: Math.ceil(length / 50) }, (_, i) => ({ number: i, text: `number ${i}` }))],
]) {
  test(`${what} of 64 bytes to many MiB come back as they went`, async () => {
    await withPool({}, { echo }, async (pool) => {
      for (const length of [64, 2 * KIB, 20 * KIB, 64 * KIB, 64 * KIB + 2, 300 * KIB, 4 * MIB + 64, ...MORE[what]]) {
        const value = make(length);
        const answered = await pool.call.echo(value);
        if (what === 'records') assert.deepEqual([answered.length, answered.at(-1)], [value.length, value.at(-1)]);
        else assert.ok(what === 'text' ? answered === value : Buffer.compare(answered, value) === 0, `${length}`);
      }
      assert.equal(pool.stats().region.heapUsedBytes, 0);
    });
  });
}

test('a long result of a short argument, and the other way round', async () => {
  await withCommon(async ({ call }) => {
    for (const length of [10, 3000, 100_000, 5 * MIB, 10, 3000]) {
      assert.equal((await call.repeat(['é', length])).length, length);
      assert.equal(await call.lengthOf('é'.repeat(length)), length);
    }
  });
});

test('defect: many long values at once are all answered', async () => {
  await withPool({ threads: 2 }, { echo }, async (pool) => {
    const calls = Array.from({ length: 40 }, (_, i) => pool.call.echo({ i, text: `${i % 10}`.repeat(2 * MIB) }));
    for (const [i, call] of calls.entries()) {
      const { text, ...rest } = await call;
      assert.deepEqual(rest, { i });
      assert.ok(text.length === 2 * MIB && text.endsWith(`${i % 10}`));
    }
    assert.equal(pool.stats().region.heapUsedBytes, 0);
  });
});

test('a value that is longer than the limit is refused, both ways, and later calls work', async () => {
  await withPool({ maxPayloadBytes: 100_000 }, { echo, repeat: tasks.repeat, make: tasks.makeBytes }, async (pool) => {
    assert.equal((await pool.call.echo('x'.repeat(99_000))).length, 99_000);
    await rejectsWith(pool.call.echo('x'.repeat(101_000)), 'ZB_POOL_PAYLOAD', /more than maxPayloadBytes, 100000 bytes; pass less, or raise it/);
    await rejectsWith(pool.call.echo({ bytes: new Uint8Array(101_000) }), 'ZB_POOL_PAYLOAD', /maxPayloadBytes/);
    await rejectsWith(pool.call.echo(Array.from({ length: 4 }, () => new Uint8Array(70_000))), 'ZB_POOL_PAYLOAD', /maxPayloadBytes/);
    await rejectsWith(pool.call.repeat(['x', 101_000]), 'ZB_POOL_PAYLOAD', /maxPayloadBytes/);
    await rejectsWith(pool.call.make(101_000), 'ZB_POOL_PAYLOAD', /maxPayloadBytes/);
    assert.equal((await pool.call.make(90_000)).length, 90_000);
    assert.equal(pool.stats().region.heapUsedBytes, 0);
  });
});

test('memory is given back after a burst', { skip: !isNode && 'the figures of other runtimes follow other rules' }, async () => {
  const { grown, heapUsed } = await resultOf('burst.mjs', [], ['--expose-gc']);
  assert.equal(heapUsed, 0);
  assert.ok(grown < 160 * MIB, `${Math.round(grown / MIB)} MiB after 480 MB of values`);
});

test('the region of a pool is given back after its end', { skip: !isNode && 'the figures of other runtimes follow other rules' }, async () => {
  const { grown, touched } = await resultOf('ended-pools.mjs', [], ['--expose-gc']);
  assert.ok(grown < touched / 2, `${Math.round(grown / MIB)} MiB of the ${Math.round(touched / MIB)} that pools have used`);
});
