// SPDX-License-Identifier: MIT
// Writes vectors/extended: each value as NAME.json (typed, see test/js/graph.mjs), as an image
// that JavaScript wrote (NAME.js.bin) and, by build/native/write_extended, as one that C wrote
// (NAME.c.bin). Images are those of SPEC.md, 10, with a seed of 0 so that they never differ.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Arena, reference, writeValue, zerobuf } from '../js/core/index.js';
import { ControlBlock } from '../js/core/control.js';
import { storeHeader, typeOfClass } from '../js/core/extended/column.js';
import {
  ARENA_EXTENDED, COLUMN_HEADER_BYTES, CONTROL_BUMP_AT, CONTROL_LIMIT_AT, CONTROL_SEED_AT, ExtensionTag, IMAGE_CONTROL,
} from '../js/core/layout.gen.js';
import { Region } from '../js/core/region.js';

const FOLDER = new URL('../vectors/extended/', import.meta.url);

/** An error with a stack that does not depend on where this file lies. */
function errorOf(type, message, stack, options = {}, properties = {}) {
  const error = type === AggregateError ? new type(options.errors, message) : new type(message, options);
  return Object.assign(Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true }), properties);
}

function cycles() {
  const object = { name: 'o', list: [] };
  object.self = object;
  object.list.push(object.list, object);
  const map = new Map();
  map.set(map, object).set('map', map);
  const set = new Set();
  set.add(set).add(map);
  const error = errorOf(Error, 'I am my cause', undefined);
  error.cause = error;
  return { object, map, set, error };
}

function sharing() {
  const part = { n: 1 };
  const column = new Float64Array([1.5, -2]);
  const buffer = new Uint8Array([1, 2, 3]).buffer;
  const map = new Map([['part', part]]);
  const boxed = new Number(7);
  const pattern = /a|b/g;
  return { part, parts: [part, part], column, map, again: [map, column, buffer, boxed, pattern], buffer, boxed, pattern };
}

function mapWithObjectKeys() {
  const key = { id: 1 };
  const inner = new Map([[[1, 2], 'an array as key'], [key, null]]);
  return new Map([
    [key, inner], ['text', 1], ['1', 'text'], [1, 'number'], [1.5, null], [NaN, 'not a number'], [undefined, undefined],
    [false, new Map()], [-(2n ** 63n), 2n ** 64n],
  ]);
}

function errors() {
  const inner = errorOf(RangeError, 'too far', undefined);
  const middle = errorOf(TypeError, 'wrong type', 'TypeError: wrong type\n    at middle', { cause: inner });
  const outer = errorOf(Error, 'outer', 'Error: outer\n    at main', { cause: middle });
  const named = errorOf(Error, 'not found', undefined, {}, { status: 404, code: 'E_NOT_FOUND', tried: [1, undefined] });
  Object.defineProperty(named, 'name', { value: 'HttpError', configurable: true });
  const many = errorOf(AggregateError, 'several', undefined, { errors: [inner, 'a text', named] });
  return [outer, named, many, errorOf(SyntaxError, '', '')];
}

/** Elements as far from each other as the type allows. */
const COLUMNS = {
  i8: new Int8Array([-128, 0, 127]), u8_clamped: new Uint8ClampedArray([0, 255]), i16: new Int16Array([-32768, 32767]),
  u16: new Uint16Array([0, 65535]), i32: new Int32Array([-(2 ** 31), 2 ** 31 - 1]), u32: new Uint32Array([2 ** 32 - 1]),
  i64: new BigInt64Array([-(2n ** 63n), 2n ** 63n - 1n]), u64: new BigUint64Array([2n ** 64n - 1n]),
  f16: new Float16Array([1.5, -0, 65504, Infinity]), f32: new Float32Array([2 ** -149, -Infinity]),
  f64: new Float64Array([Math.PI, -0, 5e-324, Infinity]), empty: new Float64Array(0),
};

/** The first `grown` of things that are made one by one. */
function grown() {
  const numbers = Array.from({ length: 20 }, (_, i) => i);
  return {
    map: new Map(numbers.map((i) => [i, `value ${i}`])),
    set: new Set(numbers.map((i) => i * i)),
    column: Int32Array.from(numbers),
    slice: Int32Array.of(1, 2, 99),
  };
}

/**
 * Write part of a column as a column of its own, over the same elements: what C calls a slice
 * has no counterpart in JavaScript, where a view does not know that it shares its buffer.
 */
