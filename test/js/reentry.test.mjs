// SPDX-License-Identifier: MIT
// Getters, toJSON and valueOf that use the arena while one of their values is being written.
import assert from 'node:assert/strict';
import test from 'node:test';
import { allocBytes, allocString, readBytes, readString, zerobuf } from '../../js/core/index.js';
import { assertFault, fresh } from './support.mjs';

/** Bytes behind an array that must stay as they are. */
function fence(buf) {
  const at = buf.arena.alloc(64, 8);
  buf.arena.u8.fill(0xaa, at, at + 64);
  return () => assert.ok(buf.arena.u8.subarray(at, at + 64).every((byte) => byte === 0xaa), 'neighbouring bytes are untouched');
}

test('push of a value that empties the array appends at its new end', () => {
  const buf = fresh();
  const list = buf.create([1, 2, 3]);
  const intact = fence(buf);
  assert.equal(list.push({ toJSON() { list.length = 0; return 7; } }), 1);
  assert.deepEqual(list.toJS(), [7]);
  intact();
});

test('splice with values and parameters that empty the array stays inside it', () => {
  const buf = fresh();
  const list = buf.create([1, 2, 3, 4]);
  const intact = fence(buf);
  list.splice(0, 4, { get x() { list.length = 0; return 1; } });
  assert.deepEqual(list.toJS(), [{ x: 1 }]);
  list.push(2, 3);
  list.splice({ valueOf() { list.length = 0; return 0; } }, 4);
  assert.deepEqual(list.toJS(), []);
  intact();
});

test('an index write of a value that empties the array keeps its place', () => {
  const buf = fresh();
  const list = buf.create([1, 2, 3]);
  const intact = fence(buf);
  list[1] = { toJSON() { list.length = 0; return 'late'; } };
  assert.deepEqual(list.toJS(), [null, 'late']);
  intact();
});

test('what a getter wrote stays when the value it belongs to fails', () => {
  const buf = fresh();
  const older = buf.create({ s: null });
  let kept;
  const failing = {
    get a() { older.s = 'important'; kept = buf.create({ made: 'meanwhile' }); return 1; },
    get b() { throw new Error('no'); },
  };
  for (const write of [() => buf.create(failing), () => { older.x = failing; }, () => buf.create([0]).push(failing)]) {
    assert.throws(write, /no/);
    for (let i = 0; i < 20; i++) buf.create({ other: `data ${i}`, z: i });
    assert.deepEqual(older.toJS(), { s: 'important' });
    assert.deepEqual(kept.toJS(), { made: 'meanwhile' });
  }
});

test('bytes that a getter allocated stay its own', () => {
  const buf = fresh();
  let mine = 0;
  assert.throws(() => buf.create({ get a() { mine = buf.arena.alloc(16, 8); throw new Error('no'); } }), /no/);
  assert.ok(buf.arena.alloc(16, 8) >= mine + 16);
});

test('texts and bytes that a getter placed stay when the value it belongs to fails', () => {
  const buf = fresh();
  let text = 0;
  let bytes = 0;
  const failing = (place) => ({ get a() { place(); return 1; }, get b() { throw new Error('no'); } });
  assert.throws(() => buf.create(failing(() => { text = allocString(buf.arena, 'kept'); })), /no/);
  assert.throws(() => buf.create(failing(() => { bytes = allocBytes(buf.arena, Uint8Array.of(1, 2, 3)); })), /no/);
  for (let i = 0; i < 20; i++) buf.create({ other: `data ${i}` });
  assert.equal(readString(buf.arena, text), 'kept');
  assert.deepEqual([...readBytes(buf.arena, bytes)], [1, 2, 3]);
});

test('a failure without such visitors changes nothing', () => {
  const buf = fresh();
  const object = buf.create({ a: 1 });
  const before = buf.arena.offset;
  assert.throws(() => { object.b = { text: 'x'.repeat(1000), get bad() { throw new Error('no'); } }; }, /no/);
  assert.equal(buf.arena.offset, before);
  assert.deepEqual(object.toJS(), { a: 1 });
});

