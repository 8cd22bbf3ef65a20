// SPDX-License-Identifier: MIT
// The C core as the tests of this folder see it: in wasm over a memory of JavaScript's, and native.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Tag } from '../../js/core/layout.gen.js';

const BUILD = new URL('../../build/', import.meta.url);
const PAGE = 65536;

/** In place of a tag: the offset is that of a slot. */
export const SLOT = 255;

/** The same, of any type, with references where something is met again. */
export const GRAPH = 254;

const modules = new Map();
const moduleOf = (name) => {
  if (!modules.has(name)) modules.set(name, new WebAssembly.Module(readFileSync(new URL(`wasm/${name}.wasm`, BUILD))));
  return modules.get(name);
};

/** Where an arena may begin: above the C side's stack and data, with a page for what a test puts there. */
export const ARENA_START = 4 * PAGE;

/** A memory, and the C core over it. */
export function meet({ initial = 8, maximum = 65535 } = {}) {
  const memory = new WebAssembly.Memory({ initial, maximum });
  const { exports } = new WebAssembly.Instance(moduleOf('bridge'), { env: { memory } });
  return { memory, c: exports };
}

/** The C core over a shared memory; each thread gives its instance a stack of its own. */
export function meetShared(memory, stackTop) {
  const { exports } = new WebAssembly.Instance(moduleOf('bridge-shared'), { env: { memory } });
  exports.__stack_pointer.value = stackTop;
  return exports;
}

/** Text of the string header at `header` in a memory. */
export function textAt(memory, header) {
  const length = new DataView(memory.buffer).getUint32(header, true);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(memory.buffer, header + 4, length));
}

/** What the native dump prints for [file, tag, offset] triples, a line each. */
export function dumpNative(triples) {
  const input = triples.map((triple) => triple.join(' ')).join('\n');
  const { status, stdout, stderr } = spawnSync(fileURLToPath(new URL('native/dump', BUILD)), { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`dump ended with ${status}: ${stderr}`);
  return stdout.split('\n').slice(0, -1);
}

const f64Hex = (v) => Buffer.from(new Uint8Array(new Float64Array([Number(v)]).buffer).toReversed()).toString('hex');

/** Two's complement in limbs of 64 bits, as few as hold it, lowest first. */
function integerHex(value) {
  let limbs = 2;
  while (BigInt.asIntN(64 * limbs, value) !== value) limbs++;
  return Buffer.from(BigInt.asUintN(64 * limbs, value).toString(16).padStart(16 * limbs, '0'), 'hex').reverse().toString('hex');
}

/** A typed expectation of vectors/ in the form that the C dump writes. */
export function typed({ t, v, of }) {
  switch (t) {
    case 'null':
    case 'undefined':
    case 'hole': return { t };
    case 'f64':
    case 'date': return { t, v: f64Hex(v) };
    case 'integer': return { t, v: integerHex(BigInt(v)) };
    case 'bytes':
    case 'buffer':
    case 'data view': return { t, v: Buffer.from(v, 'base64').toString('hex') };
    case 'column':
    case 'shared': return { t, v: Buffer.from(v, 'base64').toString('hex'), of };
    case 'array':
    case 'set': return { t, v: v.map(typed) };
    case 'object': return { t, v: typedEntries(v) };
    case 'map': return { t, v: v.map((entry) => entry.map(typed)) };
    case 'boxed': return { t, v: typed(v) };
    case 'error': return { t, v: { ...v, cause: typed(v.cause), properties: v.properties && typedEntries(v.properties) } };
    default: return { t, v };
  }
}

const typedEntries = (entries) => entries.map(([key, value]) => [key, typed(value)]);

/** What the C dump wrote of an extended value as a typed expectation: the reverse of typed(). */
export function expectationOf({ t, v, of }) {
  const base64 = () => Buffer.from(v, 'hex').toString('base64');
  const entriesOf = (entries) => entries.map(([key, value]) => [key, expectationOf(value)]);
  switch (t) {
    case 'f64':
    case 'date': {
      const number = Buffer.from(v, 'hex').readDoubleBE();
      return { t, v: Object.is(number, -0) ? '-0' : String(number) };
    }
    case 'integer': return { t, v: BigInt.asIntN(4 * v.length, BigInt(`0x${Buffer.from(v, 'hex').reverse().toString('hex')}`)) };
    case 'bytes':
    case 'buffer':
    case 'data view': return { t, v: base64() };
    case 'column':
    case 'shared': return { t, v: base64(), of };
    case 'array':
    case 'set': return { t, v: v.map(expectationOf) };
    case 'object': return { t, v: entriesOf(v) };
    case 'map': return { t, v: v.map((entry) => entry.map(expectationOf)) };
    case 'boxed': return { t, v: expectationOf(v) };
    case 'error': return { t, v: { ...v, cause: expectationOf(v.cause), properties: v.properties && entriesOf(v.properties) } };
    default: return { t, v };
  }
}

/** A plain JavaScript value in the same form: what strict version 1 makes of it. */
export function typedOf(value) {
  if (value === null || value === undefined) return { t: 'null' };
  if (typeof value === 'boolean') return { t: 'bool', v: value };
  if (typeof value === 'number') return (value | 0) === value && !Object.is(value, -0) ? { t: 'i32', v: value } : typed({ t: 'f64', v: value });
  if (typeof value === 'string') return { t: 'string', v: value };
  if (typeof value === 'bigint') return { t: 'bigint', v: String(value) };
  if (value instanceof Uint8Array) return { t: 'bytes', v: Buffer.from(value).toString('hex') };
  if (Array.isArray(value)) return { t: 'array', v: value.map(typedOf) };
  return { t: 'object', v: Object.entries(value).map(([key, item]) => [key, typedOf(item)]) };
}

/** The JavaScript value of what the C dump wrote; of a key that stands twice, the first counts (SPEC 4.3). */
export function untyped({ t, v }) {
  switch (t) {
    case 'null': return null;
    case 'f64': return Buffer.from(v, 'hex').readDoubleBE();
    case 'bigint': return BigInt(v);
    case 'bytes': return new Uint8Array(Buffer.from(v, 'hex'));
    case 'array': return v.map(untyped);
    case 'object': {
      const result = {};
      for (const [key, value] of v) {
        if (!Object.hasOwn(result, key)) Object.defineProperty(result, key, { value: untyped(value), writable: true, enumerable: true, configurable: true });
      }
      return result;
    }
    default: return v; // bool, i32, string
  }
}

/** Tag and offset, or tags and offsets, under which an image's value is dumped. */
export function placesOf({ kind, root, fields }) {
  if (kind === 'schema') return fields.map((_, index) => [SLOT, root + 16 * index]);
  return [[kind === 'array' ? Tag.Array : Tag.Object, root]];
}

/** The typed value of an image from the dumps of its places. */
export function assemble({ kind, fields }, dumps) {
  if (kind !== 'schema') return dumps[0];
  return { t: 'object', v: fields.map((field, index) => [field, dumps[index]]) };
}
