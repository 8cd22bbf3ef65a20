// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import test from 'node:test';
import { Arena, zerobuf } from '../../js/core/index.js';
import { MAXIMUM_UNKNOWN, PAGE, assertFault, fresh, newMemory } from './support.mjs';

test('reset puts offset back to the start exactly, 0 included', () => {
  for (const start of [0, 1, 8, 1037, 70000]) {
    const buf = fresh(start, { initial: 2 });
    assert.equal(buf.arena.offset, start);
    buf.create({ a: 1 });
    assert.ok(buf.arena.offset > start);
    buf.reset();
    assert.equal(buf.arena.offset, start);
  }
});

test('the first allocation of an arena at 0 skips offset 0', () => {
  const arena = new Arena(newMemory());
  assert.equal(arena.alloc(1, 1), 1);
  assert.notEqual(fresh(0).create({ a: 1 }).__zerobuf_ptr, 0);
});

test('restore puts offset back to the checkpoint', () => {
  const buf = fresh();
  const kept = buf.create({ a: 1 });
  const checkpoint = buf.save();
  assert.equal(checkpoint, buf.arena.offset);
  buf.create({ b: 2, c: [1, 2, 3] });
  buf.restore(checkpoint);
  assert.equal(buf.arena.offset, checkpoint);
  assert.equal(kept.a, 1);
});

test('defect: restore(NaN) and other nonsense is refused and changes nothing', () => {
  const buf = fresh(64);
  buf.create({ a: 1 });
  const before = buf.arena.offset;
  assertFault(() => buf.restore(before + 1), RangeError, 'ZB_E_CHECKPOINT', /beyond current offset/);
  for (const bad of [NaN, -1, 1.5, 63, '70', undefined, null, Infinity, 2 ** 40]) {
    assertFault(() => buf.restore(bad), RangeError, 'ZB_E_CHECKPOINT');
    assert.equal(buf.arena.offset, before);
  }
});

test('defect: alloc(-100) and alloc(8, 3) are refused', () => {
  const { arena } = fresh();
  for (const bytes of [-100, NaN, 1.5, '8', undefined, Infinity]) assertFault(() => arena.alloc(bytes), RangeError, 'ZB_E_INVALID');
  for (const align of [3, 0, -4, 8192, NaN, '8']) assertFault(() => arena.alloc(8, align), RangeError, 'ZB_E_INVALID');
  assert.equal(arena.offset, 0);
});

test('bad arguments of the constructor are refused', () => {
  for (const memory of [undefined, null, 5, {}, { buffer: [] }]) assertFault(() => zerobuf(memory), TypeError, 'ZB_E_INVALID');
  for (const start of [-1, 1.5, NaN, 2 ** 32]) assertFault(() => zerobuf(newMemory(), start), RangeError, 'ZB_E_INVALID');
  for (const maxPages of [0, 1.5, NaN, -1]) assertFault(() => zerobuf(newMemory(), 0, { maxPages }), RangeError, 'ZB_E_INVALID');
});

test('defect: a failed allocation leaves the arena usable and unchanged', () => {
  const buf = fresh(0, { initial: 1, maximum: 2 });
  buf.create({ a: 1 });
  const before = buf.arena.offset;
  assertFault(() => buf.arena.alloc(3 * PAGE), RangeError, 'ZB_E_MEMORY', MAXIMUM_UNKNOWN ? /need 196608 bytes/ : /out of memory: need 196608 bytes.*limit is 131072/);
  assert.equal(buf.arena.offset, before);
  assert.equal(buf.arena.pages, 1);
  assert.equal(buf.create({ b: 2 }).b, 2);
});

test('a create that runs out of memory half-way changes nothing', () => {
  const buf = fresh(0, { initial: 1, maximum: 2 });
  const before = buf.arena.offset;
  assertFault(() => buf.create({ first: 'kept', big: 'x'.repeat(200_000) }), RangeError, 'ZB_E_MEMORY', /out of memory/);
  assert.equal(buf.arena.offset, before);
  assert.deepEqual(buf.create({ first: 1 }).toJS(), { first: 1 });
});

test('memory grows to twice its size, clamped to the maximum', { skip: MAXIMUM_UNKNOWN }, () => {
  const buf = fresh(0, { initial: 10, maximum: 25 });
  buf.arena.alloc(10 * PAGE);
  assert.equal(buf.arena.pages, 20);
  buf.arena.alloc(10 * PAGE);
  assert.equal(buf.arena.pages, 25);
});

