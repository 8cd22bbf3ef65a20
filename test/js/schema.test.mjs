// SPDX-License-Identifier: MIT
// Every test runs twice: with compiled classes and, as where code generation is forbidden, with
// closures.
import assert from 'node:assert/strict';
import nodeTest from 'node:test';
import { setCodegen } from '../../js/core/codegen.js';
import { StaleReferenceError, defineSchema, zerobuf } from '../../js/core/index.js';
import { PAGE, assertFault, fresh, newMemory } from './support.mjs';

/** What console.log shows in Node. */
const inspect = (value) => value[Symbol.for('nodejs.util.inspect.custom')]();

function test(name, body) {
  nodeTest(name, body);
  nodeTest(`${name} (no code generation)`, () => {
    setCodegen(false);
    try {
      body();
    } finally {
      setCodegen(true);
    }
  });
}

test('create, wrap, toJS, size, fields', () => {
  const { arena } = fresh();
  const Point = defineSchema(['x', 'y', 'label']);
  assert.equal(Point.size, 48);
  assert.deepEqual(Point.fields, ['x', 'y', 'label']);
  const p = Point.create(arena, { x: 1, label: 'pt', y: 2.5 });
  assert.equal(p.__zerobuf_ptr % 8, 0);
  assert.deepEqual([p.x, p.y, p.label], [1, 2.5, 'pt']);
  p.x = [1, { a: 2 }];
  assert.equal(p.x[1].a, 2);
  assert.deepEqual(Point.wrap(arena, p.__zerobuf_ptr).toJS(), { x: [1, { a: 2 }], y: 2.5, label: 'pt' });
  assert.deepEqual(Point.toJS(arena, p.__zerobuf_ptr), p.toJS());
  assert.deepEqual(Object.keys(p), ['x', 'y', 'label']);
  assert.equal(typeof Object.getOwnPropertyDescriptor(p, 'x').get, 'function');
  assert.equal(Point.create(arena, {}).y, null);
  assert.deepEqual({ ...Point.create(arena, { y: 1 }) }, { x: null, y: 1, label: null });
});

test('defect: reserved and repeated names are refused', () => {
  for (const bad of [['toJS'], ['a', '__zerobuf_ptr'], ['a', 'b', 'a'], [1], [undefined], 'abc', 7, undefined, null]) {
    assertFault(() => defineSchema(bad), TypeError, 'ZB_E_INVALID');
  }
  const odd = defineSchema(['__proto__', 'constructor', '', 'size']);
  const { arena } = fresh();
  const made = odd.create(arena, JSON.parse('{"__proto__":1,"constructor":2,"":3,"size":4}'));
  assert.deepEqual(Object.entries(made.toJS()), [['__proto__', 1], ['constructor', 2], ['', 3], ['size', 4]]);
});

test('defect: a schema does not change after its definition', () => {
  const names = ['a', 'b'];
  const schema = defineSchema(names);
  names.push('c');
  assert.deepEqual(schema.fields, ['a', 'b']);
  assert.throws(() => schema.fields.push('c'), TypeError);
  assert.throws(() => { schema.size = 1; }, TypeError);
  const made = schema.create(fresh().arena, { a: 1 });
  assert.throws(() => delete made.a, TypeError);
});

test('defect: unknown fields are refused, not kept in JavaScript only', () => {
  const { arena } = fresh();
  const schema = defineSchema(['a']);
  const before = arena.offset;
  assertFault(() => schema.create(arena, { a: 1, b: 2 }), TypeError, 'ZB_E_INVALID', /"b" is no field/);
  for (const bad of [null, undefined, 5]) assertFault(() => schema.create(arena, bad), TypeError, 'ZB_E_INVALID');
  assertFault(() => schema.create(arena, { a: new Map() }), TypeError, 'ZB_E_INVALID');
  assertFault(() => schema.create({}, { a: 1 }), TypeError, 'ZB_E_INVALID', /Arena/);
  assert.equal(arena.offset, before);
  const made = schema.create(arena, { a: 1 });
  assertFault(() => { made.a = () => 1; }, TypeError, 'ZB_E_INVALID');
  assert.equal(made.a, 1);
});

test('wrap refuses what is no place for the fields', () => {
  const { arena } = fresh();
  const schema = defineSchema(['a', 'b']);
  for (const bad of ['8', undefined, null]) assertFault(() => schema.wrap(arena, bad), TypeError, 'ZB_E_INVALID');
  for (const bad of [NaN, -16, 0.5]) assertFault(() => schema.toJS(arena, bad), RangeError, 'ZB_E_INVALID');
  assertFault(() => schema.wrap(arena, 65536 - 16), RangeError, 'ZB_E_BOUNDS');
  assertFault(() => schema.wrap(arena, 10), RangeError, 'ZB_E_ALIGN');
});

