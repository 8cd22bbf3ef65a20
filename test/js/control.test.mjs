// SPDX-License-Identifier: MIT
// Arenas whose state lies in the region: several Arena objects on one control block.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Arena, ZerobufError, zerobuf } from '../../js/core/index.js';
import { hashKey } from '../../js/core/key-table.js';
import * as layout from '../../js/core/layout.gen.js';
import { PAGE, assertFault, newMemory } from './support.mjs';

/** Write a control block as C would: not shared. */
function writeControl(memory, at, { start = at + 64, bump = start, limit = memory.buffer.byteLength, max = 256 * PAGE, flags = 0, segment = 0 } = {}) {
  const dv = new DataView(memory.buffer);
  const words = { MAGIC: layout.CONTROL_MAGIC, VERSION: 1, START: start, BUMP: bump, LIMIT: limit, MAX: max, GENERATION: 0, FLAGS: flags, SEGMENT: segment, KEYS: 0, KEYS_END: 0, KEYS_LOCK: 0 };
  for (const [name, value] of Object.entries(words)) dv.setUint32(at + layout[`CONTROL_${name}_AT`], value, true);
}

function attached(at = 64, words = undefined, descriptor = undefined) {
  const memory = newMemory(descriptor);
  writeControl(memory, at, words);
  return [zerobuf(memory, 0, { control: at }), zerobuf(memory, 0, { control: at }), memory];
}

const keyAt = (buf, x, index = 0) => buf.arena.readU32(buf.arena.readU32(x.__zerobuf_ptr) + 8 + 24 * index);
const word = (buf, name) => buf.arena.readU32(buf.arena.control + layout[`CONTROL_${name}_AT`]);

test('two arenas on one control block never hand out the same bytes', () => {
  const [one, two] = attached();
  const made = [];
  for (let i = 0; i < 200; i++) made.push((i % 2 ? one : two).create({ n: i, list: [i], text: `text ${i}` }));
  assert.equal(one.arena.offset, two.arena.offset);
  assert.deepEqual(made.map((x) => x.n), Array.from({ length: 200 }, (_, i) => i));
  assert.deepEqual(made.map((x) => x.list[0]), made.map((x) => x.n));
  assert.equal(one.arena.control, 64);
  assert.equal(one.wrapObject(made[0].__zerobuf_ptr).text, 'text 0');
});

test('keys are shared through the table in the region', () => {
  const [one, two] = attached();
  const names = Array.from({ length: 200 }, (_, i) => `key number ${i}`);
  const value = Object.fromEntries(names.map((name, i) => [name, i]));
  const x = one.create(value);
  const y = two.create(value);
  for (const [i] of names.entries()) assert.equal(keyAt(one, x, i), keyAt(two, y, i));
  const table = word(one, 'KEYS');
  assert.equal(one.arena.readU32(table), 512, 'at most half full');
  assert.equal(one.arena.readU32(table + 4), 200);
  assert.equal(y['key number 77'], 77);
});

test('the hash of keys is FNV-1a, 32 bits', () => {
  const utf8 = (text) => new TextEncoder().encode(text);
  assert.equal(hashKey(utf8('')), 0x811c9dc5);
  assert.equal(hashKey(utf8('a')), 0xe40c292c);
  assert.equal(hashKey(utf8('foobar')), 0xbf9cf968);
});

