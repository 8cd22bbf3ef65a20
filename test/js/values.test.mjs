// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  Arena, Tag, VALUE_SLOT, allocArray, allocBytes, allocObject, allocString, createArrayProxy, readBytes, readString,
  readValue, readValueEager, toJSArray, toJSObject, writeValue, zerobuf,
} from '../../js/core/index.js';
import * as core from '../../js/core/index.js';
import { assertFault, fresh, newMemory } from './support.mjs';

test('the public names are there', () => {
  assert.deepEqual(
    { VALUE_SLOT, STRING_HEADER: core.STRING_HEADER, ARRAY_HEADER: core.ARRAY_HEADER, OBJECT_HEADER: core.OBJECT_HEADER, OBJECT_ENTRY: core.OBJECT_ENTRY },
    { VALUE_SLOT: 16, STRING_HEADER: 4, ARRAY_HEADER: 8, OBJECT_HEADER: 8, OBJECT_ENTRY: 24 },
  );
  assert.deepEqual(Tag, { Null: 0, Bool: 1, I32: 2, F64: 3, String: 4, Array: 5, Object: 6, BigInt: 7, Bytes: 8 });
  assert.deepEqual(Object.keys(zerobuf(newMemory())), ['arena', 'create', 'wrapObject', 'wrapArray', 'view', 'list', 'read', 'column', 'columnAt', 'parse', 'stringify', 'find', 'compact', 'verify', 'save', 'restore', 'reset', 'scope', 'checkpoint']);
});

/** Write into a slot full of ones and read back: value and tag. */
function roundTrip(value, arena = new Arena(newMemory(), 64)) {
  const slot = arena.alloc(VALUE_SLOT, 8);
  arena.u8.fill(0xff, slot, slot + VALUE_SLOT);
  writeValue(arena, slot, value);
  return [readValueEager(arena, slot), arena.readU32(slot)];
}

const KEPT = [
  [null, Tag.Null], [true, Tag.Bool], [false, Tag.Bool],
  [0, Tag.I32], [1, Tag.I32], [-1, Tag.I32], [2147483647, Tag.I32], [-2147483648, Tag.I32],
  [2147483648, Tag.F64], [-2147483649, Tag.F64], [-0, Tag.F64], [0.5, Tag.F64], [NaN, Tag.F64], [Infinity, Tag.F64],
  [-Infinity, Tag.F64], [5e-324, Tag.F64], [Number.MAX_SAFE_INTEGER, Tag.F64],
  [0n, Tag.BigInt], [-1n, Tag.BigInt], [2n ** 63n - 1n, Tag.BigInt], [-(2n ** 63n), Tag.BigInt],
  ['', Tag.String], ['a', Tag.String], ['\0', Tag.String], ['é', Tag.String], ['日本語', Tag.String], ['🙂', Tag.String],
  ['\ufeffwith a byte order mark', Tag.String], ['\ufeff', Tag.String], ['x'.repeat(24), Tag.String], ['x'.repeat(25), Tag.String],
  ['x'.repeat(255), Tag.String], ['ß'.repeat(256), Tag.String], ['y'.repeat(100_000), Tag.String], ['🙂'.repeat(5000), Tag.String],
  [new Uint8Array(0), Tag.Bytes], [new Uint8Array([0, 255, 1]), Tag.Bytes],
  [[], Tag.Array], [[1, [2, [3]]], Tag.Array], [{}, Tag.Object], [{ a: { b: { c: [] } } }, Tag.Object],
];

for (const [value, tag] of KEPT) {
  const shown = typeof value === 'bigint' || Object.is(value, -0) ? `${Object.is(value, -0) ? '-0' : `${value}n`}` : JSON.stringify(value);
  test(`kept as it is: ${shown.slice(0, 40)}`, () => {
    assert.deepStrictEqual(roundTrip(value), [value, tag]);
  });
}