test('an instance survives growth and does not outlive its checkpoint', () => {
  const buf = fresh();
  const schema = defineSchema(['a']);
  const checkpoint = buf.save();
  const made = schema.create(buf.arena, { a: 'text' });
  buf.arena.memory.grow(1);
  assert.equal(made.a, 'text');
  made.a = { get grown() { buf.arena.memory.grow(1); return 1; } };
  assert.deepEqual(made.toJS(), { a: { grown: 1 } });
  assert.deepEqual(buf.create({ made }).toJS(), { made: { a: { grown: 1 } } });
  buf.restore(checkpoint);
  assertFault(() => made.a, RangeError, 'ZB_E_CHECKPOINT');
});

const full = () => fresh(0, undefined, { types: 'full' });

test('types: what is written is read, with the tag of the type', () => {
  const { arena } = full();
  const All = defineSchema({
    any: 'any', bool: 'bool', i32: 'i32', f64: 'f64', bigint: 'bigint', string: 'string', bytes: 'bytes', array: 'array', object: 'object', date: 'date',
    f32s: 'column<f32>', u8s: 'column<u8>', nothing: 'f64?',
  }, 'All');
  const values = {
    any: new Map([[1, 2]]), bool: true, i32: -5, f64: 7, bigint: -(2n ** 63n), string: 'caf\u00e9', bytes: new Uint8Array([1, 2]), array: [1, 'a'], object: { a: { b: 1 } },
    date: new Date(5), f32s: new Float32Array([0.5]), u8s: new Uint8Array([9]), nothing: null,
  };
  const made = All.create(arena, values);
  assert.deepEqual(made.toJS(), values);
  assert.deepEqual(Object.keys(made), Object.keys(values));
  assert.deepEqual(All.fields.map((_name, index) => arena.readU8(made.__zerobuf_ptr + 16 * index)), [0x87, 1, 2, 3, 7, 4, 8, 5, 6, 0x82, 0x83, 0x83, 0]);
  for (const it of [made, All.view(arena, made.__zerobuf_ptr), All.wrap(arena, made.__zerobuf_ptr)]) {
    assert.deepEqual([it.any.get(1), it.bool, it.i32, it.f64, it.bigint, it.string, it.nothing], [2, true, -5, 7, -(2n ** 63n), 'caf\u00e9', null]);
    assert.deepEqual([it.bytes, it.date, it.f32s, it.u8s], [values.bytes, values.date, values.f32s, values.u8s]);
    assert.equal(it.array[1], 'a');
    assert.equal(it.object.a.b, 1);
    assert.equal(it.f32s.buffer, arena.buffer, 'columns are in place');
  }
  const view = All.view(arena, made.__zerobuf_ptr);
  const other = {
    any: undefined, bool: false, i32: 2 ** 31 - 1, f64: -0, bigint: 1n, string: '', bytes: new Uint8Array(0), array: [], object: {}, date: new Date(-1),
    f32s: new Float32Array(0), u8s: new Uint8Array(0), nothing: 0.5,
  };
  for (const [name, value] of Object.entries(other)) view[name] = value;
  assert.deepEqual(made.toJS(), other);
  assert.ok(Object.is(made.f64, -0));
  made.date = new Date(NaN);
  assert.ok(Number.isNaN(made.date.getTime()));
  made.date = 12;
  assert.deepEqual(made.date, new Date(12));
  made.nothing = undefined;
  assert.equal(made.nothing, null);
  made.i32 = -0;
  assert.ok(Object.is(made.i32, 0), 'an i32 has no -0');
});

test('types: a value of another type is refused and changes nothing', () => {
  const { arena } = fresh();
  const All = defineSchema({ bool: 'bool', i32: 'i32', f64: 'f64', bigint: 'bigint', string: 'string', bytes: 'bytes', array: 'array', object: 'object', date: 'date', maybe: 'f64?' }, 'All');
  const values = { bool: true, i32: 1, f64: 2.5, bigint: 3n, string: 's', bytes: new Uint8Array([4]), array: [5], object: { a: 6 }, date: new Date(7), maybe: null };
  const made = All.create(arena, values);
  const before = arena.offset;
  const wrong = {
    bool: [0, 'true', null, undefined, {}], i32: [1.5, 2 ** 31, NaN, '1', 1n, null, undefined, { valueOf: () => 1 }], f64: ['1', 1n, null, {}, true, new Number(1)],
    bigint: [1, 2n ** 63n, null], string: [1, null, ['a'], new String('a')], bytes: [[1], new Float32Array(1), 'a', null, new ArrayBuffer(1)],
    array: [{}, 'a', null, { length: 1 }], object: [[], 1, null, 'a', new Date(1), () => 1], date: ['2024', null, {}, 1n], maybe: ['1', 1n, {}],
  };
  for (const [name, bad] of Object.entries(wrong)) {
    for (const value of bad) {
      const expected = new RegExp(`All\\.${name} (takes|is missing)`);
      assertFault(() => { made[name] = value; }, TypeError, 'ZB_E_INVALID', expected);
      assertFault(() => { All.view(arena, made.__zerobuf_ptr)[name] = value; }, TypeError, 'ZB_E_INVALID', expected);
      assertFault(() => All.create(arena, { ...values, [name]: value }), TypeError, 'ZB_E_INVALID', expected);
      assertFault(() => All.list(arena, made.__zerobuf_ptr, 1).set(0, { ...values, [name]: value }), TypeError, 'ZB_E_INVALID', expected);
    }
  }
  assertFault(() => { made.f64 = 'one'; }, TypeError, 'ZB_E_INVALID', /All\.f64 takes a number, not a string; nothing was changed/);
  assertFault(() => { made.i32 = 1.5; }, TypeError, 'ZB_E_INVALID', /All\.i32 takes a whole number from -2147483648 to 2147483647, not the number 1\.5/);
  assert.deepEqual(made.toJS(), values);
  assert.equal(arena.offset, before);
  const Column = defineSchema({ xs: 'column<f64>?' });
  assertFault(() => Column.create(arena, { xs: new Float64Array(1) }), TypeError, 'ZB_E_INVALID', /"xs" of the schema \{xs\} takes a Float64Array, in an arena of types: 'full'; this one is strict/);
  assertFault(() => Column.create(full().arena, { xs: new Float32Array(1) }), TypeError, 'ZB_E_INVALID', /not an object of kind Float32Array/);
  assert.equal(arena.offset, before);
});