test('restore raises the generation, drops freed keys and keeps the others', () => {
  const [one, two] = attached();
  one.create({ old: 1 });
  const checkpoint = one.save();
  for (let i = 0; i < 3; i++) one.create({ [`young${i}`]: 1 });
  const table = word(one, 'KEYS');
  assert.equal(one.arena.readU32(table + 4), 4);
  one.restore(checkpoint);
  assert.equal(word(one, 'GENERATION'), 1);
  assert.equal(word(one, 'KEYS'), table);
  assert.equal(one.arena.readU32(table + 4), 1);
  assert.equal(two.arena.offset, checkpoint);
  const x = two.create({ something: 1, young1: 2, old: 3 });
  const y = one.create({ young1: 4, something: 5, old: 6 });
  assert.deepEqual([x.toJS(), y.toJS()], [{ something: 1, young1: 2, old: 3 }, { young1: 4, something: 5, old: 6 }]);
  assert.equal(keyAt(one, x, 2), keyAt(one, y, 2));
  one.reset();
  assert.deepEqual([word(one, 'KEYS'), word(one, 'KEYS_END'), one.arena.offset], [0, 0, 128]);
  assert.deepEqual(one.create({ again: 1 }).toJS(), { again: 1 });
});

test('what one side learned is forgotten when the other side restores', () => {
  const [one, two] = attached();
  const checkpoint = one.save();
  one.create({ alpha: 1, beta: [{ gamma: 1 }] });
  two.restore(checkpoint);
  two.create({ delta: 1, epsilon: 2 });
  const x = one.create({ alpha: 3, beta: [{ gamma: 4 }], delta: 5 });
  assert.deepEqual(two.wrapObject(x.__zerobuf_ptr).toJS(), { alpha: 3, beta: [{ gamma: 4 }], delta: 5 });
  assert.deepEqual(Object.keys(x), ['alpha', 'beta', 'delta']);
});

test('a failed create gives its bytes and keys back, without a new generation', () => {
  const [one] = attached();
  one.create({ old: 1 });
  const before = one.arena.offset;
  assert.throws(() => one.create({ fresh: 1, other: { deep: Symbol('s') } }), TypeError);
  assert.equal(one.arena.offset, before);
  assert.equal(word(one, 'GENERATION'), 0);
  assert.deepEqual(one.create({ text: 'reused', fresh: 2 }).toJS(), { text: 'reused', fresh: 2 });
});

test('growth raises the limit, up to max', () => {
  const [one, two, memory] = attached(64, { max: 3 * PAGE });
  one.arena.alloc(PAGE);
  assert.equal(memory.buffer.byteLength, 2 * PAGE);
  assert.equal(word(two, 'LIMIT'), 2 * PAGE);
  assert.ok(two.arena.remaining <= 2 * PAGE);
  const before = two.arena.offset;
  assertFault(() => two.arena.alloc(2 * PAGE), RangeError, 'ZB_E_MEMORY', /limit is 196608/);
  assert.equal(one.arena.offset, before);
  two.arena.alloc(PAGE);
  assertFault(() => one.arena.alloc(PAGE), RangeError, 'ZB_E_MEMORY');
});

test('a limit that another side raised with its growth is seen', () => {
  const [one, two, memory] = attached();
  one.arena.alloc(3 * PAGE);
  assert.equal(two.create({ a: 'after growth' }).a, 'after growth');
  memory.grow(1);
  assert.equal(one.create({ b: 1 }).b, 1);
});

test('restore refuses what is no checkpoint', () => {
  const [one] = attached();
  one.create({ a: 1 });
  const before = one.arena.offset;
  assertFault(() => one.restore(before + 8), RangeError, 'ZB_E_CHECKPOINT', /beyond current offset/);
  for (const bad of [NaN, -1, 0, 127, 0.5, '200']) assertFault(() => one.restore(bad), RangeError, 'ZB_E_CHECKPOINT');
  assert.equal(one.arena.offset, before);
  assert.equal(word(one, 'GENERATION'), 0);
});

