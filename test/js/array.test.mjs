// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';
import { assertFault, fresh } from './support.mjs';

test('index, length, push, pop, iteration, toJS', () => {
  const list = fresh().create([1, 'two', null]);
  assert.equal(Array.isArray(list), true);
  assert.equal(list.length, 3);
  assert.equal(list[1], 'two');
  assert.equal(list[3], undefined);
  list[0] = 'one';
  list[3] = 4;
  assert.equal(list.push(5, [6]), 6);
  assert.deepEqual(list.toJS(), ['one', 'two', null, 4, 5, [6]]);
  assert.deepEqual([...list].slice(0, 5), ['one', 'two', null, 4, 5]);
  assert.deepEqual(list.pop().toJS(), [6]);
  assert.equal(list.pop(), 5);
  const empty = fresh().create([]);
  assert.equal(empty.pop(), undefined);
  assert.equal(empty.shift(), undefined);
  assert.equal(empty.length, 0);
  assert.equal(empty.push(), 0);
  assert.equal(empty.push(1), 1);
});

test('defect: capacity 0 grows', () => {
  const buf = fresh();
  const handle = buf.arena.alloc(16, 8);
  buf.arena.writeU32(handle, handle + 8);
  buf.arena.writeU32(handle + 8, 0);
  buf.arena.writeU32(handle + 12, 0);
  const list = buf.wrapArray(handle);
  for (let i = 0; i < 10; i++) list.push(i);
  assert.deepEqual(list.toJS(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

// Every method runs on an accessor and on a plain array; result and array must agree.
const METHODS = {
  at: (a) => a.at(-1),
  concat: (a) => a.concat([9], 8),
  copyWithin: (a) => { a.copyWithin(0, 2, 4); },
  entries: (a) => [...a.entries()],
  every: (a) => a.every((v) => v > 0),
  fill: (a) => { a.fill(7, 1, 3); },
  filter: (a) => a.filter((v) => v % 2),
  find: (a) => a.find((v) => v > 3),
  findIndex: (a) => a.findIndex((v) => v > 3),
  findLast: (a) => a.findLast((v) => v < 3),
  findLastIndex: (a) => a.findLastIndex((v) => v < 3),
  flat: (a) => [[a, 1], [2]].flat(2),
  flatMap: (a) => a.flatMap((v) => [v, v]),
  forEach: (a) => { const seen = []; a.forEach((v, i) => seen.push([v, i])); return seen; },
  includes: (a) => [a.includes(3), a.includes(99)],
  indexOf: (a) => a.indexOf(1),
  join: (a) => a.join('-'),
  keys: (a) => [...a.keys()],
  lastIndexOf: (a) => a.lastIndexOf(1),
  map: (a) => a.map((v) => v * 2),
  pop: (a) => a.pop(),
  push: (a) => a.push(1, 2, 3, 4, 5, 6, 7),
  reduce: (a) => a.reduce((sum, v) => sum + v, 0),
  reduceRight: (a) => a.reduceRight((text, v) => text + v, ''),
  reverse: (a) => { a.reverse(); },
  shift: (a) => a.shift(),
  slice: (a) => a.slice(1, -1),
  some: (a) => a.some((v) => v === 4),
  sort: (a) => { a.sort(); },
  sortBy: (a) => { a.sort((p, q) => q - p); },
  splice0: (a) => a.splice(),
  splice1: (a) => a.splice(2),
  splice2: (a) => a.splice(1, 2),
  spliceNegative: (a) => a.splice(-2, 1, 'x'),
  spliceMore: (a) => a.splice(1, 1, 'x', 'y', 'z', 'w'),
  spliceFar: (a) => a.splice(100, 5, 'end'),
  spliceUndefined: (a) => a.splice(undefined, undefined, 'x'),
  toReversed: (a) => a.toReversed(),
  toSorted: (a) => a.toSorted(),
  toSpliced: (a) => a.toSpliced(1, 1, 'x'),
  toString: (a) => [String(a), `${a}`, a.toLocaleString()],
  unshift: (a) => a.unshift('a', 'b', 'c'),
  values: (a) => [...a.values()],
  with: (a) => a.with(1, 'x'),
  spread: (a) => Math.max(...a),
  destructuring: ([first, , ...rest]) => [first, rest],
  from: (a) => Array.from(a, (v) => v + 1),
  json: (a) => JSON.stringify(a),
  inspect: (a) => inspect(a),
  objectKeys: (a) => [Object.keys(a), Object.entries(a), Object.getOwnPropertyNames(a)],
  forIn: (a) => { const seen = []; for (const i in a) seen.push(i); return seen; },
  in: (a) => [0 in a, '4' in a, 5 in a, '01' in a, 'length' in a, 'push' in a],
  lengthShorter: (a) => { a.length = 2; },
  lengthZero: (a) => { a.length = 0; },
  defineProperty: (a) => { Object.defineProperty(a, 1, { value: 'x' }); },
  defineLength: (a) => { Object.defineProperty(a, 'length', { value: 1 }); },
  prototype: (a) => [Object.getPrototypeOf(a) === Array.prototype, a instanceof Array, a.constructor === Array],
};

for (const [name, use] of Object.entries(METHODS)) {
  test(`as on a plain array: ${name}`, () => {
    const model = [3, 1, 4, 1, 5];
    const list = fresh().create(model);
    assert.deepEqual(use(list), use(model));
    assert.deepEqual(list.toJS(), model);
  });
}

test('methods that move objects keep them', () => {
  const list = fresh().create([{ n: 3 }, { n: 1 }, { n: 2 }]);
  const [three] = list;
  list.sort((a, b) => a.n - b.n);
  assert.deepEqual(list.toJS(), [{ n: 1 }, { n: 2 }, { n: 3 }]);
  assert.equal(list[2], three);
  list.reverse();
  list.unshift({ n: 0 });
  assert.equal(list[1], three);
});

test('growing the length and writing past it fill with null', () => {
  const list = fresh().create([1]);
  list.length = 3;
  list[5] = 'x';
  assert.deepEqual(list.toJS(), [1, null, null, null, null, 'x']);
  list.length = 1;
  list.length = 2;
  assert.deepEqual(list.toJS(), [1, null]);
  for (const bad of [-1, 1.5, NaN, 2 ** 32, 'x']) assertFault(() => { list.length = bad; }, RangeError, 'ZB_E_INVALID');
  assertFault(() => { list.length = 4_000_000_000; }, RangeError, 'ZB_E_MEMORY');
  assertFault(() => { list[4_000_000_000] = 1; }, RangeError, 'ZB_E_MEMORY');
  assert.deepEqual(list.toJS(), [1, null]);
});

test('delete and names that are no index are refused', () => {
  const list = fresh().create([1, 2]);
  assertFault(() => delete list[0], TypeError, 'ZB_E_INVALID', /no holes/);
  assertFault(() => { list.name = 1; }, TypeError, 'ZB_E_INVALID', /no index/);
  assertFault(() => { list[-1] = 1; }, TypeError, 'ZB_E_INVALID');
  assertFault(() => { list[Symbol.iterator] = 1; }, TypeError, 'ZB_E_INVALID');
  assert.throws(() => Object.freeze(list), TypeError);
});

test('defect: only canonical index strings are indices', () => {
  const list = fresh().create(['a', 'b']);
  for (const name of ['01', '0x1', ' 1 ', '1.0', '+1', '1e0', '', '-0', '4294967295']) {
    assert.equal(list[name], undefined, name);
    assert.equal(name in list, false, name);
    assertFault(() => { list[name] = 1; }, TypeError, 'ZB_E_INVALID');
  }
  assert.equal(list['1'], 'b');
});

test('defect: element reads are never stale', () => {
  const buf = fresh();
  const list = buf.create([{ n: 1 }, { n: 2 }]);
  const first = list[0];
  assert.equal(list[0], first);
  const data = buf.arena.readU32(list.__zerobuf_ptr);
  buf.arena.writeU32(data + 8 + 4, list[1].__zerobuf_ptr); // as wasm would write it
  assert.equal(list[0], list[1]);
  assert.equal(list[0].n, 2);
  assert.equal(first.n, 1);
  const again = buf.wrapArray(list.__zerobuf_ptr);
  again[0] = 5;
  assert.equal(list[0], 5);
});

test('defect: iteration follows growth', () => {
  const list = fresh().create([0]);
  const seen = [];
  for (const value of list) {
    seen.push(value);
    if (value < 50) list.push(value + 1);
  }
  assert.equal(seen.length, 51);
});

test('defect: a write that fails changes nothing', () => {
  const buf = fresh(0, { initial: 1, maximum: 1 });
  const list = buf.create([1, 2]);
  const bad = [
    () => list.push(3, () => 1),
    () => list.push('ok', 'x'.repeat(70_000)),
    () => list.splice(0, 1, 'ok', Symbol('s')),
    () => { list[0] = 2n ** 64n; },
    () => { list[9] = { deep: new Set() }; },
    () => list.unshift(Symbol('s')),
  ];
  for (const write of bad.slice(0, 5)) {
    const before = buf.arena.offset;
    assert.throws(write);
    assert.equal(buf.arena.offset, before, String(write));
    assert.deepEqual(list.toJS(), [1, 2], String(write));
  }
});

test('an array that inherits from an accessor gets its own properties', () => {
  const child = Object.create(fresh().create([1, 2]));
  child[0] = 'own';
  assert.equal(child[0], 'own');
  assert.equal(child[1], 2);
});

test('root arrays are created and wrapped', () => {
  const buf = fresh();
  const list = buf.create([[1], { a: 2 }]);
  assert.equal(buf.wrapArray(list.__zerobuf_ptr), list);
  assert.deepEqual(list.toJS(), [[1], { a: 2 }]);
  for (const scalar of [1, 'x', null, undefined, true, new Date(), new Uint8Array(2)]) {
    const before = buf.arena.offset;
    assertFault(() => buf.create(scalar), TypeError, 'ZB_E_INVALID', /writeValue/);
    assert.equal(buf.arena.offset, before);
  }
});