test('types: a field that is missing must be one that may be null', () => {
  const { arena } = fresh();
  const schema = defineSchema({ a: 'f64', b: 'string?', c: 'any' });
  assert.deepEqual(schema.create(arena, { a: 1 }).toJS(), { a: 1, b: null, c: null });
  assert.deepEqual(schema.create(arena, { c: 2, a: 1 }).toJS(), { a: 1, b: null, c: 2 }, 'in any order');
  assertFault(() => schema.create(arena, { b: 'x' }), TypeError, 'ZB_E_INVALID', /"a" of the schema \{a, b, c\} is missing; it takes a number/);
  assertFault(() => schema.create(arena, { a: 1, d: 1 }), TypeError, 'ZB_E_INVALID', /"d" is no field of this schema; it has a, b, c/);
  class Inherited { get a() { return 1; } }
  assertFault(() => schema.create(arena, new Inherited()), TypeError, 'ZB_E_INVALID', /missing/);
});

test('types: names that are no types', () => {
  for (const bad of ['f65', 'F64', '', '?', 'f64??', 'column<f65>', 'column', '__proto__', 'toString', 5, null, undefined, {}, { x: 'f64' }, [], () => 1, Symbol('f64')]) {
    assertFault(() => defineSchema({ x: bad }, 'S'), TypeError, 'ZB_E_INVALID', /S\.x/);
  }
  assertFault(() => defineSchema({ x: 'f65' }), TypeError, 'ZB_E_INVALID', /unknown type "f65"; use a schema or one of any, bool, i32, f64/);
  for (const bad of [{ toJS: 'f64' }, { __zerobuf_ptr: 'any' }, { 1: 'f64' }, { 0: 'f64' }]) assertFault(() => defineSchema(bad), TypeError, 'ZB_E_INVALID');
  assertFault(() => defineSchema({ a: 'f64' }, 5), TypeError, 'ZB_E_INVALID', /name of a schema is a string/);
  const inner = defineSchema(Array.from({ length: 2048 }, (_, i) => `f${i}`));
  assert.equal(defineSchema({ a: inner, b: inner }).size, 65536);
  assertFault(() => defineSchema({ a: inner, b: inner, c: 'f64' }), TypeError, 'ZB_E_INVALID', /more than 4096 slots/);
});

test('types: names that mean something to the language are fields like any other', () => {
  const { arena } = fresh();
  const types = JSON.parse('{"__proto__":"f64","constructor":"string","prototype":"f64","hasOwnProperty":"f64","v":"f64","s":"f64","":"i32","a\\"b`${c}\\u2028":"bool"}');
  const odd = defineSchema(types);
  const values = JSON.parse('{"__proto__":1.5,"constructor":"c","prototype":2.5,"hasOwnProperty":3.5,"v":4.5,"s":5.5,"":6,"a\\"b`${c}\\u2028":true}');
  const made = odd.create(arena, values);
  assert.deepEqual(Object.entries(made.toJS()), Object.entries(values));
  assert.deepEqual(Object.entries(made), Object.entries(values));
  assert.equal(Object.getPrototypeOf(made.toJS()), Object.prototype);
  const view = odd.view(arena, made.__zerobuf_ptr);
  for (const name of Object.keys(types)) {
    assert.equal(view[name], values[name]);
    view[name] = made[name];
  }
  assert.equal(defineSchema({ a: 'f64' }).create(arena, { a: 1 }).constructor, Object);
});

