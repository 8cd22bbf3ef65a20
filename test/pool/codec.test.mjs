// SPDX-License-Identifier: MIT
// Values of calls, written by one codec and read by another over the same memory.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Codec } from '../../js/pool/codec.js';
import { StaleReferenceError, ZerobufError } from '../../js/core/errors.js';
import { assertSameGraph } from '../js/graph.mjs';
import { END, SLOT, SPAN, VALUES, newPair } from './values.mjs';

/** What a span and its slot hold. */
const bytesOf = (memory) => new Uint8Array(memory.buffer).slice(SLOT, END);

test('values of every type cross, alone and in others', async (t) => {
  const { cross } = newPair();
  for (const [name, make] of VALUES) {
    await t.test(name, () => {
      const value = make();
      assertSameGraph(cross(value), value);
      assertSameGraph(cross([value]), [value]);
      assertSameGraph(cross({ value, again: [value] }), { value, again: [value] });
      assertSameGraph(cross(new Map([[1, value]])), new Map([[1, value]]));
      assertSameGraph(cross(Object.assign(new Error('carries'), { value })).value, value);
    });
  }
});

test('values of every type cross often: what was learned of one fits the next', () => {
  const { cross } = newPair({ keyBytes: 256 });
  for (let round = 0; round < 40; round++) {
    for (const [, make] of VALUES) {
      const value = { round, value: make() };
      assertSameGraph(cross(value), value);
    }
  }
});

test('errors keep their class, message, stack, cause and fields', () => {
  const { cross } = newPair();
  const error = Object.assign(new TypeError('wrong', { cause: new RangeError('deep') }), { code: 'E_X', detail: { a: [1] } });
  const read = cross(error);
  assert.ok(read instanceof TypeError);
  assert.ok(read.cause instanceof RangeError);
  assert.equal(read.stack, error.stack);
  assert.deepEqual({ ...read }, { code: 'E_X', detail: { a: [1] } });
  class QuotaError extends Error {
    name = 'QuotaError';
  }
  const own = cross(new QuotaError('over'));
  assert.equal(Object.getPrototypeOf(own), Error.prototype);
  assert.equal(own.name, 'QuotaError');
  assert.equal(cross(new Error('lone \ud800')).message, 'lone \ud800');
});

test('identity: what is met twice is read as one', () => {
  const { cross } = newPair();
  const item = { list: [1] };
  const read = cross({ a: item, b: [item, item.list], map: new Map([[item, item]]) });
  assert.equal(read.a, read.b[0]);
  assert.equal(read.a.list, read.b[1]);
  assert.equal(read.map.get(read.a), read.a);
  const error = new Error('of itself');
  error.cause = error;
  const circle = cross(error);
  assert.equal(circle.cause, circle);
});

test('texts that UTF-8 cannot hold stay as they are, wherever texts may stand', () => {
  const { cross, reader, post } = newPair();
  const lone = 'a\udc00b\ud800';
  const error = new Error(lone, { cause: lone });
  error.stack = `${lone} stack`;
  const value = { lone, boxed: Object(lone), pattern: new RegExp('\ud800', 'g'), map: new Map([[lone, lone]]), set: new Set([lone, 'a']), error };
  for (let i = 0; i < 30; i++) assertSameGraph(cross([value, lone]), [value, lone]);
  const view = reader.view(SLOT, post(value));
  assert.equal(view.lone, lone);
  assertSameGraph(view.toJS(), value);
  reader.endView();
});

test('instances of classes cross as their own enumerable properties', () => {
  const { cross } = newPair();
  class Point {
    constructor(x, y) {
      this.x = x;
      this.y = y;
    }
    get sum() {
      return this.x + this.y;
    }
  }
  assertSameGraph(cross([new Point(1, 2)]), [{ x: 1, y: 2 }]);
  assertSameGraph(cross({ toJSON: undefined, a: 1 }), { toJSON: undefined, a: 1 });
});

