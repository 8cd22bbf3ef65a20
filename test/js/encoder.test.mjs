// SPDX-License-Identifier: MIT
// Writing by key list: what the fast ways store is what the plain one stores, whatever the
// source is and does, and however arenas, restores and code generation come and go.
import assert from 'node:assert/strict';
import test from 'node:test';
import { setCodegen } from '../../js/core/codegen.js';
import { allocArray, allocObject, toJSArray, toJSObject, zerobuf } from '../../js/core/index.js';
import { MAXIMUM_UNKNOWN, assertFault, fresh, newMemory, random, seedOfRun } from './support.mjs';

/** Often enough for code to be made. */
const OFTEN = 40;

/** What a strict arena makes of a value, by the rules of convert.js: the model. */
function expected(value) {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value;
  if (value instanceof Date) return value.getTime();
  if (typeof value.toJSON === 'function') return expected(value.toJSON());
  if (Array.isArray(value)) return Array.from(value, expected);
  const result = {};
  for (const key of Object.keys(value)) {
    Object.defineProperty(result, key, { value: expected(value[key]), writable: true, enumerable: true, configurable: true });
  }
  return result;
}

const roundTrip = (buf, value) => (Array.isArray(value) ? toJSArray(buf.arena, allocArray(buf.arena, value)) : toJSObject(buf.arena, allocObject(buf.arena, value)));

const KEYS = ['id', 'name', 'x', 'ä', '', '__proto__', 'constructor', 'hasOwnProperty', '🙂', 'a key that is longer than most', "quo'te\"\\", '\u2028', '0', '10', '-1', 'length'];
const TEXTS = ['', 'a', 'twelve chars', 'thirteen char', 'x'.repeat(28), 'x'.repeat(29), 'ü', 'abc\ud800', '\udc00\ud800', '🙂'.repeat(9), '日本語'.repeat(30), 'y'.repeat(2049), '\0', '\ufeffb'];
const NUMBERS = [0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53];

function randomLeaf(r) {
  switch (r.below(8)) {
    case 0: return null;
    case 1: return undefined;
    case 2: return r.below(2) === 0;
    case 3: return r.pick(NUMBERS);
    case 4: return BigInt.asIntN(64, BigInt(r.next()) << 20n);
    case 5: return new Date(r.next());
    default: return r.pick(TEXTS);
  }
}

class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}

/** Records of a few shapes, mostly, so that shapes are met again. */
function randomTree(r, depth) {
  if (depth === 0 || r.below(3) === 0) return randomLeaf(r);
  switch (r.below(7)) {
    case 0: return Array.from({ length: r.below(5) }, () => randomTree(r, depth - 1));
    case 1: return new Array(r.below(3)).concat([randomTree(r, depth - 1)]);
    case 2: return new Point(randomTree(r, depth - 1), r.below(9));
    case 3: return { id: r.below(100), name: r.pick(TEXTS), x: randomTree(r, depth - 1) };
    case 4: return { name: randomTree(r, depth - 1), id: r.below(2) === 0 };
    case 5: {
      const inner = randomLeaf(r);
      return { toJSON: () => ({ id: 1, inner }) };
    }
    default: {
      const made = r.below(4) === 0 ? Object.create(null) : {};
      for (let n = r.below(6); n > 0; n--) {
        Object.defineProperty(made, r.pick(KEYS), { value: randomTree(r, depth - 1), writable: true, enumerable: true, configurable: true });
      }
      return made;
    }
  }
}

/** Lone surrogates come back as U+FFFD. */
const wellFormed = (value) => {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(wellFormed);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wellFormed(item)]));
};

for (const allowed of [true, false]) {
  test(`random trees come back as the model says${allowed ? '' : ', without code generation'}`, () => {
    const seed = seedOfRun();
    const r = random(seed);
    setCodegen(allowed);
    try {
      const bufs = [fresh(), fresh(64, undefined, { shared: true }), fresh()];
      for (let round = 0; round < 600; round++) {
        const buf = r.pick(bufs);
        const tree = { root: randomTree(r, 5), id: round };
        assert.deepEqual(roundTrip(buf, tree), wellFormed(expected(tree)), `seed ${seed}, round ${round}`);
        if (r.below(5) === 0) buf.reset();
      }
    } finally {
      setCodegen(true);
    }
  });
}

test('a proxy around it shows the same as the object', () => {
  const buf = fresh();
  for (let i = 0; i < OFTEN; i++) {
    const plain = { proxied: i, list: [i, 'x'], inner: { deep: null } };
    const proxy = new Proxy(plain, {});
    assert.deepEqual(roundTrip(buf, proxy), plain);
    assert.deepEqual(roundTrip(buf, { proxied: proxy, list: new Proxy(plain.list, {}), inner: i }), { proxied: plain, list: plain.list, inner: i });
  }
});

test('keys in another order, more keys or fewer are other shapes', () => {
  const buf = fresh();
  const variants = [
    { order: 1, of: 2, keys: 3 }, { of: 1, order: 2, keys: 3 }, { order: 1, of: 2 }, { order: 1, of: 2, keys: 3, more: 4 }, { order: 1, keys: 2, of: 3 },
  ];
  for (let i = 0; i < OFTEN; i++) {
    for (const variant of variants) assert.deepEqual(Object.entries(roundTrip(buf, variant)), Object.entries(variant));
  }
});

test('integer-like keys keep the order that the language gives them', () => {
  const buf = fresh();
  for (let i = 0; i < OFTEN; i++) {
    const value = { b: 1, 2: 'two', a: 3, 1: 'one', '01': 'text' };
    assert.deepEqual(Object.entries(roundTrip(buf, value)), Object.entries(value));
  }
});

test('what is not enumerable is not stored, nor what is inherited', () => {
  const buf = fresh();
  for (let i = 0; i < OFTEN; i++) {
    const value = Object.defineProperty({ seen: i, too: 1 }, 'hidden', { value: 1, enumerable: false });
    value[Symbol('s')] = 1;
    assert.deepEqual(Object.keys(roundTrip(buf, value)), ['seen', 'too']);
    const heir = Object.assign(Object.create({ inherited: 1 }), { seen: i, too: 1 });
    assert.deepEqual(Object.keys(roundTrip(buf, heir)), ['seen', 'too']);
  }
});

test('a polluted Object.prototype changes nothing', () => {
  const buf = fresh();
  const value = { polluted: 1, by: [{ others: 2 }] };
  for (let i = 0; i < OFTEN; i++) roundTrip(buf, value);
  try {
    Object.prototype.enumerableIntruder = 'x';
    const copy = roundTrip(buf, value);
    assert.equal(Object.hasOwn(copy, 'enumerableIntruder'), false);
    assert.deepEqual(Object.keys(copy), ['polluted', 'by']);
    assert.deepEqual(Object.keys(copy.by[0]), ['others']);
  } finally {
    delete Object.prototype.enumerableIntruder;
  }
});

test('a toJSON that appears on one object, hidden or inherited, is heeded', () => {
  const buf = fresh();
  const make = () => ({ usually: 1, plain: 2 });
  for (let i = 0; i < OFTEN; i++) roundTrip(buf, [make()]);
  const hidden = Object.defineProperty(make(), 'toJSON', { value: () => 'hidden', enumerable: false });
  assert.deepEqual(roundTrip(buf, [make(), hidden, make()]), [make(), 'hidden', make()]);
  try {
    Object.prototype.toJSON = function toJSON() { return Object.keys(this).length; };
    assert.deepEqual(roundTrip(buf, Object.assign(Object.create(null), { root: make() })), { root: 2 });
  } finally {
    delete Object.prototype.toJSON;
  }
});

test('toJSON is called with the key, once, and may give what is again an object', () => {
  const buf = fresh();
  const calls = [];
  const make = () => ({ toJSON(key) { calls.push(key); return { given: key, usually: [1] }; } });
  for (let i = 0; i < OFTEN; i++) assert.deepEqual(roundTrip(buf, { k: make(), list: [make()] }), { k: { given: 'k', usually: [1] }, list: [{ given: '0', usually: [1] }] });
  assert.equal(calls.length, 2 * OFTEN);
});

test('getters run once each, in order, and may write, grow and fail', () => {
  const memory = newMemory({ initial: 1, maximum: 64 });
  const buf = zerobuf(memory, 1024);
  for (let i = 0; i < OFTEN; i++) {
    const order = [];
    let meanwhile;
    const value = {
      get first() { order.push('first'); meanwhile = buf.create({ first: 'of another', second: [i], third: null }); return i; },
      get second() { order.push('second'); if (i % 10 === 0) memory.grow(1); return [{ get inner() { order.push('inner'); buf.arena.alloc(24, 8); return 'x'.repeat(i); } }]; },
      get third() { order.push('third'); return null; },
    };
    assert.deepEqual(roundTrip(buf, value), { first: i, second: [{ inner: 'x'.repeat(i) }], third: null });
    assert.deepEqual(order, ['first', 'second', 'third', 'inner']);
    assert.deepEqual(meanwhile.toJS(), { first: 'of another', second: [i], third: null });
  }
});