function writeSlice(arena, slot) {
  const [from, count] = [1, 3];
  const holder = zerobuf(arena.memory, 0, { control: arena.control }).create({ whole: new Float64Array([1, 2, 3, 4, 5]), middle: null });
  const header = arena.alloc(COLUMN_HEADER_BYTES, 8);
  storeHeader(arena, header, typeOfClass('Float64Array'), holder.whole.byteOffset + from * 8, count);
  writeValue(arena, slot, holder);
  const middle = arena.readU32(holder.__zerobuf_ptr) + 8 + 24 + 8; // the second entry's slot
  arena.writeU32(middle, ExtensionTag.Column);
  arena.writeU32(middle + 4, header);
}

/** References to bytes that the arena holds. */
function writeReferences(arena, slot) {
  const words = new Uint32Array(arena.memory.buffer, arena.alloc(12, 16), 3);
  words.set([1, 2, 2 ** 32 - 1]);
  const bytes = new Uint8Array(arena.memory.buffer, words.byteOffset + 4, 5);
  writeValue(arena, slot, { words: reference(words), bytes: reference(bytes) });
}

/**
 * Name, sentence, value, and what differs from writing and typing it as it is: `write` for an
 * image that writeValue() cannot make (null when JavaScript makes none), `typed` for types that
 * JavaScript's value does not tell apart.
 *
 * @type {Array<{ name: string, about: string, value: unknown, write?: ((arena: Arena, slot: number) => void) | null, typed?: unknown }>}
 */
export const VECTORS = [
  { name: 'primitives', about: 'undefined, dates, symbols and bigints of more than 64 bits', value: [
    undefined, null, new Date(1_700_000_000_123), new Date(-8.64e15), new Date(NaN), Symbol.for('zerobuf'), Symbol.for(''),
    2n ** 63n, -(2n ** 63n) - 1n, 2n ** 64n - 1n, -(2n ** 127n), 2n ** 200n + 1n,
  ] },
  { name: 'boxed', about: 'primitives in boxes', value: [true, false, 7, -0, 'text', '', -5n, 2n ** 70n].map(Object) },
  { name: 'columns', about: 'numbers of each type, and an empty column', value: COLUMNS },
  { name: 'slice', about: 'a column over part of the elements of another', value: { whole: new Float64Array([1, 2, 3, 4, 5]), middle: new Float64Array([2, 3, 4]) }, write: writeSlice },
  { name: 'buffers', about: 'ArrayBuffer and DataView', value: {
    buffer: new Uint8Array([1, 2, 3, 4, 5]).buffer, empty: new ArrayBuffer(0), view: new DataView(new Uint8Array([9, 8, 7]).buffer), bytes: new Uint8Array([0, 255]),
  } },
  { name: 'references', about: 'bytes that lie elsewhere in the region', value: null, write: writeReferences, typed: {
    t: 'object', v: [['words', { t: 'shared', v: 'AQAAAAIAAAD/////', of: 'u32' }], ['bytes', { t: 'shared', v: 'AgAAAP8=', of: 'u8' }]],
  } },
  { name: 'map', about: 'nested maps with objects, NaN and undefined as keys', value: mapWithObjectKeys() },
  { name: 'set', about: 'a set of values of many types', value: new Set([1, '1', NaN, 0, undefined, null, { a: new Set() }, [1], true, new Date(0)]) },
  { name: 'errors', about: 'a chain of causes, further properties, an AggregateError, an empty stack', value: errors() },
  { name: 'regexps', about: 'regular expressions', value: [/a+b/, /[/]\/(?<name>x)/dgimsuy, /(?:)/v, /🙂/u] },
  { name: 'holes', about: 'arrays with holes at the beginning, inside and at the end', value: [[, 1, , undefined, null, , ], new Array(3)] }, // eslint-disable-line no-sparse-arrays
  { name: 'cycles', about: 'containers that reach themselves', value: cycles() },
  { name: 'sharing', about: 'values that are referred to more than once', value: sharing() },
  { name: 'table', about: 'columns of equal length, and their row count', value: {
    rows: 3, columns: { id: new Int32Array([1, 2, 3]), score: new Float64Array([0.5, 0.25, -1]), small: new Uint16Array([7, 8, 9]) },
  } },
  { name: 'grown', about: 'containers that grew while they were filled', value: grown(), write: null },
];

const COLUMN_NAMES = {
  Int8Array: 'i8', Uint8ClampedArray: 'u8_clamped', Int16Array: 'i16', Uint16Array: 'u16', Int32Array: 'i32', Uint32Array: 'u32',
  BigInt64Array: 'i64', BigUint64Array: 'u64', Float16Array: 'f16', Float32Array: 'f32', Float64Array: 'f64',
};