const REFUSED = [
  ['a function', () => () => {}, /^TypeError.*value cannot be passed to another thread: a function /s],
  ['a method', () => ({ a: [1, { run() {} }] }), /value\.a\[1\]\.run cannot be passed to another thread: a function /],
  ['a symbol of its own', () => ({ list: [0, Symbol('mine')] }), /value\.list\[1\] cannot be passed to another thread: a symbol /],
  ['a promise', () => ({ later: Promise.resolve(1) }), /value\.later cannot be passed to another thread: a Promise /],
  ['a WeakMap', () => [new WeakMap()], /value\[0\] cannot be passed to another thread: a WeakMap /],
  ['a function in a map', () => ({ map: new Map([['a', 1], ['b', () => {}]]) }), /value\.map\.entries\[1\]\[1\] cannot be/],
  ['a function in a set', () => [new Set([() => {}])], /value\[0\]\.values\[0\] cannot be/],
  ['a function in a cause', () => new Error('a', { cause: { f() {} } }), /value\.cause\.f cannot be/],
  ['a name that UTF-8 cannot hold', () => ({ deep: { 'a\ud800': 1 } }), /value\.deep.* cannot be passed to another thread: the key /],
  ['a method in many records', () => Array.from({ length: 60 }, (_, i) => ({ i, f: i === 59 ? () => {} : 1 })), /value\[59\]\.f cannot be/],
];

test('what cannot cross is refused with its place, and leaves nothing behind', async (t) => {
  for (const [name, make, message] of REFUSED) {
    await t.test(name, () => {
      const { memory, writer, reader } = newPair();
      const kept = new ArrayBuffer(1);
      const attachments = [kept];
      const slot = new Uint8Array(memory.buffer, SLOT, 16).slice();
      const value = [new Uint8Array(100000), make()];
      assert.throws(() => writer.write(SLOT, make(), SPAN, END, attachments), (error) => {
        assert.ok(error instanceof TypeError && error instanceof ZerobufError, error?.stack);
        assert.match(`TypeError: ${error.message}`, message);
        return true;
      });
      assert.throws(() => writer.write(SLOT, value, SPAN, END, attachments), TypeError);
      assert.deepEqual(attachments, [kept]);
      assert.deepEqual(new Uint8Array(memory.buffer, SLOT, 16).slice(), slot);
      assert.ok(writer.write(SLOT, { fine: true }, SPAN, END, attachments) > SPAN);
      assert.deepEqual(reader.read(SLOT, attachments), { fine: true });
    });
  }
});

test('errors of getters come out as they are', () => {
  const { writer, cross } = newPair();
  const mine = new Error('from the getter');
  assert.throws(() => writer.write(SLOT, { get a() { throw mine; } }, SPAN, END, []), (error) => error === mine);
  const nested = { get a() { return writer.write(SLOT, { b: 1 }, SPAN, END, []); } };
  assert.throws(() => writer.write(SLOT, nested, SPAN, END, []), /its own getter makes another call/);
  assert.deepEqual(cross({ a: 1 }), { a: 1 });
});

test('a getter may let the memory grow', () => {
  const { memory, cross } = newPair();
  const value = () => ({ first: 'text', get a() { memory.grow(1); return { deep: 'x' }; }, last: [1] });
  for (let i = 0; i < 40; i++) assert.deepEqual(cross(value()), { first: 'text', a: { deep: 'x' }, last: [1] });
});

test('a value that does not fit changes nothing but its span', () => {
  const { memory, writer, reader, cross } = newPair();
  for (const [name, make] of VALUES) {
    const value = make();
    const attachments = [];
    const used = writer.write(SLOT, value, SPAN, END, attachments);
    const needed = used - SPAN;
    for (const bytes of new Set([0, 1, 8, needed >> 1, needed - 1])) {
      if (bytes < 0 || bytes >= needed) continue;
      const around = bytesOf(memory);
      around.fill(0, SPAN - SLOT, SPAN - SLOT + bytes);
      const result = writer.write(SLOT, value, SPAN, SPAN + bytes, attachments);
      assert.equal(result, 0, `${name} in ${bytes} of ${needed} bytes`);
      assert.deepEqual(attachments, []);
      const after = bytesOf(memory);
      after.fill(0, SPAN - SLOT, SPAN - SLOT + bytes);
      assert.ok(Buffer.compare(around, after) === 0, `${name} wrote outside a span of ${bytes} bytes`);
    }
    const again = cross([value]);
    assertSameGraph(again, [value]);
  }
  assert.equal(writer.write(SLOT, 5, SPAN, SPAN, []), SPAN);
  assert.equal(reader.read(SLOT, []), 5);
});

