// SPDX-License-Identifier: MIT
// Graphs of JavaScript values: comparison with identity, and the typed expectations of
// vectors/extended, in which {"t":"ref","v":n} is the n-th object that was met, from 0.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { bytesOfBase64 } from './support.mjs';

const TypedArray = Object.getPrototypeOf(Uint8Array);

/** What has identity in a region (SPEC.md, 9.1): dates lie in their slot, bytes may be shared by anyone. */
const hasIdentity = (value) => typeof value === 'object' && value !== null && !(value instanceof Date)
  && Object.getPrototypeOf(value) !== Uint8Array.prototype;

const classOf = (value) => Object.prototype.toString.call(value);

/** Own enumerable properties; of errors also what they keep apart, in an order of ours. */
function fieldsOf(value) {
  const apart = value instanceof Error ? ['cause', 'errors'].filter((key) => Object.hasOwn(value, key)) : [];
  const keys = Object.keys(value).filter((key) => !apart.includes(key) && !(value instanceof Error && ['name', 'stack'].includes(key))); // compared apart; enumerable in workerd's clones
  return [...keys, ...apart].map((key) => [key, value[key]]);
}

/**
 * Require two graphs to be equal in types, contents and order, and what is one object in one
 * to be one in the other. Of any depth.
 */
export function assertSameGraph(actual, expected, where = 'value') {
  const there = new Map(); // expected object -> actual object
  const back = new Map();
  const todo = [[actual, expected, where]];
  while (todo.length > 0) {
    const [a, e, path] = todo.pop();
    if (typeof e !== 'object' || e === null) {
      if (!Object.is(a, e)) assert.fail(`${path}: ${inspect(a)} instead of ${inspect(e)}`);
      continue;
    }
    if (typeof a !== 'object' || a === null) assert.fail(`${path}: ${inspect(a)} instead of ${inspect(e)}`);
    if (hasIdentity(e)) {
      assert.equal(there.has(e), back.has(a), `${path}: shared on one side only`);
      if (there.has(e)) {
        assert.equal(there.get(e), a, `${path}: refers to another object`);
        continue;
      }
      there.set(e, a);
      back.set(a, e);
    }
    assert.equal(classOf(a), classOf(e), path);
    assert.equal(Object.getPrototypeOf(a), Object.getPrototypeOf(e), `prototype of ${path}`);
    compareContents(a, e, path, todo);
  }
}

function compareContents(a, e, path, todo) {
  const pairUp = (left, right, kind) => {
    assert.equal(left.length, right.length, `${kind} of ${path}`);
    right.forEach((item, index) => todo.push([left[index], item, `${path}.${kind}[${index}]`]));
  };
  if (e instanceof Date) {
    assert.ok(Object.is(a.getTime(), e.getTime()), path);
  } else if (e instanceof TypedArray) {
    assert.equal(a.length, e.length, `${path}.length`);
    const at = e.findIndex((item, index) => !Object.is(a[index], item));
    if (at >= 0) assert.fail(`${path}[${at}]: ${a[at]} instead of ${e[at]}`);
  } else if (e instanceof ArrayBuffer) {
    assert.deepEqual(new Uint8Array(a), new Uint8Array(e), path);
  } else if (e instanceof DataView) {
    const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    assert.deepEqual(bytes(a), bytes(e), path);
  } else if (e instanceof Map) {
    pairUp([...a].flat(), [...e].flat(), 'entries');
  } else if (e instanceof Set) {
    pairUp([...a], [...e], 'elements');
  } else if (e instanceof RegExp) {
    assert.deepEqual([a.source, a.flags], [e.source, e.flags], path);
  } else if (/^\[object (Number|String|Boolean|BigInt)\]$/.test(classOf(e))) {
    assert.ok(Object.is(a.valueOf(), e.valueOf()), path);
  } else {
    if (e instanceof Error) assert.deepEqual([a.name, a.message, a.stack], [e.name, e.message, e.stack], path);
    if (Array.isArray(e)) assert.equal(a.length, e.length, `${path}.length`);
    const [left, right] = [fieldsOf(a), fieldsOf(e)];
    assert.deepEqual(left.map(([key]) => key), right.map(([key]) => key), `keys of ${path}`);
    right.forEach(([key, item], index) => todo.push([left[index][1], item, `${path}.${key}`]));
  }
}

export const COLUMN_CLASSES = {
  i8: Int8Array, u8: Uint8Array, u8_clamped: Uint8ClampedArray, i16: Int16Array, u16: Uint16Array, i32: Int32Array,
  u32: Uint32Array, i64: BigInt64Array, u64: BigUint64Array, f16: globalThis.Float16Array, f32: Float32Array, f64: Float64Array,
};

function define(object, name, value, enumerable = true) {
  Object.defineProperty(object, name, { value, writable: true, enumerable, configurable: true });
}

/**
 * The JavaScript value of a typed expectation. Objects are numbered as they are met: a
 * container before what it holds, a key before its value, an error's cause before its
 * further properties.
 */
export function valueOfTyped(typed) {
  const met = [];
  const add = (object) => (met.push(object), object);
  const build = ({ t, v, of }) => {
    switch (t) {
      case 'null': return null;
      case 'undefined':
      case 'hole': return undefined;
      case 'f64': return Number(v);
      case 'bigint':
      case 'integer': return BigInt(v);
      case 'bytes': return bytesOfBase64(v);
      case 'date': return new Date(Number(v));
      case 'symbol': return Symbol.for(v);
      case 'ref': return met[v];
      case 'array': return fillArray(add([]), v);
      case 'object': return fillObject(add({}), v);
      case 'map': return fillMap(add(new Map()), v);
      case 'set': return fillSet(add(new Set()), v);
      case 'column':
      case 'shared': return add(new COLUMN_CLASSES[of](bytesOfBase64(v).buffer));
      case 'buffer': return add(bytesOfBase64(v).buffer);
      case 'data view': return add(new DataView(bytesOfBase64(v).buffer));
      case 'regexp': return add(new RegExp(...v));
      case 'boxed': return add(Object(build(v)));
      case 'error': return buildError(v);
      default: return v; // bool, i32, string
    }
  };
  const fillArray = (array, items) => {
    array.length = items.length;
    items.forEach((item, index) => { if (item.t !== 'hole') array[index] = build(item); });
    return array;
  };
  const fillObject = (object, entries) => {
    for (const [key, item] of entries) {
      const value = build(item);
      if (!Object.hasOwn(object, key)) define(object, key, value); // of a key that stands twice, the first counts
    }
    return object;
  };
  const fillMap = (map, entries) => {
    for (const [keyItem, item] of entries) {
      const [key, value] = [build(keyItem), build(item)];
      if (!map.has(key)) map.set(key, value);
    }
    return map;
  };
  const fillSet = (set, items) => {
    for (const item of items) set.add(build(item));
    return set;
  };
  const buildError = ({ name, message, stack, cause, properties }) => {
    const error = add(name === 'AggregateError' ? new AggregateError([]) : new (STANDARD_ERRORS[name] ?? Error)());
    define(error, 'message', message, false);
    define(error, 'stack', stack ?? undefined, false);
    if (error.name !== name) define(error, 'name', name, false);
    const value = build(cause);
    if (value !== undefined) define(error, 'cause', value, false);
    const further = fillObject({}, properties ?? []);
    for (const key of Object.keys(further)) {
      if (!['name', 'message', 'stack', 'cause'].includes(key)) define(error, key, further[key], !(key === 'errors' && name === 'AggregateError'));
    }
    return error;
  };
  return build(typed);
}

const STANDARD_ERRORS = Object.assign(Object.create(null), { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError });
