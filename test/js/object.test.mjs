// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';
import { createObjectProxy, zerobuf } from '../../js/core/index.js';
import { KINDS, assertFault, fresh as freshWith, newMemory } from './support.mjs';

for (const { kind, options, isProxy } of KINDS) {
  const fresh = (start = 0, descriptor = undefined) => freshWith(start, descriptor, options);

  test(`${kind}: known and new keys read and write; growth past the capacity`, () => {
    const x = fresh().create({ a: 1 });
    x.a = 'one';
    for (let i = 0; i < 100; i++) x[`key${i}`] = i;
    assert.equal(x.a, 'one');
    assert.equal(x.key99, 99);
    assert.deepEqual(Object.keys(x), ['a', ...Array.from({ length: 100 }, (_, i) => `key${i}`)]);
  });

  test(`${kind}: behaves as a plain object`, () => {
    const model = { b: 1, a: 'two', c: null, d: true };
    const x = fresh().create(model);
    assert.deepEqual(Object.keys(x), ['b', 'a', 'c', 'd']);
    assert.deepEqual(Object.values(x), [1, 'two', null, true]);
    assert.deepEqual(Object.entries(x), Object.entries(model));
    assert.deepEqual({ ...x }, model);
    assert.deepEqual(Object.assign({}, x), model);
    assert.deepEqual(JSON.parse(JSON.stringify(x)), model);
    const seen = [];
    for (const key in x) seen.push(key);
    assert.deepEqual(seen, Object.keys(model));
    const { a, ...rest } = x;
    assert.deepEqual([a, rest], ['two', { b: 1, c: null, d: true }]);
    assert.equal('a' in x, true);
    assert.equal('z' in x, false);
    assert.equal(x.z, undefined);
    assert.equal('toString' in x, true);
    assert.equal(Object.hasOwn(x, 'a'), true);
    assert.equal(Object.hasOwn(x, 'toString'), false);
    assert.equal(`${x}`, '[object Object]');
    assert.equal(x instanceof Object, true);
    if (isProxy) assert.equal(Object.getPrototypeOf(x), Object.prototype);
    assert.equal(x.constructor, Object);
    assert.equal(x.hasOwnProperty('b'), true);
    assert.deepEqual(structuredClone(x.toJS()), model);
    assert.equal(inspect(x), inspect(model));
    if (isProxy) assert.deepEqual(Object.getOwnPropertyDescriptor(x, 'b'), { value: 1, writable: true, enumerable: true, configurable: true });
    assert.equal(Object.getOwnPropertyDescriptor(x, 'nope'), undefined);
    Object.assign(x, { a: 3, e: [1] });
    assert.deepEqual(x.toJS(), { ...model, a: 3, e: [1] });
    assert.equal(x.a++, 3);
    assert.equal(x.a, 4);
  });

  test(`${kind}: delete, symbols, freezing and getters are refused with a TypeError`, () => {
    const x = fresh().create({ a: 1 });
    assert.throws(() => delete x.a, TypeError);
    if (isProxy) {
      assertFault(() => delete x.a, TypeError, 'ZB_E_INVALID', /set it to null/);
      assertFault(() => delete x.nope, TypeError, 'ZB_E_INVALID');
    }
    assertFault(() => { x[Symbol('s')] = 1; }, TypeError, 'ZB_E_INVALID');
    assert.throws(() => Object.defineProperty(x, 'a', { get: () => 1, configurable: true, enumerable: true }), TypeError);
    if (isProxy) {
      assertFault(() => Object.defineProperty(x, 'g', { get: () => 1, configurable: true, enumerable: true }), TypeError, 'ZB_E_INVALID');
      assertFault(() => Object.defineProperty(x, 'h', { value: 1 }), TypeError, 'ZB_E_INVALID', /assign it instead/);
      assert.throws(() => Object.freeze(x), TypeError);
      assert.throws(() => Object.setPrototypeOf(x, {}), TypeError);
      Object.setPrototypeOf(x, Object.prototype);
    }
    assert.deepEqual(x.toJS(), { a: 1 });
  });

  test(`${kind}: defineProperty sets and adds data properties`, { skip: isProxy ? false : 'the properties of records are fixed; assign them' }, () => {
    const x = fresh().create({ a: 1 });
    Object.defineProperty(x, 'a', { value: 2 });
    Object.defineProperty(x, 'b', { value: 3, writable: true, enumerable: true, configurable: true });
    Object.defineProperty(x, 'a', { enumerable: true });
    assert.deepEqual(x.toJS(), { a: 2, b: 3 });
  });

  test(`${kind}: an object that inherits from an accessor gets its own properties`, () => {
    const buf = fresh();
    const x = buf.create({ a: 1 });
    const child = Object.create(x);
    assert.equal(child.a, 1);
    child.a = 2;
    child.b = 3;
    assert.deepEqual([child.a, child.b, x.a, x.b], [2, 3, 1, undefined]);
    assert.deepEqual(buf.create({ child }).toJS(), { child: { a: 2, b: 3 } });
  });

  test(`${kind}: __zerobuf_ptr is the handle; one value has one accessor`, () => {
    const buf = fresh();
    const x = buf.create({ inner: { a: 1 }, list: [[1]] });
    assert.equal(buf.wrapObject(x.__zerobuf_ptr), x);
    assert.equal(createObjectProxy(buf.arena, x.__zerobuf_ptr), x);
    assert.equal(x.inner, x.inner);
    assert.equal(x.list[0], x.list[0]);
    x.self = x;
    assert.equal(x.self, x);
    x.inner = { a: 2 };
    assert.equal(x.inner.a, 2);
  });

  test(`${kind}: an accessor is stored by reference: shared and cyclic values stay so`, () => {
    const buf = fresh();
    const shared = buf.create({ n: 1 });
    const x = buf.create({ p: shared, q: shared, list: [shared] });
    x.p.n = 5;
    assert.deepEqual(x.toJS(), { p: { n: 5 }, q: { n: 5 }, list: [{ n: 5 }] });
    assert.equal(x.p, x.list[0]);
    x.self = x;
    const plain = x.toJS();
    assert.equal(plain.self, plain);
    assert.equal(plain.p, plain.list[0]);
    assert.throws(() => JSON.stringify(x), TypeError);
    assert.match(inspect(x), /Circular/);
  });

  test(`${kind}: create() of an accessor makes a new value`, () => {
    const buf = fresh();
    const x = buf.create({ a: { b: 1 } });
    const copy = buf.create(x);
    copy.a.b = 2;
    assert.equal(x.a.b, 1);
  });

  test(`${kind}: defect: an accessor of another memory is copied, not stored by pointer`, () => {
    const one = fresh();
    const two = fresh(4096);
    const foreign = one.create({ a: [1, { b: 'x' }] });
    const x = two.create({ foreign });
    x.again = foreign.a;
    foreign.a[1].b = 'changed';
    assert.deepEqual(x.toJS(), { foreign: { a: [1, { b: 'x' }] }, again: [1, { b: 'x' }] });
  });

  test(`${kind}: defect: two accessors of one object cannot add a key twice`, () => {
    const memory = newMemory();
    const one = zerobuf(memory, 0);
    const two = zerobuf(memory, 32768);
    const x = one.create({ a: 1 });
    const y = two.wrapObject(x.__zerobuf_ptr);
    x.added = 1;
    y.added = 2;
    x.added = 3;
    y.other = 4;
    x.other = 5;
    assert.deepEqual(Object.keys(x), ['a', 'added', 'other']);
    assert.deepEqual(y.toJS(), { a: 1, added: 3, other: 5 });
  });

  test(`${kind}: defect: __proto__, constructor, toJS and __zerobuf_ptr as data keys are data`, () => {
    const buf = fresh(64);
    const model = JSON.parse('{"__proto__":{"polluted":1},"constructor":2,"toJS":3,"__zerobuf_ptr":8,"hasOwnProperty":4,"":5,"1":6}');
    const x = buf.create(model);
    const plain = x.toJS();
    assert.deepEqual(Object.keys(x).sort(), Object.keys(model).sort());
    assert.equal(plain.polluted, undefined);
    assert.equal(Object.getPrototypeOf(plain), Object.prototype);
    assert.deepEqual(Object.getOwnPropertyDescriptor(plain, '__proto__').value, { polluted: 1 });
    assert.deepEqual([plain.constructor, plain.toJS, plain.__zerobuf_ptr, plain.hasOwnProperty, plain[''], plain[1]], [2, 3, 8, 4, 5, 6]);
    assert.notEqual(x.__zerobuf_ptr, 8);
    assert.equal(typeof x.toJS, 'function');
    if (isProxy) {
      assert.equal(Object.getOwnPropertyDescriptor(x, 'toJS').value, 3);
      assert.equal(Object.getOwnPropertyDescriptor(x, '__zerobuf_ptr').value, 8);
    }
    assert.equal(x.constructor, 2);
    assert.deepEqual(x.__proto__.toJS(), { polluted: 1 });
    x.__zerobuf_ptr = 16;
    x.toJS = 'data';
    x.__proto__ = null;
    assert.deepEqual([x.toJS().__zerobuf_ptr, x.toJS().toJS], [16, 'data']);
    assert.equal(x instanceof Object, true);
    assert.deepEqual(buf.wrapObject(x.__zerobuf_ptr).toJS(), x.toJS());
  });

  test(`${kind}: defect: plain data that says __zerobuf_ptr is stored as data, whatever it says`, () => {
    const buf = fresh();
    const secret = buf.create({ secret: 'other data' });
    const forged = buf.create({ item: { __zerobuf_ptr: secret.__zerobuf_ptr, toJS: 'x', proxy: 1, arena: 2, handle: 3 } });
    assert.deepEqual(Object.keys(forged.item), ['__zerobuf_ptr', 'toJS', 'proxy', 'arena', 'handle']);
    assert.equal(forged.item.secret, undefined);
    assert.equal(forged.item.proxy, 1);
  });

  test(`${kind}: defect: a property write that fails changes nothing`, () => {
    const buf = fresh(0, { initial: 1, maximum: 1 });
    const x = buf.create({ a: 1 });
    const bad = [
      () => { x.b = () => 1; },
      () => { x.b = Symbol('s'); },
      () => { x.b = 2n ** 63n; },
      () => { x.a = { deep: [1, { f() {} }] }; },
      () => { x.b = { get boom() { throw new Error('boom'); } }; },
      () => { x.b = 'x'.repeat(70_000); },
      () => { x['\ud800'] = 1; },
      () => { x.b = new Map(); },
    ];
    for (const write of bad) {
      const before = buf.arena.offset;
      assert.throws(write);
      assert.equal(buf.arena.offset, before, String(write));
      assert.deepEqual(x.toJS(), { a: 1 }, String(write));
    }
    x.b = 2;
    assert.deepEqual(x.toJS(), { a: 1, b: 2 });
  });

  test(`${kind}: a property write whose value changes the object itself is kept`, () => {
    const x = fresh().create({ a: 1 });
    x.a = {
      get trick() {
        for (let i = 0; i < 10; i++) x[`k${i}`] = i; // moves the data block
        return 'done';
      },
    };
    assert.equal(x.a.trick, 'done');
    assert.equal(Object.keys(x).length, 11);
  });

  test(`${kind}: defect: an object of capacity 0 grows`, () => {
    const buf = fresh();
    const handle = buf.arena.alloc(16, 8);
    buf.arena.writeU32(handle, handle + 8);
    buf.arena.writeU32(handle + 8, 0);
    buf.arena.writeU32(handle + 12, 0);
    const x = buf.wrapObject(handle);
    x.a = 1;
    x.b = 2;
    assert.deepEqual(x.toJS(), { a: 1, b: 2 });
  });

  test(`${kind}: of a key that an image holds twice, the first counts`, () => {
    const buf = fresh();
    const x = buf.create({ k1: 'first', k2: 'second', k3: 3 });
    const data = buf.arena.readU32(x.__zerobuf_ptr);
    const entry = (i) => data + 8 + 24 * i;
    buf.arena.writeU32(entry(1), buf.arena.readU32(entry(0)));
    const again = zerobuf(buf.arena.memory, buf.arena.offset, options).wrapObject(x.__zerobuf_ptr);
    for (const object of isProxy ? [x, again] : [again]) {
      assert.equal(object.k1, 'first');
      assert.deepEqual(Object.keys(object), ['k1', 'k3']);
      assert.deepEqual(object.toJS(), { k1: 'first', k3: 3 });
    }
  });

  test(`${kind}: wrapping anything that is no object handle is refused`, () => {
    const buf = fresh();
    const x = buf.create({ a: 1 });
    for (const bad of ['8', undefined, null, {}, 8n]) assertFault(() => buf.wrapObject(bad), TypeError, 'ZB_E_INVALID');
    for (const bad of [NaN, -8, 1.5, Infinity, 2 ** 32]) assertFault(() => buf.wrapObject(bad), RangeError, 'ZB_E_INVALID');
    assertFault(() => buf.wrapObject(x.__zerobuf_ptr + 1), RangeError, 'ZB_E_ALIGN');
    assertFault(() => buf.wrapObject(65536), RangeError, 'ZB_E_BOUNDS');
    assertFault(() => buf.wrapObject(4294967292), RangeError, 'ZB_E_BOUNDS');
    const handle = buf.arena.alloc(4, 4);
    buf.arena.writeU32(handle, 65536 - 4);
    assertFault(() => buf.wrapObject(handle), RangeError, 'ZB_E_BOUNDS');
    buf.arena.writeU32(handle, 4_000_000_000);
    assertFault(() => buf.wrapArray(handle), RangeError, 'ZB_E_BOUNDS');
    buf.arena.writeU32(handle, 6);
    assertFault(() => buf.wrapArray(handle), RangeError, 'ZB_E_ALIGN');
  });

  test(`${kind}: forged lengths are refused at once, wherever they stand`, () => {
    const buf = fresh();
    const x = buf.create({ a: 'text', list: [1, 2] });
    const { arena } = buf;
    const data = arena.readU32(x.__zerobuf_ptr);
    const listData = arena.readU32(x.list.__zerobuf_ptr);
    const header = arena.readU32(data + 16 + 4);
    const { list } = x;
    arena.writeU32(header, 0xffffffff);
    assertFault(() => x.a, RangeError, 'ZB_E_BOUNDS');
    assertFault(() => x.toJS(), RangeError, 'ZB_E_BOUNDS');
    arena.writeU32(listData + 4, 3);
    assertFault(() => list[0], Error, 'ZB_E_CORRUPT', /3 items in a capacity of 2/);
    arena.writeU32(listData, 0x0fffffff);
    arena.writeU32(listData + 4, 0x0fffffff);
    assertFault(() => list.length, RangeError, 'ZB_E_BOUNDS');
    arena.writeU32(data, 0xffffffff);
    arena.writeU32(data + 4, 0xffffffff);
    const checked = [() => { x.q = 1; }, () => x.toJS(), () => inspect(x)];
    for (const use of isProxy ? [() => x.list, () => Object.keys(x), () => 'q' in x, ...checked] : checked) {
      assertFault(use, RangeError, 'ZB_E_BOUNDS');
    }
  });

  test(`${kind}: blocks that overlap cannot make a copy larger than the region`, () => {
    const buf = fresh();
    const { arena } = buf;
    // 1,000 handles, all to one block of 1,000 slots that refer to them.
    const handles = arena.alloc(4000, 8);
    const block = arena.alloc(8 + 16 * 1000, 8);
    arena.writeU32(block, 1000);
    arena.writeU32(block + 4, 1000);
    for (let i = 0; i < 1000; i++) {
      arena.writeU32(handles + 4 * i, block);
      arena.writeU32(block + 8 + 16 * i, 5);
      arena.writeU32(block + 12 + 16 * i, handles + 4 * i);
    }
    assertFault(() => buf.wrapArray(handles).toJS(), Error, 'ZB_E_CORRUPT', /overlap/);
  });

  test(`${kind}: an unknown tag is reported`, () => {
    const buf = fresh();
    const x = buf.create({ a: 1 });
    buf.arena.writeU8(buf.arena.readU32(x.__zerobuf_ptr) + 16, 200);
    assertFault(() => x.a, TypeError, 'ZB_E_TAG', /unknown tag 200/);
    assertFault(() => x.toJS(), TypeError, 'ZB_E_TAG');
  });

  test(`${kind}: toJS called on something else is refused`, () => {
    const x = fresh().create({ a: 1 });
    assertFault(() => x.toJS.call({}), TypeError, 'ZB_E_INVALID');
    assertFault(() => fresh().create([1]).push.call([]), TypeError, 'ZB_E_INVALID');
  });

  test(`${kind}: thousands of accessors keep their identity while they are held`, () => {
    const list = fresh(0, { initial: 16, maximum: 256 }).create(Array.from({ length: 5000 }, (_, n) => ({ n })));
    const held = [...list];
    assert.ok(held.every((item, index) => item === list[index] && item.n === index));
  });
}

for (const { kind, options } of KINDS) {
  test(`${kind}: JSON.stringify shows data under the names that accessors have themselves`, () => {
    const model = { toJS: 1, __zerobuf_ptr: 2, list: [{ toJS: 'three' }] };
    const x = freshWith(0, undefined, options).create(model);
    assert.equal(JSON.stringify(x), JSON.stringify(model));
    assert.equal(JSON.stringify({ x }), JSON.stringify({ x: model }));
    assert.equal('toJSON' in x, true);
  });
}

test('a key that a sealed accessor cannot show is refused and not stored', () => {
  for (const close of [Object.freeze, Object.seal, Object.preventExtensions]) {
    const x = close(freshWith().create({ a: 1 }));
    assertFault(() => { x.b = 2; }, TypeError, 'ZB_E_INVALID', /"b" cannot be added/);
    assert.deepEqual(x.toJS(), { a: 1 });
  }
});
