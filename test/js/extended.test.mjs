// SPDX-License-Identifier: MIT
// Arenas of types 'full': each extension type by itself, written in every way and read in every way.
import assert from 'node:assert/strict';
import test from 'node:test';
import vm from 'node:vm';
import {
  Arena, ZerobufError, defineSchema, readValue, readValueEager, reference, writeValue, zerobuf,
} from '../../js/core/index.js';
import { ARENA_EXTENDED, COLUMN_TYPES, COLUMN_TYPE_AT, CONTROL_FLAGS_AT, ExtensionTag, Tag } from '../../js/core/layout.gen.js';
import { assertSameGraph } from './graph.mjs';
import { PAGE, assertFault, fresh, newMemory } from './support.mjs';

const full = (descriptor, start = 0) => fresh(start, descriptor, { types: 'full' });

/** Write into a slot full of ones and read back: a deep copy, and the tag. */
function roundTrip(value, buf = full()) {
  const slot = buf.arena.alloc(16, 8);
  buf.arena.u8.fill(0xff, slot, slot + 16);
  writeValue(buf.arena, slot, value);
  return { read: readValueEager(buf.arena, slot), accessed: readValue(buf.arena, slot), tag: buf.arena.readU32(slot), slot, buf };
}

const withoutStack = (error) => Object.defineProperty(error, 'stack', { value: undefined, writable: true, configurable: true });

const KEPT = {
  'undefined': [undefined, ExtensionTag.Undefined],
  'null': [null, Tag.Null],
  'a number': [1.5, Tag.F64],
  'a date': [new Date(1_700_000_000_123), ExtensionTag.Date],
  'a date before 1970': [new Date(-8.64e15), ExtensionTag.Date],
  'an invalid date': [new Date(NaN), ExtensionTag.Date],
  'a small bigint': [-(2n ** 63n), Tag.BigInt],
  '2 to the 63': [2n ** 63n, ExtensionTag.Integer],
  '-2 to the 63 minus 1': [-(2n ** 63n) - 1n, ExtensionTag.Integer],
  '2 to the 64 minus 1': [2n ** 64n - 1n, ExtensionTag.Integer],
  '2 to the 127': [2n ** 127n, ExtensionTag.Integer],
  '-2 to the 127': [-(2n ** 127n), ExtensionTag.Integer],
  'a bigint of 1000 digits': [-(7n ** 1183n), ExtensionTag.Integer],
  'a registered symbol': [Symbol.for('zerobuf ⊂'), ExtensionTag.Symbol],
  'the symbol of the empty key': [Symbol.for(''), ExtensionTag.Symbol],
  'a regular expression': [/a\/(?<name>b+)[/]\u{1F30D}/dgiu, ExtensionTag.RegExp],
  'the empty regular expression': [new RegExp(''), ExtensionTag.RegExp],
  'a boxed number': [new Number(-0), ExtensionTag.Boxed],
  'a boxed string': [new String('boxed'), ExtensionTag.Boxed],
  'a boxed boolean': [new Boolean(false), ExtensionTag.Boxed],
  'a boxed bigint': [Object(2n ** 100n), ExtensionTag.Boxed],
  'bytes': [new Uint8Array([0, 255]), Tag.Bytes],
  'a clamped array': [new Uint8ClampedArray([300, 1]), ExtensionTag.Column],
  'i8': [new Int8Array([-128, 127]), ExtensionTag.Column],
  'i16': [new Int16Array([-32768, 32767]), ExtensionTag.Column],
  'u16': [new Uint16Array([65535]), ExtensionTag.Column],
  'i32': [new Int32Array([-(2 ** 31)]), ExtensionTag.Column],
  'u32': [new Uint32Array([2 ** 32 - 1]), ExtensionTag.Column],
  'i64': [new BigInt64Array([-(2n ** 63n)]), ExtensionTag.Column],
  'u64': [new BigUint64Array([2n ** 64n - 1n]), ExtensionTag.Column],
  ...(globalThis.Float16Array && { f16: [new Float16Array([1.5, NaN, -0]), ExtensionTag.Column] }),
  'f32': [new Float32Array([1e-45, Infinity]), ExtensionTag.Column],
  'f64': [new Float64Array([Math.PI, NaN, -0]), ExtensionTag.Column],
  'an empty column': [new Float64Array(0), ExtensionTag.Column],
  'an ArrayBuffer': [new Uint8Array([1, 2, 3]).buffer, ExtensionTag.Buffer],
  'an empty ArrayBuffer': [new ArrayBuffer(0), ExtensionTag.Buffer],
  'a DataView': [new DataView(new Uint8Array([1, 2, 3]).buffer), ExtensionTag.DataView],
  'a map': [new Map([[1, 'one'], ['1', new Map([[{ key: 1 }, [2]]])], [NaN, undefined], [null, new Set()]]), ExtensionTag.Map],
  'an empty map': [new Map(), ExtensionTag.Map],
  'a set': [new Set([1, '1', NaN, undefined, { a: 1 }, [new Set([2])]]), ExtensionTag.Set],
  'an empty set': [new Set(), ExtensionTag.Set],
  'an error': [new TypeError('wrong'), ExtensionTag.Error],
  'an error without stack': [withoutStack(new Error('')), ExtensionTag.Error],
  'a chain of causes': [new Error('a', { cause: new RangeError('b', { cause: { code: 5, when: new Date(5) } }) }), ExtensionTag.Error],
  'an array with holes': [[, 1, , undefined, , ], Tag.Array], // eslint-disable-line no-sparse-arrays
  'an array of nothing but holes': [new Array(1000), Tag.Array],
  'an object of undefined': [{ a: undefined, b: [undefined] }, Tag.Object],
};