test('strict version 1: what is stored as something else', () => {
  const when = new Date(1_700_000_000_123);
  const holes = [1, , 3]; // eslint-disable-line no-sparse-arrays
  class Point {
    constructor() { this.x = 1; }
    get computed() { return 'not own'; }
  }
  const cases = [
    [undefined, null], [when, +when], [new Date(NaN), NaN], [holes, [1, null, 3]],
    [new Number(1.5), 1.5], [new String('s'), 's'], [new Boolean(false), false], [Object(5n), 5n],
    [new Point(), { x: 1 }], [Object.create(null, { a: { value: 1, enumerable: true } }), { a: 1 }],
    [new URL('http://example.org/'), 'http://example.org/'], [{ toJSON: (key) => ({ key }) }, { key: '' }],
    ...(globalThis.Buffer ? [[Buffer.from([1, 2]), new Uint8Array([1, 2])]] : []), [{ [Symbol('ignored')]: 1, a: 1 }, { a: 1 }],
    [Object.defineProperty({ a: 1 }, 'hidden', { value: 1 }), { a: 1 }],
    [{ toJSON: () => new Date(5) }, 5], [{ toJSON: () => new Number(5) }, 5],
  ];
  for (const [value, read] of cases) assert.deepStrictEqual(roundTrip(value)[0], read);
  assert.deepEqual(roundTrip({ a: { toJSON: (key) => key } })[0], { a: 'a' });
  assert.deepEqual(roundTrip([{ toJSON: (key) => key }])[0], ['0']);
});

test('a Date reads back as a number, a Uint8Array as a Uint8Array', () => {
  const x = fresh().create({ when: new Date(5), bytes: new Uint8Array([1, 2, 3]) });
  assert.equal(x.when, 5);
  assert.ok(x.bytes instanceof Uint8Array);
  assert.deepEqual(x.bytes, new Uint8Array([1, 2, 3]));
});

test('defect: a slot is always written whole', () => {
  const arena = new Arena(newMemory(), 64);
  const slot = arena.alloc(VALUE_SLOT, 8);
  for (const value of [undefined, null, true, 7, 'text', [1], { a: 1 }, new Uint8Array(1), 1.5, 5n]) {
    arena.u8.fill(0xff, slot, slot + VALUE_SLOT);
    writeValue(arena, slot, value);
    const bytes = arena.u8.slice(slot, slot + VALUE_SLOT);
    assert.deepEqual(bytes.slice(1, 4), new Uint8Array(3));
    if (typeof value === 'bigint' || value === 1.5) assert.deepEqual(bytes.slice(4, 8), new Uint8Array(4));
    else assert.deepEqual(bytes.slice(8), new Uint8Array(8));
  }
});

test('what would lose its contents is refused, with the type and a remedy', () => {
  const refused = [
    () => 1, class {}, Symbol('s'), Symbol.for('s'), new Map(), new Set(), /x/, new Error('e'), new TypeError('e'),
    new Float64Array(1), new Int8Array(1), new Uint8ClampedArray(1), new BigInt64Array(1), new DataView(new ArrayBuffer(1)),
    new ArrayBuffer(1), new SharedArrayBuffer(1), Promise.resolve(), new WeakMap(), new WeakSet(), Object(Symbol('s')),
    { toJSON: () => new Map() },
  ];
  for (const value of refused) {
    assertFault(() => roundTrip(value), TypeError, 'ZB_E_INVALID', /cannot be stored/);
    assertFault(() => roundTrip({ deep: [value] }), TypeError, 'ZB_E_INVALID');
  }
  assertFault(() => roundTrip(new Map()), TypeError, 'ZB_E_INVALID', /a Map .*Object.fromEntries/);
});

test('defect: a bigint outside i64 is refused', () => {
  for (const value of [2n ** 63n, -(2n ** 63n) - 1n, 2n ** 100n]) {
    assertFault(() => roundTrip(value), RangeError, 'ZB_E_INVALID', /64 bits/);
  }
});

test('defect: lone surrogates become U+FFFD in values and are refused in keys', () => {
  for (const text of ['\ud800', 'a\udfff', '\udc00\ud800', `${'x'.repeat(300)}\ud83d`]) assert.equal(roundTrip(text)[0], text.toWellFormed());
  const buf = fresh();
  const before = buf.arena.offset;
  assertFault(() => buf.create({ a: 1, 'k\ud800': 2 }), TypeError, 'ZB_E_INVALID', /lone surrogate/);
  assert.equal(buf.arena.offset, before);
  const x = buf.create({ a: 1 });
  assert.equal(x['\ud800'], undefined);
  assert.equal('\ud800' in x, false);
});

