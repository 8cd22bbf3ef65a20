// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import test from 'node:test';
import { defineSchema } from '../../js/core/index.js';
import { assertFault, fresh } from './support.mjs';

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