test('defect: when doubling is too much, the exact need is taken', () => {
  const refusing = { grown: [] };
  const memory = newMemory({ initial: 10, maximum: 100 });
  const picky = {
    get buffer() {
      return memory.buffer;
    },
    grow(delta) {
      refusing.grown.push(delta);
      if (delta > 2) throw new RangeError('no');
      return memory.grow(delta);
    },
  };
  const buf = zerobuf(picky, 0, { maxPages: 100 });
  buf.arena.alloc(11 * PAGE);
  assert.deepEqual(refusing.grown, [10, 2]);
  assert.equal(buf.arena.pages, 12);
});

test('defect: remaining and maxPages know the maximum of the memory', { skip: MAXIMUM_UNKNOWN }, () => {
  for (const shared of [false, true]) {
    const buf = fresh(0, { initial: 1, maximum: 3, shared });
    assert.equal(buf.arena.remaining, 3 * PAGE);
    assert.equal(buf.arena.maxPages, 3);
    buf.arena.alloc(100, 1);
    assert.equal(buf.arena.remaining, 3 * PAGE - 101);
  }
  assert.equal(fresh(0, { initial: 1 }).arena.maxPages, 65535);
  assert.equal(fresh(0, { initial: 1, maximum: 65536 }).arena.maxPages, 65535);
  assert.equal(fresh(0, { initial: 1 }, { maxPages: 70000 }).arena.maxPages, 65535);
  assert.equal(fresh(0, { initial: 1, maximum: 9 }, { maxPages: 4 }).arena.remaining, 4 * PAGE);
  assert.equal(zerobuf({ buffer: new ArrayBuffer(1000) }).arena.remaining, 1000);
});

test('maxPages limits growth', () => {
  const buf = fresh(0, { initial: 1, maximum: 50 }, { maxPages: 2 });
  assertFault(() => buf.arena.alloc(2 * PAGE), RangeError, 'ZB_E_MEMORY', /limit is 131072/);
  buf.arena.alloc(2 * PAGE - 8);
  assert.equal(buf.arena.pages, 2);
});

test('defect: a memory64 grows, too', (t) => {
  let memory;
  try {
    memory = new WebAssembly.Memory({ initial: 1n, maximum: 20n, address: 'i64' });
  } catch {
    return t.skip('this engine has no memory64');
  }
  const buf = zerobuf(memory);
  if (!MAXIMUM_UNKNOWN) assert.equal(buf.arena.maxPages, 20);
  const kept = buf.create({ a: [1, 2, 3] });
  buf.arena.alloc(5 * PAGE);
  assert.deepEqual(kept.toJS(), { a: [1, 2, 3] });
  assertFault(() => buf.arena.alloc(20 * PAGE), RangeError, 'ZB_E_MEMORY');
});

test('a plain buffer is a region that cannot grow', () => {
  for (const buffer of [new ArrayBuffer(4096), new SharedArrayBuffer(4096)]) {
    const buf = zerobuf({ buffer });
    assert.deepEqual(buf.create({ a: ['ä', 'text'] }).toJS(), { a: ['ä', 'text'] });
    assertFault(() => buf.arena.alloc(5000), RangeError, 'ZB_E_MEMORY');
  }
});

test('memory, buffer, size and pages show the memory as it is now', () => {
  const memory = newMemory();
  const { arena } = zerobuf(memory);
  assert.equal(arena.memory, memory);
  memory.grow(2);
  assert.equal(arena.buffer, memory.buffer);
  assert.equal(arena.pages, 3);
  arena.sync();
  assert.equal(arena.size, 3 * PAGE);
});