test('slot and span must lie in the region', () => {
  const { memory, writer, reader } = newPair();
  const size = memory.buffer.byteLength;
  for (const slot of [size, size - 8, 2 ** 32 - 8]) {
    assert.throws(() => writer.write(slot, 1, SPAN, END, []), RangeError);
    assert.throws(() => reader.read(slot, []), RangeError);
    assert.throws(() => reader.view(slot, []), RangeError);
  }
  assert.throws(() => writer.write(SLOT, 1, SPAN, size + 1, []), RangeError);
  assert.throws(() => new Codec(memory, 1024, size + 8), RangeError);
});

test('keys last where objects repeat, pass where they do not, and are never mistaken', () => {
  const { memory, writer, cross } = newPair({ keyBytes: 512 });
  const many = { longNameOfAProperty: 1, anotherLongNameOfAProperty: 2 };
  const first = writer.write(SLOT, many, SPAN, END, []);
  for (let i = 0; i < 4; i++) cross(many);
  assert.ok(writer.write(SLOT, many, SPAN, END, []) < first, 'keys of a shape that came often take no room in the span');
  for (let i = 0; i < 3000; i++) {
    const value = { [`k${i % 1500}`]: i, x: { [`z${i % 700}`]: 1 } };
    assert.deepEqual(cross(value), value);
  }
  assert.ok(new Uint8Array(memory.buffer, 1536, 1024).every((byte) => byte === 0), 'no key lies behind the room for keys');
});

test('a codec without room for keys carries the same', () => {
  const { cross } = newPair({ keyBytes: 0 });
  for (let round = 0; round < 30; round++) {
    for (const [, make] of VALUES) {
      const value = make();
      assertSameGraph(cross(value), value);
    }
  }
});

test('view: an accessor over the value in place, until the call ends', () => {
  const { reader, post } = newPair();
  for (let round = 0; round < 30; round++) {
    const value = { id: round, [`name${round % 3}`]: 'text', deep: { list: [1, { a: 'b' }] }, bytes: Uint8Array.of(round), map: new Map([[1, 2]]) };
    const view = reader.view(SLOT, post(value));
    assert.equal(view.id, round);
    assert.equal(view.deep.list[1].a, 'b');
    assert.deepEqual(view.bytes, Uint8Array.of(round));
    assert.deepEqual(view.map, new Map([[1, 2]]));
    assert.deepEqual(view.toJS(), value);
    const { deep } = view;
    const list = deep.list;
    reader.endView();
    for (const use of [() => view.id, () => deep.list, () => list[0], () => list.length, () => view.toJS()]) {
      assert.throws(use, StaleReferenceError, String(use));
    }
  }
  for (const scalar of [1, 'text', undefined, 5n]) assert.equal(reader.view(SLOT, post(scalar)), scalar);
  reader.endView();
});

test('view: bytes that were read outlive the call', () => {
  const { reader, post, cross } = newPair();
  const view = reader.view(SLOT, post({ bytes: Uint8Array.of(1, 2), items: Float64Array.of(3), part: new DataView(new ArrayBuffer(4)) }));
  const { bytes, items, part } = view;
  reader.endView();
  cross({ other: 'y'.repeat(1000) });
  assert.deepEqual([...bytes, ...items, part.getInt32(0)], [1, 2, 3, 0]);
});

test('view: long bytes come with their message', () => {
  const { reader, post } = newPair();
  const bytes = new Uint8Array(100000).fill(7);
  const view = reader.view(SLOT, post({ bytes, list: [bytes] }));
  assert.deepEqual(view.bytes, bytes);
  assert.deepEqual(view.list[0], bytes);
  reader.endView();
});

test('view: an accessor passes on as a copy', () => {
  const { writer, reader, post } = newPair();
  const view = reader.view(SLOT, post({ a: { b: [1, 2] }, c: 'd' }));
  const [other, rest] = [END, END + 32];
  assert.ok(reader.write(other, { got: view.a, all: [view] }, rest, rest + 4096, []) > rest);
  assert.deepEqual(writer.read(other, []), { got: { b: [1, 2] }, all: [{ a: { b: [1, 2] }, c: 'd' }] });
  reader.endView();
});

test('view: what needs room is refused with the remedy', () => {
  const { reader, post } = newPair();
  const view = reader.view(SLOT, post({ a: 'text' }));
  assert.throws(() => { view.a = 'a longer text'; }, /change a copy: toJS\(\)/);
  assert.equal(view.a, 'text');
  reader.endView();
});
