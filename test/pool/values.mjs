// SPDX-License-Identifier: MIT
// A writer and a reader of values over one shared memory, and a value of every type that calls carry.
import { Codec } from '../../js/pool/codec.js';

/** Where the tests put their values. */
export const SLOT = 32768;
export const SPAN = SLOT + 16;
/** One past the span. */
export const END = 131072;

/** @param {{ keyBytes?: number, revive?: (buffer: ArrayBuffer) => unknown }} [options] */
export function newPair({ keyBytes = 8192, revive } = {}) {
  const memory = new WebAssembly.Memory({ initial: 3, maximum: 64, shared: true });
  const writer = new Codec(memory, keyBytes === 0 ? 0 : 1024, keyBytes === 0 ? 0 : 1024 + keyBytes);
  const reader = new Codec(memory, 16384, 24576, revive);
  /** Write and read a value, its attachments moved as by a message. */
  const cross = (value) => reader.read(SLOT, post(value));
  /** Write a value. @returns {ArrayBuffer[]} the attachments that arrive */
  const post = (value) => {
    const attachments = [];
    const used = writer.write(SLOT, value, SPAN, END, attachments);
    if (used < SPAN || used > END) throw new Error(`the value took the bytes up to ${used} of a span that ends at ${END}`);
    return attachments.map((buffer) => structuredClone(buffer, { transfer: [buffer] }));
  };
  return { memory, writer, reader, cross, post };
}

function cyclic() {
  const knot = { name: 'knot', list: [1], map: new Map(), set: new Set() };
  knot.self = knot;
  knot.list.push(knot.list);
  knot.map.set(knot, knot.map);
  knot.set.add(knot.set);
  return knot;
}

function shared() {
  const twice = { twice: true, items: [1, 2] };
  const bytes = Uint8Array.of(1, 2, 3);
  return { first: twice, second: twice, list: [twice, bytes], bytes };
}

function errorWithAll() {
  const error = new RangeError('out of range', { cause: new TypeError('beneath', { cause: { reason: 'a plain object' } }) });
  return Object.assign(error, { code: 'E_RANGE', limits: [1, 2], at: new Date(5) });
}

function named() {
  return Object.defineProperty(new Error('of a class of its own'), 'name', { value: 'QueueError', configurable: true, writable: true });
}

/** @type {readonly (readonly [string, number])[]} */
const ARRAYS = [
  ['Int8Array', -128], ['Uint8Array', 255], ['Uint8ClampedArray', 255], ['Int16Array', -32768], ['Uint16Array', 65535],
  ['Int32Array', -2147483648], ['Uint32Array', 4294967295], ['Float16Array', 0.5], ['Float32Array', 0.5], ['Float64Array', 0.1],
];

const typedArrays = ARRAYS.filter(([name]) => name in globalThis)
  .map(([name, item]) => [name, () => new globalThis[name]([item, 0, 1])]);

/** What each makes is carried. @type {readonly (readonly [string, () => any])[]} */
export const VALUES = [
  ['an integer', () => -7],
  ['a fraction', () => 0.1],
  ['NaN', () => NaN],
  ['negative zero', () => -0],
  ['infinity', () => -Infinity],
  ['a large number', () => 2 ** 53],
  ['true', () => true],
  ['null', () => null],
  ['undefined', () => undefined],
  ['a small bigint', () => -5n],
  ['a bigint of 64 bits', () => -(2n ** 63n)],
  ['a bigint of many', () => 3n ** 200n],
  ['a registered symbol', () => Symbol.for('zerobuf.test')],
  ['an empty string', () => ''],
  ['ASCII', () => 'plain'],
  ['Latin and more', () => 'größer als ∞ 😀'],
  ['a long string', () => 'ä😀z'.repeat(3000)],
  ['a lone surrogate', () => 'a\ud800b'],
  ['a long string with a lone surrogate', () => `${'😀'.repeat(3000)}\udfff`],
  ['a plain object', () => ({ a: 1, b: 'two', c: { d: [true, null, undefined] } })],
  ['an object without entries', () => ({})],
  ['names of every kind', () => ({ '': 1, 'größer': 2, __proto__x: 3, 'a b': 4, 7: 5, toJS: 6 })],
  ['an object of many names', () => Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`name ${i}`, i]))],
  ['an array', () => [1, 'two', [3], { four: 4 }, -0, undefined]],
  ['an array with holes', () => { const list = [1, , undefined, 4]; list.length = 6; return list; }], // eslint-disable-line no-sparse-arrays
  ['records', () => Array.from({ length: 60 }, (_, id) => ({ id, name: `name ${id}`, at: new Date(id), tags: [id] }))],
  ['deep nesting', () => { let list = []; for (let i = 0; i < 400; i++) list = [list, { i }]; return list; }],
  ['a date', () => new Date(1234567890123)],
  ['an invalid date', () => new Date(NaN)],
  ['a regular expression', () => /a(b|c)\/$/giu],
  ['a map', () => new Map([['a', 1], [{ key: 1 }, new Map([[NaN, -0]])], [3n, [4]]])],
  ['a set', () => new Set([1, 'two', new Set([undefined]), { four: 4 }])],
  ['boxed values', () => [Object(1), Object('text'), Object(false), Object(7n)]],
  ['an error with cause and properties', errorWithAll],
  ['an error with a name of its own', named],
  ['an AggregateError', () => Object.assign(new Error('all'), { errors: [new Error('one'), new SyntaxError('two')] })],
  ...typedArrays,
  ['BigInt64Array', () => BigInt64Array.of(-(2n ** 63n), 5n)],
  ['BigUint64Array', () => BigUint64Array.of(2n ** 64n - 1n)],
  ['an empty typed array', () => new Float64Array(0)],
  ['a part of a buffer', () => new Uint16Array(Uint16Array.of(1, 2, 3, 4).buffer, 2, 2)],
  ['a DataView', () => new DataView(Uint8Array.of(1, 2, 3, 4).buffer, 1, 2)],
  ['an ArrayBuffer', () => Uint8Array.of(9, 8, 7).buffer],
  ['several binaries', () => ({ a: Uint8Array.of(1), b: [Float32Array.of(2, 3), Uint8Array.of(4).buffer], c: Int16Array.of(-5) })],
  ['cycles', cyclic],
  ['shared references', shared],
  ['all together', () => ({ map: new Map([['error', errorWithAll()]]), set: new Set([cyclic()]), bytes: [Uint8Array.of(1), new Date(1)] })],
];