test('defect: cyclic values are refused with their path', () => {
  const buf = fresh();
  const before = buf.arena.offset;
  const object = { name: 'o', list: [1, {}] };
  object.list[1].back = object;
  assertFault(() => buf.create(object), TypeError, 'ZB_E_INVALID', /value\.list\[1\]\.back/);
  const list = [];
  list.push(list);
  assertFault(() => buf.create(list), TypeError, 'ZB_E_INVALID', /value\[0\]/);
  let deep = {};
  const root = deep;
  for (let i = 0; i < 1000; i++) deep = deep.next = {};
  deep.next = root;
  assertFault(() => buf.create(root), TypeError, 'ZB_E_INVALID', /cyclic/);
  assert.equal(buf.arena.offset, before);
  const twice = { n: 1 };
  assert.deepEqual(buf.create({ a: twice, b: [twice, twice] }).toJS(), { a: twice, b: [twice, twice] });
});

test('defect: nesting deeper than the stack is written and read', () => {
  const LEVELS = 100_000;
  const buf = fresh(0, { initial: 200, maximum: 2000 });
  let objects = { leaf: true };
  let arrays = ['leaf'];
  for (let i = 0; i < LEVELS; i++) {
    objects = { a: objects };
    arrays = [arrays];
  }
  let level = buf.create(objects).toJS();
  let depth = 0;
  for (; level.a !== undefined; level = level.a) depth++;
  assert.equal(depth, LEVELS);
  level = buf.create(arrays).toJS();
  for (depth = 0; Array.isArray(level); [level] = level) depth++;
  assert.equal(depth, LEVELS + 1);
});

test('defect: a throwing getter half-way changes nothing', () => {
  const buf = fresh();
  buf.create({ a: 1 });
  const before = buf.arena.offset;
  const boom = new Error('boom');
  assert.throws(() => buf.create({ fresh: 'key', get b() { throw boom; } }), boom);
  assert.equal(buf.arena.offset, before);
  const x = buf.create({ other: 1, fresh: 2 });
  assert.deepEqual(x.toJS(), { other: 1, fresh: 2 });
});

test('huge sparse arrays are out of memory, not endless', () => {
  const buf = fresh();
  assertFault(() => buf.create(new Array(2 ** 32 - 1)), RangeError, 'ZB_E_MEMORY');
  assert.equal(buf.arena.offset, 0);
});

test('functions over an arena', () => {
  const arena = new Arena(newMemory(), 64);
  assert.equal(readString(arena, allocString(arena, 'grüße')), 'grüße');
  assert.deepEqual(readBytes(arena, allocBytes(arena, new Uint8Array([1, 2]))), new Uint8Array([1, 2]));
  const list = allocArray(arena, [1, { a: 2 }]);
  assert.deepEqual(toJSArray(arena, list), [1, { a: 2 }]);
  assert.equal(createArrayProxy(arena, list)[1].a, 2);
  assert.deepEqual(toJSObject(arena, allocObject(arena, { a: [null] })), { a: [null] });
  const before = arena.offset;
  assertFault(() => allocArray(arena, { a: 1 }), TypeError, 'ZB_E_INVALID');
  assertFault(() => allocObject(arena, [1]), TypeError, 'ZB_E_INVALID');
  assert.equal(arena.offset, before);
  const slot = arena.alloc(VALUE_SLOT, 8);
  writeValue(arena, slot, { a: 1 });
  assert.equal(readValue(arena, slot).a, 1);
  assertFault(() => readValue(arena, slot + 1), RangeError, 'ZB_E_ALIGN');
  assertFault(() => writeValue(arena, 65536 - 8, 1), RangeError, 'ZB_E_BOUNDS');
  assertFault(() => writeValue(arena, NaN, 1), RangeError, 'ZB_E_INVALID');
  assertFault(() => readString(arena, 65534), RangeError, 'ZB_E_BOUNDS');
  assertFault(() => toJSObject(arena, 3), RangeError, 'ZB_E_ALIGN');
});

test('string headers are 4-aligned, slots, blocks and handles 8-aligned', () => {
  const buf = fresh(13);
  const x = buf.create({ k: 'v', list: [1.5], o: {} });
  const data = buf.arena.readU32(x.__zerobuf_ptr);
  assert.equal(x.__zerobuf_ptr % 8, 0);
  assert.equal(data % 8, 0);
  assert.equal(buf.arena.readU32(data + 16 + 4) % 4, 0);
  assert.equal(buf.arena.readU32(x.list.__zerobuf_ptr) % 8, 0);
});