test('nested schemas lie in their field', () => {
  const { arena } = fresh();
  const Point = defineSchema({ x: 'f64', y: 'f64', label: 'string?' }, 'Point');
  const Segment = defineSchema({ from: Point, to: Point, width: 'f64?' }, 'Segment');
  const Pair = defineSchema({ one: Segment, note: 'any' }, 'Pair');
  assert.deepEqual([Point.size, Segment.size, Pair.size], [48, 112, 128]);
  const values = { from: { x: 1, y: 2, label: 'a' }, to: { x: 3, y: 4, label: null }, width: 5 };
  const made = Segment.create(arena, values);
  assert.deepEqual(made.toJS(), values);
  assert.equal(made.to.__zerobuf_ptr, made.__zerobuf_ptr + 48);
  assert.equal(made.from, made.from, 'one object each time');
  assert.notEqual(made.from, made.to);
  assert.deepEqual({ ...made.from }, values.from);
  assert.deepEqual(Object.keys(made.from), ['x', 'y', 'label']);
  made.from.x = 1.5;
  assert.equal(Segment.view(arena, made.__zerobuf_ptr).from.x, 1.5);
  made.to = { y: 7, x: 8 };
  assert.deepEqual(made.toJS(), { from: { x: 1.5, y: 2, label: 'a' }, to: { x: 8, y: 7, label: null }, width: 5 });
  made.to = made.from;
  assert.deepEqual(made.to.toJS(), { x: 1.5, y: 2, label: 'a' });
  made.to = Segment.view(arena, made.__zerobuf_ptr).from;
  assert.deepEqual(made.to.toJS(), { x: 1.5, y: 2, label: 'a' });
  const pair = Pair.create(arena, { one: Segment.view(arena, made.__zerobuf_ptr), note: [1] });
  assert.deepEqual(pair.toJS(), { one: made.toJS(), note: [1] });
  assert.equal(Pair.view(arena, pair.__zerobuf_ptr).one.to.label, 'a');

  const plain = made.toJS();
  assertFault(() => { made.to = { x: 1, y: 2, z: 3 }; }, TypeError, 'ZB_E_INVALID', /"z" is no field of Point/);
  assertFault(() => { made.to = { x: 1, y: '2', label: 'new' }; }, TypeError, 'ZB_E_INVALID', /Point\.y takes a number/);
  assertFault(() => { made.to = null; }, TypeError, 'ZB_E_INVALID', /Point\.x is missing/);
  assertFault(() => { made.to = 5; }, TypeError, 'ZB_E_INVALID', /Point takes an object/);
  assertFault(() => Segment.create(arena, { to: values.to }), TypeError, 'ZB_E_INVALID', /Point\.x is missing/);
  assert.deepEqual(made.toJS(), plain);
  const Loose = defineSchema({ inner: defineSchema(['a', 'b']), c: 'i32' });
  assert.deepEqual(Loose.create(arena, { c: 1 }).toJS(), { inner: { a: null, b: null }, c: 1 });
  const loose = Loose.create(arena, { inner: { a: 1 }, c: 1 });
  loose.inner = null;
  assert.deepEqual(loose.toJS(), { inner: { a: null, b: null }, c: 1 });
});

test('reading a slot of another type says what is there', () => {
  const { arena } = fresh();
  const schema = defineSchema({ x: 'f64', s: 'string?', n: 'i32', d: 'date' }, 'S');
  const loose = defineSchema(['x', 's', 'n', 'd']);
  const at = loose.create(arena, { x: 'text', s: 1, n: 1.5, d: true }).__zerobuf_ptr;
  for (const it of [schema.wrap(arena, at), schema.view(arena, at)]) {
    assertFault(() => it.x, TypeError, 'ZB_E_TAG', /S\.x is a field of type f64, its slot holds the type string; both sides must use one schema/);
    assertFault(() => it.s, TypeError, 'ZB_E_TAG', /S\.s is a field of type string, its slot holds the type i32/);
    assertFault(() => it.n, TypeError, 'ZB_E_TAG', /f64/);
    assertFault(() => it.d, TypeError, 'ZB_E_TAG', /bool/);
    assertFault(() => it.toJS(), TypeError, 'ZB_E_TAG');
    assert.match(inspect(it), /S\.x is a field of type f64/, 'console.log does not throw');
  }
  arena.writeU8(at, 77);
  assertFault(() => schema.view(arena, at).x, TypeError, 'ZB_E_TAG', /unknown tag 77/);
  arena.writeU8(at, 0);
  assertFault(() => schema.view(arena, at).x, TypeError, 'ZB_E_TAG', /S\.x is null: nobody has set it; set it first, or declare it as 'f64\?'/);
  const view = schema.view(arena, at);
  view.x = 1; view.s = 'now'; view.n = 2; view.d = 3;
  assert.deepEqual(view.toJS(), { x: 1, s: 'now', n: 2, d: new Date(3) });
  loose.wrap(arena, at).x = 5; // an i32
  assert.equal(view.x, 5);
  view.x = 6.5;
  assert.equal(loose.wrap(arena, at).x, 6.5);
  arena.writeU8(at + 48, 0x82);
  assertFault(() => view.d, TypeError, 'ZB_E_TAG', /the type date/, 'a strict arena reads no extension types');
  const wide = full();
  const Columns = defineSchema({ xs: 'column<f64>' }, 'C');
  const floats = defineSchema({ xs: 'column<f32>' }).create(wide.arena, { xs: new Float32Array(2) });
  assertFault(() => Columns.wrap(wide.arena, floats.__zerobuf_ptr).xs, TypeError, 'ZB_E_TAG', /elements of type f32, the schema says f64/);
  assertFault(() => Columns.wrap(wide.arena, floats.__zerobuf_ptr).toJS(), TypeError, 'ZB_E_TAG', /elements of type f32/);
});

