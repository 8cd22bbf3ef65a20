// SPDX-License-Identifier: MIT
// The sequence lock: readers see what writers wrote whole, or wait, or give up with an error.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Arena, Seqlock, ZerobufError } from '../../js/core/index.js';
import { assertFault, fresh } from './support.mjs';

test('the word: 0 at first, odd while somebody writes, two more afterwards', () => {
  for (const shared of [false, true]) {
    const { arena } = fresh(8, { initial: 1, maximum: 9, shared });
    const lock = Seqlock.create(arena);
    assert.equal(lock.offset % 8, 0);
    assert.equal(arena.readU32(lock.offset), 0);
    const result = lock.write(() => {
      assert.equal(arena.readU32(lock.offset), 1);
      arena.memory.grow(1);
      return 'result';
    });
    assert.equal(result, 'result');
    assert.equal(arena.readU32(lock.offset), 2);
    assert.throws(() => lock.write(() => { throw new SyntaxError('mine'); }), SyntaxError);
    assert.equal(arena.readU32(lock.offset), 4, 'given back');
    arena.writeU32(lock.offset, 0xfffffffe);
    lock.write(() => {});
    assert.equal(arena.readU32(lock.offset), 0, 'it goes round');
    assert.equal(new Seqlock(arena, lock.offset).read(() => 5), 5);
  }
});

test('a read during which somebody wrote is repeated, whatever came of it', () => {
  const { arena } = fresh(8, { initial: 1, maximum: 9, shared: true });
  const lock = Seqlock.create(arena);
  const other = new Seqlock(new Arena(arena.memory, 4096), lock.offset);
  for (const torn of [() => 'torn', () => { throw new RangeError('torn'); }]) {
    let runs = 0;
    const value = lock.read(() => {
      if (++runs > 3) return 'whole';
      other.write(() => {});
      return torn();
    });
    assert.equal(value, 'whole');
    assert.equal(runs, 4);
  }
  let runs = 0;
  assert.throws(() => lock.read(() => { runs++; throw new SyntaxError('mine'); }), SyntaxError);
  assert.equal(runs, 1, 'an error of a quiet run is the answer');
});

test('a lock that stays taken is an error, not a hang', () => {
  for (const shared of [false, true]) {
    const { arena } = fresh(8, { initial: 1, maximum: 9, shared });
    const lock = Seqlock.create(arena);
    lock.write(() => {
      if (shared) return; // would wait 4,000 times: once is enough
      assertFault(() => lock.read(() => 1), ZerobufError, 'ZB_E_BUDGET', /attempts to read/);
      assertFault(() => lock.write(() => 1), ZerobufError, 'ZB_E_BUDGET', /attempts to write .* this thread is inside itself/);
    });
    assert.equal(arena.readU32(lock.offset), 2);
  }
  const { arena } = fresh();
  const lock = Seqlock.create(arena);
  let runs = 0;
  assertFault(() => lock.read(() => { runs++; lock.write(() => {}); }), ZerobufError, 'ZB_E_BUDGET');
  assert.ok(runs < 10_000);
});

test('bad arguments', () => {
  const { arena } = fresh();
  const lock = Seqlock.create(arena);
  for (const bad of [undefined, 5, {}]) {
    assertFault(() => lock.read(bad), TypeError, 'ZB_E_INVALID');
    assertFault(() => lock.write(bad), TypeError, 'ZB_E_INVALID');
  }
  assertFault(() => new Seqlock(arena, 4), RangeError, 'ZB_E_ALIGN');
  assertFault(() => new Seqlock(arena, 2 ** 30), RangeError, 'ZB_E_BOUNDS');
  assertFault(() => new Seqlock(arena, NaN), RangeError, 'ZB_E_INVALID');
});