test('typed reads and writes, checked', () => {
  const { arena } = fresh();
  const at = arena.alloc(32, 8);
  arena.writeU8(at, 200);
  assert.equal(arena.readU8(at), 200);
  arena.writeU32(at, 4_000_000_000);
  assert.equal(arena.readU32(at), 4_000_000_000);
  arena.writeI32(at, -5);
  assert.equal(arena.readI32(at), -5);
  arena.writeF64(at, Math.PI);
  assert.equal(arena.readF64(at), Math.PI);
  arena.writeI64(at, -(2n ** 63n));
  assert.equal(arena.readI64(at), -(2n ** 63n));
  const bytes = arena.allocBytes(new Uint8Array([1, 2, 3]), 16);
  assert.equal(bytes % 16, 0);
  assert.equal(arena.readU8(bytes + 2), 3);
  assertFault(() => arena.readF64(PAGE - 4), RangeError, 'ZB_E_BOUNDS');
  assertFault(() => arena.writeU8(-1, 0), RangeError, 'ZB_E_INVALID');
  assertFault(() => arena.readU32('8'), TypeError, 'ZB_E_INVALID');
});

test('growth by anyone between and inside operations is survived', () => {
  for (const shared of [false, true]) {
    const memory = newMemory({ initial: 1, maximum: 300, shared });
    const buf = zerobuf(memory);
    const x = buf.create({ a: 1, list: [{ n: 1 }, { n: 2 }], text: 'äöü' });
    const { list } = x;
    const steps = [
      () => assert.equal(x.a, 1),
      () => assert.equal(list[1].n, 2),
      () => assert.equal(x.text, 'äöü'),
      () => { x.a = 5; },
      () => { x.fresh = 'new'; },
      () => list.push({ n: 3 }),
      () => assert.deepEqual(Object.keys(x), ['a', 'list', 'text', 'fresh']),
      () => assert.equal('a' in x, true),
      () => assert.deepEqual(x.toJS(), { a: 5, list: [{ n: 1 }, { n: 2 }, { n: 3 }], text: 'äöü', fresh: 'new' }),
      () => assert.equal(list.pop().n, 3),
      () => { list.length = 1; },
      () => { list.length = { valueOf() { memory.grow(1); return 1; } }; },
      () => buf.arena.alloc(1),
      () => buf.arena.offset,
      () => buf.read(x.__zerobuf_ptr + 8 + 16),
      () => buf.wrapObject(x.__zerobuf_ptr).a,
      () => buf.restore(buf.save()),
    ];
    for (const step of steps) {
      memory.grow(1);
      step();
    }
    // Growth while a value is being written: by a getter, and by the allocation itself.
    const grown = buf.create({
      get before() { memory.grow(1); return 'text'; },
      get after() { memory.grow(1); return 7; },
      list: [1, { get deep() { memory.grow(1); return true; } }],
      toJSONed: { toJSON() { memory.grow(1); return { ok: 1 }; } },
      number: { toJSON() { memory.grow(1); return 9; } },
      big: 'x'.repeat(2_000_000),
    });
    assert.deepEqual({ ...grown.toJS(), big: 0 }, { before: 'text', after: 7, list: [1, { deep: true }], toJSONed: { ok: 1 }, number: 9, big: 0 });
    x.a = { get deep() { memory.grow(1); return 1; } };
    assert.equal(x.a.deep, 1);
  }
});

test('data behind the end that we knew of is found after a shared memory has grown', () => {
  const memory = newMemory({ initial: 1, maximum: 10, shared: true });
  const reader = zerobuf(memory, 0);
  memory.grow(1);
  const writer = zerobuf(memory, PAGE + 64);
  const ptr = writer.create({ far: ['away'] }).__zerobuf_ptr;
  assert.deepEqual(reader.wrapObject(ptr).toJS(), { far: ['away'] });
});

test('defect: offsets above 2 GiB work', (t) => {
  let memory;
  try {
    memory = new WebAssembly.Memory({ initial: 40_000 });
  } catch {
    return t.skip('this machine has no room for a 2.5 GiB memory');
  }
  const start = 2_400_000_000;
  const buf = zerobuf(memory, start);
  const x = buf.create({ a: 1, text: 'häßlich und lang genug für den Decoder', short: 'ascii', list: [1, 2.5, { deep: 'x' }], big: 5n, bytes: new Uint8Array([1, 2]) });
  assert.ok(x.__zerobuf_ptr > 2 ** 31);
  assert.equal(x.list[2].deep, 'x');
  assert.equal(x.list[2], x.list[2]);
  x.added = [null];
  for (let i = 0; i < 20; i++) x.list.push(i);
  assert.equal(x.list.length, 23);
  const plain = x.toJS();
  assert.equal(plain.text, 'häßlich und lang genug für den Decoder');
  assert.deepEqual(plain.bytes, new Uint8Array([1, 2]));
  assert.deepEqual(buf.wrapObject(x.__zerobuf_ptr).toJS(), plain);
  buf.reset();
  assert.equal(buf.arena.offset, start);
});