for (const [name, [value, tag]] of Object.entries(KEPT)) {
  test(`kept as it is: ${name}`, () => {
    const { read, tag: written, slot, buf } = roundTrip(value);
    assert.equal(written, tag);
    assertSameGraph(read, value);
    // Inside every kind of container, which is read by accessor, too.
    const held = buf.create({ value, list: [value], map: new Map([['value', value]]), set: new Set([value]), error: Object.assign(new Error('x'), { value }) });
    for (const inner of [held.toJS(), { ...held.toJS(), value: held.value, list: held.list.toJS(), map: held.map, set: held.set, error: held.error }]) {
      for (const part of [inner.value, inner.list[0], inner.map.get('value'), [...inner.set][0], inner.error.value]) {
        assertSameGraph(part?.toJS === undefined || part instanceof Date ? part : part.toJS(), value);
      }
    }
    const bytes = buf.arena.u8.slice(slot, slot + 16);
    assert.deepEqual(bytes.slice(1, 4), new Uint8Array(3), 'the slot is written whole');
  });
}

test('written through assignment, push, splice, a schema and by index', () => {
  const buf = full();
  const value = new Map([['k', new Date(1)], ['self', undefined]]);
  value.set('self', value);
  const object = buf.create({ a: 1, list: [] });
  object.a = value;
  object.added = value;
  object.list.push(value, value);
  object.list.unshift(value);
  object.list.splice(1, 1, value, 5n ** 50n);
  object.list[4] = value;
  const { a, added, list } = object.toJS();
  for (const read of [a, added, list[0], list[1], list[4], object.a, object.list[3]]) assertSameGraph(read, value);
  assert.equal(list[2], 5n ** 50n);
  const Point = defineSchema(['x', 'y']);
  const point = Point.create(buf.arena, { x: value, y: value });
  assertSameGraph(point.toJS().x, value);
  assert.equal(buf.arena.readU32(point.__zerobuf_ptr + 4), buf.arena.readU32(point.__zerobuf_ptr + 20), 'one map in two fields');
  point.y = undefined;
  assert.equal(point.y, undefined);
});

test('what is met twice is written once and read as one; cycles come back', () => {
  const buf = full();
  const part = { n: 1 };
  const column = new Float64Array([1, 2]);
  const bytes = new Uint8Array([1]);
  const map = new Map();
  const value = {
    part, again: [part, part], column, columns: new Set([column]), bytes, bytesAgain: bytes, map, map2: map,
    boxed: [new Number(1)], pattern: /x/, error: new Error('e'), buffer: new ArrayBuffer(2), view: new DataView(new ArrayBuffer(1)),
  };
  value.self = value;
  value.again.push(value.again);
  map.set(map, value).set('error', value.error).set('pattern', value.pattern).set('boxed', value.boxed[0]).set('buffer', value.buffer).set('view', value.view);
  value.error.cause = value.error;
  value.error.value = value;
  value.columns.add(value.columns);
  const accessor = buf.create(value);
  const copy = accessor.toJS();
  assertSameGraph(copy, value);
  assert.equal(copy.bytes, copy.bytesAgain, 'bytes that are one stay one in a copy');
  assert.equal(accessor.self, accessor);
  assert.equal(accessor.again[0], accessor.part);
  accessor.part.n = 2;
  assert.equal(accessor.again[1].n, 2);
  const before = buf.arena.offset;
  accessor.other = accessor.part; // takes the key and a larger block for it, no more
  assert.ok(buf.arena.offset - before < 24 * 2 * 16);
  assert.equal(accessor.other, accessor.part);
  const pushed = buf.create([]);
  pushed.push(value, value);
  const [first, second] = pushed.toJS();
  assert.equal(first, second);
});