test('hooks grow and restore for us', () => {
  const memory = newMemory();
  writeControl(memory, 64, { limit: 1024, max: 1024 });
  const calls = [];
  const buf = zerobuf(memory, 0, {
    control: 64,
    grow(bytes) {
      calls.push(['grow', bytes]);
      memory.grow(1);
      const segment = PAGE;
      const dv = new DataView(memory.buffer);
      dv.setUint32(segment + layout.SEGMENT_BUMP_AT, dv.getUint32(64 + layout.CONTROL_BUMP_AT, true), true);
      dv.setUint32(segment + layout.SEGMENT_LIMIT_AT, 1024, true);
      dv.setUint32(segment + layout.SEGMENT_LENGTH_AT, PAGE, true);
      dv.setUint32(64 + layout.CONTROL_SEGMENT_AT, segment, true);
      dv.setUint32(64 + layout.CONTROL_LIMIT_AT, 2 * PAGE, true);
      dv.setUint32(64 + layout.CONTROL_BUMP_AT, segment + 16, true);
    },
    restore(checkpoint) {
      calls.push(['restore', checkpoint]);
      const dv = new DataView(memory.buffer);
      dv.setUint32(64 + layout.CONTROL_SEGMENT_AT, 0, true);
      dv.setUint32(64 + layout.CONTROL_LIMIT_AT, 1024, true);
      dv.setUint32(64 + layout.CONTROL_BUMP_AT, checkpoint, true);
      dv.setUint32(64 + layout.CONTROL_GENERATION_AT, dv.getUint32(64 + layout.CONTROL_GENERATION_AT, true) + 1, true);
    },
  });
  const checkpoint = buf.save();
  const x = buf.create({ a: 'x'.repeat(3000), b: { c: 1 } });
  assert.ok(x.b.__zerobuf_ptr > PAGE);
  assert.equal(x.a.length, 3000);
  assertFault(() => zerobuf(memory, 0, { control: 64 }).restore(checkpoint), ZerobufError, 'ZB_E_CONTROL', /restore hook/);
  buf.restore(checkpoint);
  assert.equal(buf.arena.offset, checkpoint);
  assert.deepEqual(buf.create({ a: 1, b: 2 }).toJS(), { a: 1, b: 2 });
  assert.throws(() => buf.create({ zzz: 1, f() {} }), TypeError);
  assert.deepEqual(calls.map(([name]) => name), ['grow', 'restore', 'restore']);
});

test('a grow hook that makes no room is out of memory, not a loop', () => {
  const memory = newMemory();
  writeControl(memory, 64, { limit: 1024 });
  let calls = 0;
  const buf = zerobuf(memory, 0, { control: 64, grow: () => { calls++; } });
  assertFault(() => buf.create({ a: 'x'.repeat(3000) }), RangeError, 'ZB_E_MEMORY');
  assert.equal(calls, 1);
});

test('hooks may answer with a zb_status', () => {
  const memory = newMemory();
  writeControl(memory, 64, { limit: 1024 });
  let status = -6;
  const buf = zerobuf(memory, 0, { control: 64, grow: () => status, restore: () => -10 });
  assertFault(() => buf.arena.alloc(3000), RangeError, 'ZB_E_MEMORY', /out of memory: need 3000/);
  status = -9;
  assertFault(() => buf.arena.alloc(3000), ZerobufError, 'ZB_E_CONTROL');
  assertFault(() => buf.restore(500), RangeError, 'ZB_E_CHECKPOINT');
});

test('shared: one creates, others attach; bytes of a failed create stay taken', () => {
  const memory = newMemory({ initial: 1, maximum: 8, shared: true });
  const one = zerobuf(memory, 13, { shared: true });
  assert.equal(one.arena.control, 16);
  assert.equal(one.arena.offset, 80);
  const two = zerobuf(memory, 0, { control: one.arena.control });
  const x = one.create({ a: 1 });
  assert.equal(two.wrapObject(x.__zerobuf_ptr).a, 1);
  const before = one.arena.offset;
  assert.throws(() => two.create({ a: 'text', f() {} }), TypeError);
  assert.ok(one.arena.offset > before);
  one.arena.writeU32(16 + layout.CONTROL_KEYS_LOCK_AT, 1); // a writer died with the lock
  assert.deepEqual(two.create({ unlocked: 1 }).toJS(), { unlocked: 1 });
  two.arena.alloc(5 * PAGE);
  assert.equal(word(one, 'LIMIT') > 5 * PAGE, true);
  one.reset();
  assert.equal(two.arena.offset, 80);
  assertFault(() => new Arena(memory, 0, { shared: true, control: 16 }), TypeError, 'ZB_E_INVALID');
});