test('instances behave as plain objects, views enumerate by for-in', () => {
  const buf = fresh();
  const { arena } = buf;
  const Point = defineSchema({ x: 'f64', label: 'string?' }, 'Point');
  const made = Point.create(arena, { x: 1.5, label: 'a' });
  assert.equal(JSON.stringify(made), '{"x":1.5,"label":"a"}');
  assert.deepEqual(Object.entries(made), [['x', 1.5], ['label', 'a']]);
  assert.deepEqual(structuredClone(made.toJS()), { x: 1.5, label: 'a' });
  assert.deepEqual(inspect(made), { x: 1.5, label: 'a' });
  const { x, ...rest } = made;
  assert.deepEqual([x, rest], [1.5, { label: 'a' }]);
  assert.ok('x' in made && !('y' in made));
  const view = Point.view(arena, made.__zerobuf_ptr);
  assert.deepEqual(Object.keys(view), []);
  const seen = [];
  for (const name in view) seen.push(name);
  assert.deepEqual(seen, ['x', 'label']);
  assert.equal(JSON.stringify({ view }), '{"view":{"x":1.5,"label":"a"}}');
  assert.deepEqual(inspect(view), { x: 1.5, label: 'a' });
  assert.equal(view.__zerobuf_ptr, made.__zerobuf_ptr);
  assert.deepEqual(buf.create({ made, view, list: Point.list(arena, view.__zerobuf_ptr, 1) }).toJS(), { made: { x: 1.5, label: 'a' }, view: { x: 1.5, label: 'a' }, list: [{ x: 1.5, label: 'a' }] });
  const wide = full();
  const there = Point.create(wide.arena, { x: 1, label: null });
  assert.deepEqual(wide.create({ there }).toJS(), { there: { x: 1, label: null } });
  for (const struct of [made, view, Point.list(arena, made.__zerobuf_ptr, 1)]) {
    assertFault(() => { struct.y = 1; }, TypeError, 'ZB_E_INVALID', /"y" cannot be set, it is no field of this schema/);
    assertFault(() => { struct[Symbol('y')] = 1; }, TypeError, 'ZB_E_INVALID');
    assert.equal(Object.hasOwn(struct, 'y') || 'y' in struct, false);
    const heir = Object.create(struct);
    heir.y = 1;
    assert.deepEqual(Object.keys(heir), ['y']);
  }
});

test('lists: objects side by side', () => {
  const { arena } = fresh();
  const Point = defineSchema({ x: 'f64', label: 'string?' }, 'Point');
  const values = [{ x: 1, label: 'a' }, { x: 2 }, { x: 3, label: 'c' }];
  const list = Point.createList(arena, values);
  const plain = [{ x: 1, label: 'a' }, { x: 2, label: null }, { x: 3, label: 'c' }];
  assert.deepEqual(list.toJS(), plain);
  assert.equal(list.length, 3);
  assert.equal(list.at(1).__zerobuf_ptr, list.__zerobuf_ptr + 32);
  assert.deepEqual([list.at(0).x, list.at(-1).x, list.at(2).label], [1, 3, 'c']);
  assert.deepEqual(Array.from(list, ({ x }) => x), [1, 2, 3]);
  assert.deepEqual([...list].map((it) => it.toJS()), plain);
  assert.equal(JSON.stringify(list), JSON.stringify(plain));
  assert.deepEqual(inspect(list), plain);
  const visits = [];
  list.forEach((it, index, of) => visits.push([it.x, index, of === list]));
  assert.deepEqual(visits, [[1, 0, true], [2, 1, true], [3, 2, true]]);
  const cursor = list.cursor();
  assert.equal(cursor.at(0), cursor.at(1), 'one view that moves');
  assert.deepEqual([cursor.length, cursor.at(2).x, cursor.at(-3).x], [3, 3, 1]);
  cursor.at(1).x = 2.5;
  list.at(1).label = 'b';
  list.set(-1, { x: 9 });
  assert.deepEqual(Point.list(arena, list.__zerobuf_ptr, 3).toJS(), [{ x: 1, label: 'a' }, { x: 2.5, label: 'b' }, { x: 9, label: null }]);
  for (const bad of [3, -4, 0.5, NaN, Infinity]) {
    for (const what of [list, cursor, list.column('x')]) assertFault(() => what.at(bad), RangeError, 'ZB_E_INVALID', /there is nothing at .* in a list of 3/);
    assertFault(() => list.set(bad, { x: 1 }), RangeError, 'ZB_E_INVALID');
    assertFault(() => list.column('x').set(bad, 1), RangeError, 'ZB_E_INVALID');
  }
  for (const bad of ['0', undefined, null, 0n]) assertFault(() => list.at(bad), TypeError, 'ZB_E_TAG', /an index is a number/);
  const before = arena.offset, there = list.toJS();
  assertFault(() => list.set(0, { x: 1, label: 5 }), TypeError, 'ZB_E_INVALID');
  assertFault(() => Point.createList(arena, [{ x: 1, label: 'long enough' }, { x: 'no' }]), TypeError, 'ZB_E_INVALID', /Point\.x/);
  assertFault(() => Point.createList(arena, 2 ** 28), RangeError, 'ZB_E_MEMORY');
  for (const bad of [-1, 1.5, NaN]) assertFault(() => Point.createList(arena, bad), RangeError, 'ZB_E_INVALID');
  for (const bad of ['3', null, undefined, {}]) assertFault(() => Point.createList(arena, bad), TypeError, 'ZB_E_INVALID');
  assertFault(() => Point.list(arena, list.__zerobuf_ptr, 2 ** 27), RangeError, 'ZB_E_BOUNDS');
  assertFault(() => Point.list(arena, 10, 1), RangeError, 'ZB_E_ALIGN');
  assert.deepEqual(list.toJS(), there);
  assert.equal(arena.offset, before);

  const none = Point.createList(arena, []);
  assert.deepEqual([none.length, [...none], none.toJS()], [0, [], []]);
  assertFault(() => none.at(0), RangeError, 'ZB_E_INVALID', /the list is empty/);
  arena.u8.fill(0xff, arena.offset, arena.offset + 4096);
  const room = Point.createList(arena, 2);
  assert.deepEqual(room.column('label').toJS(), [null, null]);
  assertFault(() => room.at(0).x, TypeError, 'ZB_E_TAG', /nobody has set it/);
  room.set(0, { x: 1 });
  room.at(1).x = 2;
  assert.deepEqual(room.toJS(), [{ x: 1, label: null }, { x: 2, label: null }]);
});