test('a strict arena takes and reads none of it, and says what to do', () => {
  const memory = newMemory();
  const open = zerobuf(memory, 64, { types: 'full' });
  const strict = zerobuf(memory, 32768);
  const holder = open.create({ map: new Map(), when: new Date(5), hole: [,], u: undefined }); // eslint-disable-line no-sparse-arrays
  assert.equal(strict.arena.types, 'v1');
  assert.equal(open.arena.types, 'full');
  const seen = strict.wrapObject(holder.__zerobuf_ptr);
  for (const read of [() => seen.map, () => seen.when, () => seen.hole[0], () => seen.u, () => seen.toJS(), () => seen.hole.toJS()]) {
    assertFault(read, TypeError, 'ZB_E_TAG', /holds the extension type \w+, which a strict arena does not read; read it with one of types: 'full'/);
  }
  assert.deepEqual(Reflect.ownKeys(seen.hole), ['0', 'length'], 'no holes in strict version 1');
  assertFault(() => { delete seen.hole[0]; }, TypeError, 'ZB_E_INVALID', /strict/);
  assertFault(() => strict.create({ m: new Map() }), TypeError, 'ZB_E_INVALID', /Object.fromEntries.*types: 'full'/);
  assertFault(() => strict.create({ i: 2n ** 64n }), RangeError, 'ZB_E_INVALID', /types: 'full'/);
  assertFault(() => strict.create({ r: reference(new Float32Array(memory.buffer, 0, 1)) }), TypeError, 'ZB_E_INVALID', /Reference/);
  assertFault(() => strict.create({ borrowed: holder }), TypeError, 'ZB_E_INVALID', /Map/); // copied, since it may not refer to it
  const plain = strict.create({ n: 1 });
  assert.equal(open.create({ plain }).plain.__zerobuf_ptr, plain.__zerobuf_ptr);
  assert.deepEqual(strict.create({ d: new Date(5), u: undefined }).toJS(), { d: 5, u: null });
});

test('types is an option of the arena, and a flag of its control block', () => {
  assert.equal(new Arena(newMemory()).types, 'v1');
  assert.equal(new Arena(newMemory(), 0, { types: 'v1' }).types, 'v1');
  for (const types of ['V1', '', null, 1, {}]) assertFault(() => new Arena(newMemory(), 0, { types }), TypeError, 'ZB_E_INVALID', /pass 'v1' or 'full'/);

  const memory = newMemory({ initial: 1, maximum: 4, shared: true });
  const one = new Arena(memory, 0, { shared: true, types: 'full' });
  assert.equal(one.readU32(one.control + CONTROL_FLAGS_AT) & ARENA_EXTENDED, ARENA_EXTENDED);
  assert.equal(new Arena(memory, 0, { control: one.control }).types, 'full', 'the default is what the block says');
  assert.equal(new Arena(memory, 0, { control: one.control, types: 'full' }).types, 'full');
  assert.equal(new Arena(memory, 0, { control: one.control, types: 'v1' }).types, 'v1', 'who wants to know less may');

  const other = newMemory({ initial: 1, maximum: 4, shared: true });
  const strict = new Arena(other, 0, { shared: true });
  assert.equal(strict.readU32(strict.control + CONTROL_FLAGS_AT) & ARENA_EXTENDED, 0);
  assert.equal(new Arena(other, 0, { control: strict.control }).types, 'v1');
  assertFault(() => new Arena(other, 0, { control: strict.control, types: 'full' }), TypeError, 'ZB_E_INVALID', /strict.*creator/);
});