test('a restore or reset in the middle of a write is refused', () => {
  const buf = fresh();
  const mark = buf.save();
  assertFault(() => buf.create({ get a() { buf.restore(mark); return 1; } }), RangeError, 'ZB_E_INVALID', /being written/);
  assertFault(() => buf.create({ get a() { buf.reset(); return 1; } }), RangeError, 'ZB_E_INVALID', /being written/);
  buf.restore(mark);
  assert.deepEqual(buf.create({ a: 1 }).toJS(), { a: 1 });
});

test('an array that cannot double still grows by what is needed', () => {
  const buf = fresh(0, { initial: 1, maximum: 1 });
  const list = buf.create(Array.from({ length: 1800 }, (_, i) => i));
  list.push('one more');
  assert.equal(list.length, 1801);
  assert.equal(list[1800], 'one more');
});

test('a shared memory of four gigabytes is written', () => {
  const memory = new WebAssembly.Memory({ initial: 65536, maximum: 65536, shared: true });
  const buf = zerobuf(memory, 1024);
  const object = buf.create({ a: 1 });
  object.b = 'two';
  assert.deepEqual(object.toJS(), { a: 1, b: 'two' });
});

test('texts and keys that overlap do not multiply', () => {
  const LENGTH = 500_000;
  const memory = new WebAssembly.Memory({ initial: 32 });
  const buf = zerobuf(memory, 1024);
  const { arena } = buf;
  // Many slots on one bytes value come out as one object.
  const blob = buf.create({ blob: new Uint8Array(LENGTH) });
  const list = buf.create(Array.from({ length: 5000 }, () => null));
  const slots = arena.readU32(list.__zerobuf_ptr) + 8;
  const header = arena.readU32(arena.readU32(blob.__zerobuf_ptr) + 20);
  for (let i = 0; i < 5000; i++) {
    arena.writeU32(slots + 16 * i, 8);
    arena.writeU32(slots + 16 * i + 4, header);
  }
  const copy = list.toJS();
  assert.equal(new Set(copy).size, 1);
  // Strings that share one header are read once the copy has outgrown the region.
  for (let i = 0; i < 5000; i++) arena.writeU32(slots + 16 * i, 4);
  assert.equal(new Set(list.toJS()).size, 1);
  // Strings that overlap without being the same are refused.
  for (let i = 0; i < 5000; i++) {
    arena.writeU32(header + 4 + 8 * i, LENGTH - 8 * i - 8);
    arena.writeU32(slots + 16 * i + 4, header + 4 + 8 * i);
  }
  assertFault(() => list.toJS(), Error, 'ZB_E_CORRUPT');
  // So are keys.
  const many = buf.create(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, i])));
  const entries = arena.readU32(many.__zerobuf_ptr) + 8;
  for (let i = 0; i < 200; i++) {
    arena.writeU32(entries + 24 * i, header + 4 + i);
    arena.writeU32(entries + 24 * i + 4, LENGTH - 1000);
  }
  assertFault(() => Object.keys(many), Error, 'ZB_E_CORRUPT');
  assertFault(() => many.toJS(), Error, 'ZB_E_CORRUPT');
});

test('listings of large objects stay linear, own keys and foreign ones', () => {
  const COUNT = 40_000;
  const memory = new WebAssembly.Memory({ initial: 200 });
  const buf = zerobuf(memory, 1024);
  const model = Object.fromEntries(Array.from({ length: COUNT }, (_, i) => [`key ${i}`, i]));
  const own = buf.create(model);
  assert.equal(JSON.stringify(own), JSON.stringify(model));
  const foreign = zerobuf(memory, buf.arena.offset).wrapObject(own.__zerobuf_ptr); // knows none of these keys
  assert.equal(JSON.stringify(foreign), JSON.stringify(model));
  assert.equal(Object.keys({ ...foreign }).length, COUNT);
});

test('an accessor that another side freed, or its own restore hook, is refused', () => {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const first = zerobuf(memory, 64, { shared: true });
  const second = zerobuf(memory, 0, { control: first.arena.control });
  const mark = first.save();
  const gone = second.create({ k: 'mine' });
  first.restore(mark);
  assertFault(() => gone.k, Error, 'ZB_E_CHECKPOINT');
});