test('defect: an accessor that outlived its checkpoint is refused, one from before is not', () => {
  const buf = fresh();
  const old = buf.create({ a: [1, { b: 2 }] });
  const { a } = old;
  const checkpoint = buf.save();
  const young = buf.create({ list: [1, 2, 3] });
  const { list } = young;
  buf.restore(checkpoint);
  assertFault(() => list[0], RangeError, 'ZB_E_CHECKPOINT', /outlived its checkpoint/);
  assertFault(() => young.list, RangeError, 'ZB_E_CHECKPOINT');
  assertFault(() => { young.list = 1; }, RangeError, 'ZB_E_CHECKPOINT');
  assertFault(() => Object.values(young), RangeError, 'ZB_E_CHECKPOINT');
  assertFault(() => young.toJS(), RangeError, 'ZB_E_CHECKPOINT');
  assertFault(() => buf.create({ young }), RangeError, 'ZB_E_CHECKPOINT');
  assert.equal(a[1].b, 2);
  assert.equal(old.a, a);
  const again = buf.create({ list: [7] });
  assert.equal(again.list[0], 7);
  assertFault(() => list[0], RangeError, 'ZB_E_CHECKPOINT');
  buf.reset();
  assertFault(() => a[0], RangeError, 'ZB_E_CHECKPOINT');
});

test('nested checkpoints free what lies above each', () => {
  const buf = fresh();
  const one = buf.create({ n: 1 });
  const first = buf.save();
  const two = buf.create({ n: 2 });
  const second = buf.save();
  const three = buf.create({ n: 3 });
  buf.restore(second);
  assert.equal(two.n, 2);
  assertFault(() => three.n, RangeError, 'ZB_E_CHECKPOINT');
  buf.restore(first);
  assertFault(() => two.n, RangeError, 'ZB_E_CHECKPOINT');
  assert.equal(one.n, 1);
});

test('an accessor that was freed long ago is not given for what lies there now', () => {
  const buf = fresh(0, { initial: 1, maximum: 16 });
  const held = [];
  buf.scope(() => {
    const temporary = buf.create({ object: { x: 1, y: 2 }, array: [1] });
    held.push(temporary.object, temporary.array);
  });
  const kept = buf.create({ object: { p: 'P', q: 'Q' }, array: ['A'] });
  const seen = buf.create({ part: { z: 1 } });
  const { part } = seen;
  for (let i = 0; i < 600; i++) { // more checkpoints than are remembered, each above the one before
    buf.create({ i });
    buf.scope(() => buf.create({ temporary: i }).toJS());
  }
  assert.deepEqual([Object.keys(kept.object), kept.object.p, kept.array[0]], [['p', 'q'], 'P', 'A']);
  assert.ok(!held.includes(kept.object) && !held.includes(kept.array));
  assert.equal(seen.part, part, 'what was not freed keeps its accessor');
});

test('keys are written once per arena, and again after they were freed', () => {
  const buf = fresh();
  buf.create({ name: 1 });
  const keyOf = (x) => buf.arena.readU32(buf.arena.readU32(x.__zerobuf_ptr) + 8);
  const one = buf.create({ name: 2 });
  const two = buf.create({ name: 3 });
  assert.equal(keyOf(one), keyOf(two));
  const checkpoint = buf.save();
  buf.create({ young: 1 });
  buf.restore(checkpoint);
  const other = buf.create({ other: 1 });
  const young = buf.create({ young: 2 });
  assert.deepEqual([other.toJS(), young.toJS(), one.toJS()], [{ other: 1 }, { young: 2 }, { name: 2 }]);
});

test('a small object costs little', () => {
  const buf = fresh();
  buf.create({ x: 1 });
  const before = buf.arena.offset;
  const small = buf.create({ x: 1 });
  assert.ok(buf.arena.offset - before < 100);
  const data = buf.arena.readU32(small.__zerobuf_ptr);
  assert.equal(buf.read(data + 16), 1, 'the first value slot is at data + 16');
  const empty = buf.arena.offset;
  buf.create({});
  assert.ok(buf.arena.offset - empty <= 48);
});