const base64 = (bytes) => Buffer.from(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength).toString('base64');

/** A JavaScript value in typed form; numbers as text where JSON has none. */
export function typedOfGraph(root) {
  const met = new Map();
  const number = (value) => (Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value));
  const entriesOf = (value, keys = Object.keys(value)) => keys.map((key) => [key, type(value[key])]);
  const typedError = (error) => {
    const apart = ['name', 'message', 'stack', 'cause'];
    const keys = [...Object.keys(error), 'errors'].filter((key) => Object.hasOwn(error, key) && !apart.includes(key));
    const cause = type(error.cause);
    return { name: error.name, message: error.message, stack: error.stack ?? null, cause, properties: keys.length === 0 ? null : entriesOf(error, keys) };
  };
  const type = (value) => {
    switch (typeof value) {
      case 'undefined': return { t: 'undefined' };
      case 'boolean': return { t: 'bool', v: value };
      case 'number': return (value | 0) === value && !Object.is(value, -0) ? { t: 'i32', v: value } : { t: 'f64', v: number(value) };
      case 'bigint': return { t: BigInt.asIntN(64, value) === value ? 'bigint' : 'integer', v: String(value) };
      case 'string': return { t: 'string', v: value };
      case 'symbol': return { t: 'symbol', v: Symbol.keyFor(value) };
      default:
    }
    if (value === null) return { t: 'null' };
    if (value instanceof Date) return { t: 'date', v: number(value.getTime()) };
    if (value instanceof Uint8Array) return { t: 'bytes', v: base64(value) };
    if (met.has(value)) return { t: 'ref', v: met.get(value) };
    met.set(value, met.size);
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    switch (kind) {
      case 'Array': return { t: 'array', v: Array.from(value, (item, index) => (index in value ? type(item) : { t: 'hole' })) };
      case 'Map': return { t: 'map', v: [...value].map(([key, item]) => [type(key), type(item)]) };
      case 'Set': return { t: 'set', v: [...value].map(type) };
      case 'Error': return { t: 'error', v: typedError(value) };
      case 'RegExp': return { t: 'regexp', v: [value.source, value.flags] };
      case 'ArrayBuffer': return { t: 'buffer', v: base64(value) };
      case 'DataView': return { t: 'data view', v: base64(value) };
      case 'Object': return { t: 'object', v: entriesOf(value) };
      default: return kind in COLUMN_NAMES ? { t: 'column', v: base64(value), of: COLUMN_NAMES[kind] } : { t: 'boxed', v: type(value.valueOf()) };
    }
  };
  return type(root);
}

/** The image of a vector as JavaScript writes it, or undefined. */
export function imageOf({ value, write = (arena, slot) => writeValue(arena, slot, value) }) {
  if (write === null) return undefined;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const control = ControlBlock.create(new Region(memory), IMAGE_CONTROL, ARENA_EXTENDED);
  const arena = new Arena(memory, 0, { control });
  const root = arena.alloc(16, 8);
  arena.writeU32(root, 0);
  arena.writeU32(root + 4, 0);
  arena.writeF64(root + 8, 0);
  write(arena, root);
  const end = arena.offset;
  arena.writeU32(control + CONTROL_LIMIT_AT, end);
  arena.writeU32(control + CONTROL_SEED_AT, 0);
  if (arena.readU32(control + CONTROL_BUMP_AT) !== end) throw new Error('the bump is not where the arena ends');
  return new Uint8Array(memory.buffer).slice(0, end);
}

/** What stands in NAME.json. */
export function expectationOf({ name, about, value, typed = typedOfGraph(value) }) {
  return { name, about, root: IMAGE_CONTROL + 64, value: typed };
}

/** Run the C writer: NAME.c.bin for every vector, into a folder. */
export function writeWithC(folder) {
  execFileSync(fileURLToPath(new URL('../build/native/write_extended', import.meta.url)), [fileURLToPath(folder)]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(FOLDER, { recursive: true });
  for (const vector of VECTORS) {
    writeFileSync(new URL(`${vector.name}.json`, FOLDER), `${JSON.stringify(expectationOf(vector), null, 1)}\n`);
    const image = imageOf(vector);
    if (image !== undefined) writeFileSync(new URL(`${vector.name}.js.bin`, FOLDER), image);
  }
  writeWithC(FOLDER);
  console.log(`vectors/extended: ${VECTORS.length} values`);
}