test('columns are read in place, and copied by toJS()', () => {
  const buf = full({ initial: 1, maximum: 16 });
  const { memory } = buf.arena;
  const x = buf.create({ f64: new Float64Array([1, 2, 3]), i8: new Int8Array([1]), view: new DataView(new ArrayBuffer(8)), buffer: new ArrayBuffer(4) });
  const { f64 } = x;
  assert.equal(f64.buffer, memory.buffer);
  assert.equal(f64.byteOffset % 16, 0);
  f64[1] = 77;
  x.view.setFloat64(0, 5);
  const copy = x.toJS();
  assert.deepEqual(copy.f64, new Float64Array([1, 77, 3]));
  assert.equal(copy.view.getFloat64(0), 5);
  assert.equal(copy.f64.buffer.byteLength, 24, 'a buffer of its own, of its own size');
  assert.notEqual(x.buffer, memory.buffer, 'an ArrayBuffer cannot show a part of another');
  memory.grow(1);
  assert.equal(f64.length, 0, 'growth ends a view');
  assert.deepEqual(x.f64, new Float64Array([1, 77, 3]), 'and the next read gives a new one');

  const shared = fresh(0, { initial: 1, maximum: 16, shared: true }, { shared: true, types: 'full' });
  const y = shared.create({ f32: new Float32Array([1, 2]) });
  y.f32[0] = 9;
  assert.ok(y.f32.buffer instanceof SharedArrayBuffer);
  assert.deepEqual(y.toJS(), { f32: new Float32Array([9, 2]) });
  assert.ok(y.toJS().f32.buffer instanceof ArrayBuffer);
});

test('a column of a class that the engine lacks is refused by the name of the class', () => {
  const { buf: { arena }, slot } = roundTrip(new Int16Array([1]));
  const [, half] = COLUMN_TYPES.find(([name]) => name === 'F16');
  arena.writeU8(arena.readU32(slot + 4) + COLUMN_TYPE_AT, half);
  const kept = Object.getOwnPropertyDescriptor(globalThis, 'Float16Array');
  delete globalThis.Float16Array;
  try {
    for (const read of [readValue, readValueEager]) assertFault(() => read(arena, slot), Error, 'ZB_E_TAG', /no Float16Array/);
  } finally {
    if (kept !== undefined) Object.defineProperty(globalThis, 'Float16Array', kept);
  }
});

test('only the part that a view shows is written', () => {
  const large = new Uint8Array(1 << 16).map((_, i) => i);
  const buf = full({ initial: 4, maximum: 16 });
  const before = buf.arena.offset;
  const x = buf.create({ small: new Uint16Array(large.buffer, 4, 2), view: new DataView(large.buffer, 3, 2), pooled: large.subarray(8, 10) });
  assert.ok(buf.arena.offset - before < 400);
  assert.deepEqual(x.toJS(), { small: new Uint16Array([0x0504, 0x0706]), view: new DataView(new Uint8Array([3, 4]).buffer), pooled: new Uint8Array([8, 9]) });
});

test('elements that lie in the memory itself survive the growth that their copy needs', () => {
  for (const types of ['v1', 'full']) {
    const memory = newMemory({ initial: 1, maximum: 64 });
    const buf = zerobuf(memory, PAGE - 1024, { types });
    const inside = new Uint8Array(memory.buffer, 64, PAGE / 2).fill(7);
    inside[5] = 9;
    const x = buf.create({ copy: inside });
    assert.equal(inside.length, 0, 'the memory has grown');
    assert.equal(x.copy.length, PAGE / 2);
    assert.equal(x.copy[5], 9);
    assert.equal(x.copy.at(-1), 7);
    assertFault(() => buf.create({ gone: inside }), TypeError, 'ZB_E_INVALID', /detached/);
  }
  const memory = newMemory({ initial: 1, maximum: 64 });
  const buf = zerobuf(memory, PAGE - 1024, { types: 'full' });
  const inside = new Float64Array(memory.buffer, 64, PAGE / 16).fill(0.5);
  assertFault(() => buf.create([inside, inside.subarray(1)]), TypeError, 'ZB_E_INVALID', /its memory has grown/);
  const x = buf.create({ part: new Float64Array(memory.buffer, 64, PAGE / 16), whole: [] });
  assert.deepEqual(x.toJS().part, new Float64Array(PAGE / 16).fill(0.5));
  x.whole = memory.buffer;
  assert.equal(x.toJS().whole.byteLength, 2 * PAGE);
  const { part } = x;
  x.again = part; // a view of this region, copied
  part[0] = 1;
  assert.equal(x.again[0], 0.5);
});