test('a getter of an element may grow the memory and change the array', () => {
  const memory = newMemory({ initial: 1, maximum: 64 });
  const buf = zerobuf(memory, 1024);
  const list = [1, 2, 3, 4];
  Object.defineProperty(list, 1, { get() { memory.grow(1); list.length = 3; return 'got'; }, configurable: true });
  assert.deepEqual(roundTrip(buf, list), [1, 'got', 3, null]);
});

test('a checkpoint that a getter takes is one, and frees what came later', () => {
  const buf = fresh();
  for (let i = 0; i < OFTEN; i++) {
    let mark = 0;
    const before = buf.arena.offset;
    buf.create({ text: 'before', inner: { get mark() { mark = buf.save(); return 1; } }, later: ['after', { text: 'more' }] });
    assert.ok(mark > before && mark < buf.arena.offset);
    buf.restore(mark);
    assert.equal(buf.arena.offset, mark);
    buf.restore(before);
  }
});

test('a failure deep inside changes nothing, and the next write is whole', () => {
  const buf = fresh();
  const bad = { fails: [{ at: 1, last: { get deep() { throw new Error('no'); } } }] };
  for (let i = 0; i < OFTEN; i++) {
    const before = buf.arena.offset;
    assert.throws(() => buf.create(bad), /no/);
    assert.throws(() => buf.create({ fails: [1, () => {}] }), TypeError);
    assert.equal(buf.arena.offset, before);
    assert.deepEqual(roundTrip(buf, { fails: [{ at: i, last: { deep: i } }] }), { fails: [{ at: i, last: { deep: i } }] });
  }
});

test('out of memory half-way changes nothing, however often', () => {
  const buf = fresh(1024, { initial: 1, maximum: 1 });
  const records = Array.from({ length: 1000 }, (_, i) => ({ id: i, name: `record ${i}`, tags: ['a', 'b'] }));
  const before = buf.arena.offset;
  for (let i = 0; i < 3; i++) {
    assertFault(() => buf.create(records), RangeError, 'ZB_E_MEMORY', /out of memory/);
    assert.equal(buf.arena.offset, before);
  }
  assert.deepEqual(roundTrip(buf, records.slice(0, 100)), records.slice(0, 100));
});

test('the last byte of a full memory is used', { skip: MAXIMUM_UNKNOWN }, () => {
  const buf = fresh(1024, { initial: 1, maximum: 1 });
  let made = 0;
  try {
    for (;;) {
      buf.create({ a: 1 });
      made++;
    }
  } catch (error) {
    assert.equal(error.code, 'ZB_E_MEMORY');
  }
  assert.ok(buf.arena.remaining < 40, `${buf.arena.remaining} bytes are left after ${made} objects of 40`);
});

test('keys are written anew after a restore freed them', () => {
  const buf = fresh();
  const mark = buf.save();
  for (let i = 0; i < OFTEN; i++) {
    const value = { stale: i, offsets: 'of keys', would: { show: 1 } };
    assert.deepEqual(roundTrip(buf, value), value);
    if (i % 3 === 0) buf.restore(mark);
    if (i % 3 === 1) buf.arena.u8.fill(0xff, buf.arena.offset, buf.arena.offset + 4096);
  }
});

test('keys that a failing write interned are not believed afterwards', () => {
  const buf = fresh();
  const value = (last) => ({ internedOnlyHere: 1, last });
  assert.throws(() => buf.create(value(() => {})), TypeError);
  buf.arena.u8.fill(0x7a, buf.arena.offset, buf.arena.offset + 1024);
  assert.deepEqual(roundTrip(buf, value(2)), value(2));
});

test('two arenas in turn keep their keys apart', () => {
  const [one, two] = [fresh(), fresh(4096)];
  two.create({ something: 'first', so: 'that offsets differ' });
  for (let i = 0; i < OFTEN; i++) {
    const value = { alternating: i, arenas: { of: [i] } };
    for (const buf of [one, two]) assert.deepEqual(roundTrip(buf, value), value);
  }
});