test('a control block that does not fit is made room for, or is out of memory', () => {
  assert.equal(zerobuf(newMemory(), PAGE - 8, { shared: true }).arena.pages, 2);
  assertFault(() => zerobuf(newMemory({ initial: 1, maximum: 1 }), PAGE - 8, { shared: true }), RangeError, 'ZB_E_MEMORY');
});

test('what is no control block is refused', () => {
  const memory = newMemory();
  for (const at of [0, 4, 65, 65536, PAGE - 32]) assertFault(() => zerobuf(memory, 0, { control: at }), ZerobufError, 'ZB_E_CONTROL');
  assertFault(() => zerobuf(memory, 0, { control: 64 }), ZerobufError, 'ZB_E_CONTROL', /magic/);
  const wrong = [
    { start: 0 }, { start: 200, bump: 100 }, { bump: 2000, limit: 1000 }, { limit: 2 * PAGE }, { segment: 4 },
    { segment: 512, bump: 520, limit: 1024 }, { bump: 0xfffffff8, limit: 0xffffffff },
  ];
  for (const words of wrong) {
    writeControl(memory, 64, words);
    assertFault(() => zerobuf(memory, 0, { control: 64 }), ZerobufError, 'ZB_E_CONTROL', /out of order|before the end of the block|segment/);
  }
  writeControl(memory, 64);
  new DataView(memory.buffer).setUint32(64 + 4, 2, true);
  assertFault(() => zerobuf(memory, 0, { control: 64 }), ZerobufError, 'ZB_E_CONTROL', /version is 2/);
});

test('words that become hostile after attaching are an error, never a hang or a write outside', () => {
  const hostile = [0, 1, 4, 63, 128, 65535, 65536, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];
  for (const name of ['START', 'BUMP', 'LIMIT', 'MAX', 'GENERATION', 'FLAGS', 'SEGMENT', 'KEYS', 'KEYS_END', 'KEYS_LOCK']) {
    for (const value of hostile) {
      const [buf] = attached(64, undefined, { initial: 1, maximum: 2 });
      const x = buf.create({ a: 1, b: [2] });
      const { b } = x;
      const checkpoint = buf.save();
      buf.arena.writeU32(64 + layout[`CONTROL_${name}_AT`], value);
      const uses = [
        () => buf.create({ c: 'text', d: { e: 1 } }), () => { x.f = [1]; }, () => b.push(1), () => buf.arena.remaining,
        () => buf.arena.alloc(100_000), () => buf.restore(checkpoint), () => buf.reset(), () => x.a, () => x.toJS(),
      ];
      for (const use of uses) {
        try {
          use();
        } catch (error) {
          assert.ok(error instanceof ZerobufError, `${name} = ${value}: ${error.stack}`);
        }
      }
    }
  }
});

test('a damaged table of keys is ignored', () => {
  for (const damage of [[0, 15], [0, 1 << 30], [0, 0xffffffff], [4, 0xffffffff], [12, 0xfffffff0], [16, 0xffffffff]]) {
    const [one, two] = attached();
    one.create({ a: 1 });
    const table = word(one, 'KEYS');
    for (let entry = 0; entry < (damage[0] < 8 ? 1 : 16); entry++) one.arena.writeU32(table + damage[0] + entry * 12, damage[1]);
    assert.deepEqual(two.create({ a: 1, b: { c: 2 } }).toJS(), { a: 1, b: { c: 2 } });
    one.restore(one.save());
    one.reset();
  }
});