test('columns: one field of all objects', () => {
  const { arena } = fresh();
  const Inner = defineSchema({ n: 'i32', b: 'bigint' });
  const Row = defineSchema({ x: 'f64', inner: Inner, label: 'string?', ok: 'bool', any: 'any', at: 'date' }, 'Row');
  const rows = Array.from({ length: 5 }, (_, i) => ({ x: i / 2, inner: { n: i, b: BigInt(i) }, label: i ? `n${i}` : null, ok: i % 2 === 0, any: i * 1.5, at: new Date(i) }));
  const list = Row.createList(arena, rows);
  const xs = list.column('x');
  assert.deepEqual([xs.name, xs.length, xs.at(4), xs.at(-5)], ['x', 5, 2, 0]);
  assert.deepEqual([...xs], rows.map(({ x }) => x));
  assert.deepEqual(xs.toTypedArray(), Float64Array.from(rows, ({ x }) => x));
  assert.deepEqual(list.column('any').toTypedArray(), Float64Array.from(rows, ({ any }) => any));
  assert.deepEqual(list.column('inner').column('n').toTypedArray(), Int32Array.from(rows, ({ inner }) => inner.n));
  assert.deepEqual(list.column('inner').column('b').toTypedArray(), BigInt64Array.from(rows, ({ inner }) => inner.b));
  assert.deepEqual(list.column('inner').toJS(), rows.map(({ inner }) => inner));
  assert.deepEqual(list.column('inner').at(3).toJS(), { n: 3, b: 3n });
  for (const name of ['label', 'ok', 'at']) {
    assert.deepEqual(list.column(name).toJS(), rows.map((row) => row[name]));
    assert.equal(JSON.stringify(list.column(name)), JSON.stringify(rows.map((row) => row[name])));
    assertFault(() => list.column(name).toTypedArray(), TypeError, 'ZB_E_INVALID', /not of numbers/);
  }
  xs.set(1, 7);
  xs.set(-1, -0.5);
  list.column('label').set(0, 'set');
  list.column('any').set(0, 'text');
  list.column('any').set(1, 1);
  assert.deepEqual([list.at(1).x, list.at(4).x, list.at(0).label, list.at(0).any, list.at(1).any], [7, -0.5, 'set', 'text', 1]);
  assert.equal(arena.readU8(list.at(1).__zerobuf_ptr), 3, 'an f64 field holds f64');
  assertFault(() => xs.set(0, '1'), TypeError, 'ZB_E_INVALID', /Row\.x takes a number/);
  assertFault(() => list.column('any').toTypedArray(), TypeError, 'ZB_E_INVALID', /Row\.any is a string at 0/);
  assertFault(() => list.column('z'), TypeError, 'ZB_E_INVALID', /"z" is no field of Row/);
  assertFault(() => Row.column('z'), TypeError, 'ZB_E_INVALID', /"z" is no field of Row/);
  assertFault(() => Row.column('x')([]), TypeError, 'ZB_E_INVALID', /a list of this very schema/);
  assertFault(() => Row.column('x')(Inner.createList(arena, 1)), TypeError, 'ZB_E_INVALID', /a list of this very schema/);
  assert.equal(Row.column('x')(list).at(1), 7);
  assert.equal(Row.column('x')(arena, list.__zerobuf_ptr, 2).length, 2);
  assert.equal(Row.column(list, 'x').at(1), 7);
  assertFault(() => Row.createList(arena, 2).column('x').toTypedArray(), TypeError, 'ZB_E_TAG', /Row\.x is null/);
});