test('a reference is written by offset, and read as a view', () => {
  const memory = newMemory();
  const buf = zerobuf(memory, 1024, { types: 'full' });
  const weights = new Float32Array(memory.buffer, 512, 4);
  const before = buf.arena.offset;
  const x = buf.create({ weights: reference(weights), empty: reference(new Uint8Array(memory.buffer, 3, 0)) });
  assert.ok(buf.arena.offset - before < 200);
  weights.set([1, 2, 3, 4]);
  for (const { weights: read, empty } of [x, x.toJS()]) {
    assert.deepEqual(read, new Float32Array([1, 2, 3, 4]));
    assert.equal(read.buffer, memory.buffer);
    assert.equal(read.byteOffset, 512);
    assert.deepEqual(empty, new Uint8Array(0));
  }
  const once = reference(weights);
  const twice = buf.create([once, once]).toJS();
  assert.equal(twice[0], twice[1]);
  for (const wrong of [null, 1, [1], new ArrayBuffer(1), new DataView(memory.buffer), {}]) {
    assertFault(() => reference(wrong), TypeError, 'ZB_E_INVALID', /takes a typed array/);
  }
  assertFault(() => buf.create([reference(new Float32Array(4))]), TypeError, 'ZB_E_INVALID', /outside this arena's memory/);
  memory.grow(1);
  assertFault(() => buf.create([reference(weights)]), TypeError, 'ZB_E_INVALID', /grown/);
});

test('holes are holes: in, keys, delete, length, methods', () => {
  const buf = full();
  const model = [1, , 3]; // eslint-disable-line no-sparse-arrays
  const list = buf.create(model);
  const check = () => {
    assertSameGraph(list.toJS(), model);
    assert.deepEqual(Object.keys(list), Object.keys(model));
    assert.equal(list.length, model.length);
    for (let i = 0; i <= model.length; i++) assert.equal(i in list, i in model, `${i} in`);
  };
  check();
  const steps = [
    (a) => { a[6] = undefined; }, (a) => { delete a[0]; }, (a) => { a.length = 10; }, (a) => { a.length = 5; },
    (a) => a.push(7), (a) => a.reverse(), (a) => a.shift(), (a) => a.unshift(0, 0), (a) => a.copyWithin(0, 2), (a) => a.sort(),
    (a) => a.pop(), (a) => { delete a[99]; }, (a) => a.fill(4, 1, 2), (a) => { a[a.length + 2] = 'far'; }, (a) => a.concat([1]).length,
  ];
  for (const step of steps) {
    const [ours, theirs] = [step(list), step(model)];
    if (typeof theirs !== 'object') assert.deepEqual(ours, theirs, String(step));
    check();
  }
  const spliced = buf.create([, 1, , 2]); // eslint-disable-line no-sparse-arrays
  assertSameGraph(spliced.splice(0, 3), [, 1, ,]); // eslint-disable-line no-sparse-arrays
  assert.equal(Object.getOwnPropertyDescriptor(list, list.length - 2), undefined);
  assert.throws(() => { 'use strict'; delete list.length; }, TypeError);
  assert.equal(list.indexOf(undefined), model.indexOf(undefined));
  assert.deepEqual(JSON.stringify(list), JSON.stringify(model));
});

test('errors: class by name, own properties, AggregateError; methods are left out', () => {
  const buf = full();
  const through = (error) => buf.create({ error }).toJS().error;
  for (const type of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) {
    const error = Object.assign(new type('m', { cause: 0 }), { code: 'E_CODE', errno: -2, list: [1], nothing: undefined });
    assertSameGraph(through(error), error);
    assert.equal(Object.prototype.propertyIsEnumerable.call(through(error), 'cause'), false);
  }
  const aggregate = new AggregateError([new TypeError('one'), 2], 'several');
  assertSameGraph(through(aggregate), aggregate);
  assert.deepEqual(Object.keys(through(aggregate)), []);

  class HttpError extends Error {
    name = 'HttpError';
    status = 404;
    retry() { return this; }
    handler = () => 0;
  }
  const http = through(new HttpError('not found'));
  assert.deepEqual([Object.getPrototypeOf(http), http.name, http.message, http.status, 'handler' in http], [Error.prototype, 'HttpError', 'not found', 404, false]);
  const aborted = through(new DOMException('stop', 'AbortError'));
  assert.deepEqual([aborted instanceof Error, aborted.name, aborted.message], [true, 'AbortError', 'stop']);
  const ours = through(new ZerobufError('ZB_E_CORRUPT', 'wrong', 5));
  assert.deepEqual([ours.name, ours.code, ours.offset], ['ZerobufError', 'ZB_E_CORRUPT', 5]);
  assert.match(ours.stack, /extended\.test\.mjs/);

  const odd = Object.assign(new Error('x'), { message: 5, constructor: 'own', toString: 'own' });
  Object.defineProperty(odd, '__proto__', { value: { polluted: true }, enumerable: true });
  odd.name = Symbol.for('no text');
  const read = through(odd);
  assert.deepEqual([read.name, read.message, read.constructor, read.toString, Object.getPrototypeOf(read)], ['Error', '', 'own', 'own', Error.prototype]);
  assert.deepEqual(Object.getOwnPropertyDescriptor(read, '__proto__').value, { polluted: true });
  assert.equal({}.polluted, undefined);
});

test('what another realm made is known by what it is', () => {
  const foreign = vm.runInNewContext(`({
    date: new Date(5), map: new Map([[1, new Set([2])]]), re: /x/g, error: new RangeError('far'), column: new Float32Array([1]),
    bytes: new Uint8Array([1]), buffer: new ArrayBuffer(1), boxed: new Number(1), list: [1, , 2], big: 2n ** 70n,
  })`);
  const read = full().create(foreign).toJS();
  assert.equal(read.date.getTime(), 5);
  assert.deepEqual(read.map, new Map([[1, new Set([2])]]));
  assert.deepEqual([read.re.source, read.error.name, read.error.message], ['x', 'RangeError', 'far']);
  assert.deepEqual([read.column, read.bytes, read.buffer], [new Float32Array([1]), new Uint8Array([1]), new ArrayBuffer(1)]);
  assert.deepEqual([read.boxed, read.list, read.big], [new Number(1), [1, , 2], 2n ** 70n]); // eslint-disable-line no-sparse-arrays
});

test('classes: built-ins whatever they call themselves, others by their properties, impostors by theirs', () => {
  const buf = full();
  const through = (value) => buf.create([value]).toJS()[0];
  class Registry extends Map {
    get [Symbol.toStringTag]() { return 'Registry'; }
  }
  assert.deepEqual(through(new Registry([[1, 2]])), new Map([[1, 2]]));
  class Point { constructor() { this.x = 1; } get y() { return 2; } toJSON() { return 'not asked'; } }
  assert.deepEqual(through(new Point()), { x: 1 });
  class Named { x = 1; get [Symbol.toStringTag]() { return 'Named'; } }
  assert.deepEqual(through(new Named()), { x: 1 });
  for (const tag of ['Map', 'Set', 'Date', 'RegExp', 'Error', 'Float64Array', 'ArrayBuffer', 'Number', 'Array']) {
    class Impostor { x = 1; get [Symbol.toStringTag]() { return tag; } }
    assert.deepEqual(through(new Impostor()), { x: 1 }, tag);
  }
  assert.deepEqual(through((function () { return arguments; })(1, 2)), { 0: 1, 1: 2 });
  assert.deepEqual(through(Object.create(null, { a: { value: 1, enumerable: true } })), { a: 1 });
});

test('what would lose its contents is refused, and nothing changes', () => {
  const buf = full();
  const kept = buf.create({ a: [1] });
  const before = buf.arena.offset;
  const detached = new ArrayBuffer(4);
  structuredClone(detached, { transfer: [detached] });
  const refused = [
    () => 1, class {}, Symbol('own'), Symbol.iterator, Promise.resolve(), new WeakMap(), new WeakSet(), new WeakRef({}), (function* () {})(),
    new SharedArrayBuffer(1), Object(Symbol.for('boxed')), new URL('http://example.org'), new AbortController().signal, new Intl.NumberFormat(),
    detached, new Map([[1, () => 1]]), new Set([Symbol('own')]), Object.assign(new Error('e'), { deep: [() => 1] }), new Error('e', { cause: () => 1 }),
  ];
  for (const value of refused) {
    for (const write of [() => buf.create({ ok: [1], value }), () => { kept.a = value; }, () => kept.a.push(1, value), () => { kept.fresh = [value]; }]) {
      assertFault(write, TypeError, 'ZB_E_INVALID', /cannot be stored|detached/);
      assert.equal(buf.arena.offset, before);
      assert.deepEqual(kept.toJS(), { a: [1] });
    }
  }
  assertFault(() => buf.create(new Map()), TypeError, 'ZB_E_INVALID', /only an object or an array/);
  assertFault(() => buf.create({ 'k\ud800': 1 }), TypeError, 'ZB_E_INVALID', /lone surrogate/);
  assert.equal(buf.arena.offset, before);
});

test('nesting deeper than the stack: maps, sets, causes, and mixed with cycles', () => {
  const LEVELS = 30_000; // the stack holds about 10,000 calls
  const buf = full({ initial: 200, maximum: 4000 });
  let map = new Map();
  let set = new Set();
  let error = withoutStack(new Error('innermost'));
  const innermost = { map, set, error };
  for (let i = 0; i < LEVELS; i++) {
    map = new Map([[map, i]]);
    set = new Set([set]);
    const outer = withoutStack(new Error(''));
    outer.cause = error;
    error = outer;
  }
  innermost.map.set('top', map);
  innermost.error.cause = error;
  const copy = buf.create({ map, set, error }).toJS();
  let depth = 0;
  let level = copy.map;
  for (; level.size > 0 && !level.has('top'); [level] = level.keys()) depth++;
  assert.equal(depth, LEVELS);
  assert.equal(level.get('top'), copy.map);
  depth = 0;
  for (let inner = copy.set; inner.size > 0; [inner] = inner) depth++;
  assert.equal(depth, LEVELS);
  depth = 0;
  for (level = copy.error; level.message === ''; level = level.cause) depth++;
  assert.equal(depth, LEVELS);
  assert.equal(level.cause, copy.error);
});

test('growth from either side while a graph is written', () => {
  const buf = full({ initial: 1, maximum: 4000 });
  const { memory } = buf.arena;
  const hostile = {
    map: new Map([[{ get key() { memory.grow(1); return 'k'; } }, new Float64Array([1, 2])]]),
    get error() {
      memory.grow(1);
      return Object.defineProperty(new Error('e'), 'code', { enumerable: true, get() { memory.grow(1); buf.create({ nested: [new Map([[1, 2]])] }); return 7; } });
    },
    set: new Set([{ get x() { buf.arena.alloc(3 * PAGE); return new Map([[1, 1]]); } }]),
    column: new Uint32Array(PAGE).fill(3),
    big: 3n ** 100_000n,
  };
  const { error, ...rest } = buf.create({ hostile }).toJS().hostile;
  assert.deepEqual([error.code, error.message], [7, 'e']);
  assert.deepEqual(rest, {
    map: new Map([[{ key: 'k' }, new Float64Array([1, 2])]]), set: new Set([{ x: new Map([[1, 1]]) }]), column: new Uint32Array(PAGE).fill(3), big: 3n ** 100_000n,
  });
});

test('out of memory half-way changes nothing', () => {
  const buf = full({ initial: 1, maximum: 2 });
  const kept = buf.create({ a: new Map([[1, 2]]) });
  const before = buf.arena.offset;
  for (const value of [new Float64Array(PAGE), new ArrayBuffer(2 * PAGE), new Map([[1, new Uint16Array(PAGE)]]), 2n ** 2_000_000n, new Array(1e9), new Error('x'.repeat(2 * PAGE))]) {
    assertFault(() => { kept.a = [1, new Date(1), value]; }, RangeError, 'ZB_E_MEMORY');
    assert.equal(buf.arena.offset, before);
    assert.deepEqual(kept.toJS(), { a: new Map([[1, 2]]) });
  }
});

test('an accessor of another memory is copied with all it holds; of this one referred to', () => {
  const one = full();
  const two = full();
  const map = new Map();
  const x = one.create({ map, list: [, undefined], inner: { when: new Date(5) } }); // eslint-disable-line no-sparse-arrays
  const y = two.create({ x, again: x, list: x.list });
  assertSameGraph(y.toJS().x, x.toJS());
  assert.equal(y.x, y.again);
  assert.equal(one.create([x.inner])[0], x.inner);
  assertSameGraph(one.create(x).toJS(), x.toJS()); // as a root, always a new value
});