test('cycles are named by the path that closes them, at any depth', () => {
  const buf = fresh();
  for (const depth of [0, 1, 5, 15, 40, 100, 5000]) {
    const root = { next: null };
    let last = root;
    for (let i = 0; i < depth; i++) last = last.next = { next: null };
    last.next = root;
    const path = depth < 16 ? `value${'.next'.repeat(depth + 1)} refers` : `…${'.next'.repeat(16)} refers`;
    const before = buf.arena.offset;
    assertFault(() => buf.create(root), TypeError, 'ZB_E_INVALID', new RegExp(`the value is cyclic: ${path}`));
    assert.equal(buf.arena.offset, before);
  }
  const list = [1, { inner: [] }];
  list[1].inner.push(list);
  assertFault(() => buf.create(list), TypeError, 'ZB_E_INVALID', /value\[1\]\.inner\[0\] refers/);
  class Node { constructor(up) { this.up = up; } }
  const parent = { kids: [] };
  parent.kids.push(new Node(parent));
  assertFault(() => buf.create(parent), TypeError, 'ZB_E_INVALID', /value\.kids\[0\]\.up refers/);
});

test('the same object twice side by side is no cycle', () => {
  const buf = fresh();
  const part = { part: [1] };
  for (let i = 0; i < OFTEN; i++) assert.deepEqual(roundTrip(buf, { a: part, b: [part, part] }), { a: part, b: [part, part] });
});

test('a value nested deeper than any stack is written and read', () => {
  const buf = fresh(0, { initial: 1, maximum: 1024 });
  let value = { leaf: 'bottom' };
  for (let i = 0; i < 20_000; i++) value = i % 2 === 0 ? { down: value } : [value, i];
  let copy = roundTrip(buf, value);
  for (let i = 19_999; i >= 0; i--) copy = i % 2 === 0 ? copy.down : copy[0];
  assert.deepEqual(copy, { leaf: 'bottom' });
});

test('accessors inside values are references, of other memories copies', () => {
  const [buf, other] = [fresh(), fresh()];
  const here = buf.create({ here: [1] });
  const there = other.create({ here: [2] });
  for (let i = 0; i < OFTEN; i++) {
    const made = buf.create({ usually: here, plain: { usually: there, plain: here.here } });
    assert.equal(made.usually, here);
    assert.deepEqual(made.toJS(), { usually: { here: [1] }, plain: { usually: { here: [2] }, plain: [1] } });
  }
});

test('map-like objects of very many key lists are all stored', () => {
  const buf = fresh(0, { initial: 1, maximum: 1024 });
  const seed = seedOfRun();
  const r = random(seed);
  for (let i = 0; i < 3000; i++) {
    const value = Object.fromEntries(Array.from({ length: 1 + r.below(4) }, () => [`key ${r.below(5000)}`, { id: i, name: 'same shape' }]));
    assert.deepEqual(roundTrip(buf, value), value, `seed ${seed}`);
    if (i % 500 === 0) buf.reset();
  }
  const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`wide ${i}`, { id: i }]));
  assert.deepEqual(roundTrip(buf, wide), wide);
});

test('empty objects and arrays take 16 bytes and grow like others', () => {
  const buf = fresh();
  const before = buf.arena.offset;
  buf.create({});
  assert.ok(buf.arena.offset - before <= 24, `{} takes ${buf.arena.offset - before} bytes`);
  const object = buf.create({ empty: {}, list: [] });
  object.empty.first = 1;
  object.empty.second = 'two';
  object.list.push(1, 2);
  object.list.push(3);
  assert.deepEqual(object.toJS(), { empty: { first: 1, second: 'two' }, list: [1, 2, 3] });
});

test('10,000 records take at most 2.2 times their JSON text', () => {
  const buf = fresh(0, { initial: 1, maximum: 1024 });
  const r = random(5);
  const records = Array.from({ length: 10_000 }, (_, i) => ({
    id: i, name: `record number ${100_000 + i}`, x: r.next() / 7, y: r.next() / 11, z: r.next() / 13, active: r.below(2) === 0, tags: ['red', 'green', 'large'],
  }));
  const before = buf.arena.offset;
  allocArray(buf.arena, records);
  const ratio = (buf.arena.offset - before) / JSON.stringify(records).length;
  assert.ok(ratio <= 2.2, `${ratio} times`);
});