/** A module that grows a memory: whoever holds a view of it is not asked. */
function grower(memory) {
  const bytes = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f, 2, 8, 1, 1, 0x6d, 1, 0x6d, 2, 0, 1,
    3, 2, 1, 0, 7, 8, 1, 4, 0x67, 0x72, 0x6f, 0x77, 0, 0, 0x0a, 8, 1, 6, 0, 0x20, 0, 0x40, 0, 0x0b);
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { m: { m: memory } }).exports.grow;
}

test('wasm may grow the memory under all that is held', () => {
  const memory = newMemory();
  const grow = grower(memory);
  const buf = zerobuf(memory, 64);
  const Point = defineSchema({ x: 'f64', n: 'i32', label: 'string?', ok: 'bool', inner: defineSchema({ y: 'f64' }) });
  const values = { x: 1.5, n: 2, label: 'text', ok: true, inner: { y: 3.5 } };
  const list = Point.createList(buf.arena, [values, values]);
  const held = {
    instance: Point.wrap(buf.arena, list.__zerobuf_ptr), view: list.at(0), column: list.column('x'), cursor: list.cursor(), inner: list.at(0).inner,
  };
  const uses = [
    () => assert.deepEqual(held.instance.toJS(), values),
    () => assert.deepEqual([held.view.x, held.view.n], [1.5, 2]),
    () => assert.equal(held.view.label, 'text'),
    () => assert.deepEqual([...held.column], [1.5, 1.5]),
    () => assert.deepEqual(held.column.toTypedArray(), new Float64Array([1.5, 1.5])),
    () => assert.equal(held.cursor.at(1).inner.y, 3.5),
    () => assert.equal(held.inner.y, 3.5),
    () => assert.deepEqual(list.toJS(), [values, values]),
    () => { held.view.x = 1.5; },
    () => { held.instance.n = 2; held.instance.label = 'text'; },
    () => { held.column.set(0, 1.5); },
    () => list.set(1, values),
    () => Point.create(buf.arena, values),
  ];
  for (const use of uses) {
    for (let round = 0; round < 3; round++) {
      assert.notEqual(grow(1), -1);
      use();
    }
  }
  assert.deepEqual(list.toJS(), [values, values]);
});

test('a shared memory may grow: what lies past the old views is found', () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 8, shared: true });
  const one = zerobuf(memory, 0, { shared: true });
  const two = zerobuf(memory, 0, { control: one.arena.control });
  const Point = defineSchema({ x: 'f64' });
  two.arena.alloc(2 * PAGE);
  const far = Point.create(two.arena, { x: 2.5 });
  const near = Point.wrap(one.arena, far.__zerobuf_ptr);
  assert.equal(near.x, 2.5);
  near.x = 3.5;
  assert.equal(far.x, 3.5);
});

test('nothing that is held outlives its checkpoint', () => {
  for (const options of [undefined, { shared: true }]) {
    const memory = options === undefined ? newMemory() : new WebAssembly.Memory({ initial: 1, maximum: 8, shared: true });
    const buf = zerobuf(memory, 0, options);
    const { arena } = buf;
    const Point = defineSchema({ x: 'f64', inner: defineSchema({ y: 'f64?' }) });
    const kept = Point.create(arena, { x: 1, inner: {} });
    const checkpoint = buf.save();
    const list = Point.createList(arena, [{ x: 2, inner: {} }]);
    const at = list.__zerobuf_ptr;
    const instance = Point.wrap(arena, at), view = list.at(0), column = list.column('x'), cursor = list.cursor(), { inner } = instance;
    buf.restore(checkpoint);
    Point.create(arena, { x: 3, inner: {} });
    const uses = [
      () => instance.x, () => { instance.x = 1; }, () => instance.toJS(), () => view.x, () => { view.x = 1; }, () => view.inner, () => inner.y, () => { instance.inner = {}; },
      () => list.at(0), () => list.toJS(), () => list.set(0, { x: 1, inner: {} }), () => list.cursor(), () => [...list], () => cursor.at(0).x,
      () => column.at(0), () => column.set(0, 1), () => [...column], () => column.toTypedArray(), () => column.toJS(), () => list.column('x'),
    ];
    for (const use of uses) assertFault(use, StaleReferenceError, 'ZB_E_CHECKPOINT', /outlived its checkpoint/);
    assert.equal(kept.x, 1);
    kept.x = 4;
    assert.equal(kept.toJS().x, 4);
    assert.equal(Point.wrap(arena, at).x, 3);
  }
});

test('a restore by another side is seen', () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 8, shared: true });
  const one = zerobuf(memory, 0, { shared: true });
  const two = zerobuf(memory, 0, { control: one.arena.control });
  const Point = defineSchema({ x: 'f64' });
  const made = Point.create(one.arena, { x: 1 });
  const view = Point.view(one.arena, made.__zerobuf_ptr);
  const list = Point.list(one.arena, made.__zerobuf_ptr, 1);
  two.reset();
  for (const use of [() => made.x, () => { made.x = 2; }, () => view.x, () => list.at(0).x, () => list.column('x').at(0)]) {
    assertFault(use, RangeError, 'ZB_E_CHECKPOINT');
  }
});

test('one schema serves several arenas', () => {
  const [a, b] = [fresh(), fresh(4096)];
  const Point = defineSchema({ x: 'f64', label: 'string', more: 'object?' });
  const one = Point.create(a.arena, { x: 1, label: 'one', more: { in: 'a' } });
  const two = Point.create(b.arena, { x: 2, label: 'two', more: one.more });
  assert.deepEqual([one.x, two.x, one.label, two.label], [1, 2, 'one', 'two']);
  one.more.in = 'changed';
  assert.deepEqual(two.toJS(), { x: 2, label: 'two', more: { in: 'a' } }, 'a value of another memory is copied');
  const same = Point.create(a.arena, { x: 3, label: 'three', more: one.more });
  assert.equal(same.more, one.more, 'a value of this memory is shared');
});

test('getters of values may do anything', () => {
  const buf = fresh();
  const { arena } = buf;
  const Point = defineSchema({ a: 'f64', b: 'string', c: 'any' });
  const made = Point.create(arena, {
    get a() { arena.memory.grow(1); return 1; },
    get b() { buf.create({ other: 1 }); return 'b'; },
    get c() { return { get d() { return Point.create(arena, { a: 5, b: 'inner', c: null }).a; } }; },
  });
  assert.deepEqual(made.toJS(), { a: 1, b: 'b', c: { d: 5 } });
  const before = arena.offset;
  assert.throws(() => Point.create(arena, { a: 1, b: 'b', get c() { throw new Error('mine'); } }), /mine/);
  assert.throws(() => Point.create(arena, { a: 1, b: 'b', c: { get d() { throw new Error('mine'); } } }), /mine/);
  assert.throws(() => { made.c = { get d() { throw new Error('mine'); } }; }, /mine/);
  assertFault(() => Point.create(arena, { a: 1, b: 'b', get c() { buf.reset(); return 1; } }), RangeError, 'ZB_E_INVALID', /is being written/);
  assert.equal(arena.offset, before);
  const kept = [];
  assert.throws(() => Point.create(arena, { a: 1, get b() { kept.push(Point.create(arena, { a: 7, b: 'kept', c: 1 })); return 5; }, c: 1 }), TypeError);
  assert.equal(kept[0].toJS().b, 'kept', 'what user code made meanwhile stays');
});

test('a damaged list cannot make a copy much larger than its region', () => {
  const { arena } = fresh();
  const Row = defineSchema({ s: 'string', n: 'any' });
  const list = Row.createList(arena, 1000);
  const text = arena.alloc(40000, 4);
  arena.writeU32(text, 39000);
  for (let i = 0; i < 1000; i++) {
    const at = list.__zerobuf_ptr + 32 * i;
    arena.writeU32(at, 4);
    arena.writeU32(at + 4, text + 4 * i); // overlapping texts whose lengths are their own bytes
    arena.writeU32(text + 4 * i, 30000);
  }
  assertFault(() => list.toJS(), Error, 'ZB_E_CORRUPT', /overlap/);
  assertFault(() => list.column('s').toJS(), Error, 'ZB_E_CORRUPT', /overlap/);
  const Wide = defineSchema(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`s${i}`, 'string'])));
  const suspect = zerobuf(arena.memory, arena.offset, { trusted: false, budget: { bytes: 100_000 } }).arena;
  const wide = Wide.view(suspect, Wide.createList(arena, 1).__zerobuf_ptr);
  for (let i = 0; i < 200; i++) {
    arena.writeU32(wide.__zerobuf_ptr + 16 * i, 4);
    arena.writeU32(wide.__zerobuf_ptr + 16 * i + 4, text + 4 * i);
  }
  assertFault(() => wide.toJS(), Error, 'ZB_E_BUDGET', /budget\.bytes/);
  assert.equal(wide.s0.length, 30000);
});

test('a value that is referred to twice is copied once', () => {
  const buf = full();
  const Row = defineSchema({ a: 'any', b: 'any', c: 'object?' });
  const shared = { n: 1 };
  const made = Row.create(buf.arena, { a: shared, b: [shared], c: shared });
  assert.equal(made.a, made.b[0]);
  assert.equal(made.a, made.c);
  const list = Row.createList(buf.arena, [{ a: shared }, { b: shared }]);
  const [first, second] = list.toJS();
  assert.equal(first.a, second.b);
});

test('what a schema shows is stored in an arena of any types', () => {
  const Row = defineSchema({ x: 'f64', tag: 'string?' });
  for (const buf of [fresh(), full()]) {
    const list = Row.createList(buf.arena, [{ x: 1, tag: 'one' }, { x: 2 }]);
    const parts = { instance: Row.wrap(buf.arena, list.__zerobuf_ptr), view: list.at(1), list, column: list.column('x') };
    assert.deepEqual(buf.create(parts).toJS(), {
      instance: { x: 1, tag: 'one' }, view: { x: 2, tag: null }, list: [{ x: 1, tag: 'one' }, { x: 2, tag: null }], column: [1, 2],
    });
  }
  const { twice } = full().create({ twice: [1, 1].map(((view) => () => view)(Row.createList(fresh().arena, [{ x: 1 }]).at(0))) });
  assert.equal(twice[0], twice[1]);
});
