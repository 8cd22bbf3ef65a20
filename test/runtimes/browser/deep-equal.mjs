// SPDX-License-Identifier: MIT
// assert.deepStrictEqual's relation, for browsers: same types, same prototypes, same contents, graphs included.
// test/runtimes/assert.test.mjs compares it with Node's on random values.

const toStringOf = Object.prototype.toString;
const TypedArray = Object.getPrototypeOf(Uint8Array);
const tagOfTypedArray = Object.getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag).get;
const getterOf = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;

/** Reads of internal slots: each throws for all other objects. */
const BRANDS = /** @type {[string, (value: any) => unknown][]} */ ([
  ['Date', (value) => Date.prototype.getTime.call(value)],
  ['Map', (value) => getterOf(Map, 'size').call(value)],
  ['Set', (value) => getterOf(Set, 'size').call(value)],
  ['ArrayBuffer', (value) => getterOf(ArrayBuffer, 'byteLength').call(value)],
  ...(typeof SharedArrayBuffer === 'undefined' ? [] : [['ArrayBuffer', (value) => getterOf(SharedArrayBuffer, 'byteLength').call(value)]]),
  ['Boxed', (value) => Number.prototype.valueOf.call(value)],
  ['Boxed', (value) => String.prototype.valueOf.call(value)],
  ['Boxed', (value) => Boolean.prototype.valueOf.call(value)],
  ['Boxed', (value) => BigInt.prototype.valueOf.call(value)],
  ['Boxed', (value) => Symbol.prototype.valueOf.call(value)],
  ['Opaque', (value) => WeakMap.prototype.has.call(value, {})],
  ['Opaque', (value) => WeakSet.prototype.has.call(value, {})],
  ['Opaque', (value) => WeakRef.prototype.deref.call(value)],
]);
const BUILTIN = { Date: 'Date', RegExp: 'RegExp', Error: 'Error', Number: 'Boxed', String: 'Boxed', Boolean: 'Boxed' };

/** What an object is by its internal slots, whatever it calls itself; 'Object' if nothing special. */
function kindOf(value) {
  if (Array.isArray(value)) return 'Array';
  if (ArrayBuffer.isView(value)) return tagOfTypedArray.call(value) ?? 'DataView';
  // Without a tag of its own toString tells these by their slots, and is quick.
  if (value[Symbol.toStringTag] === undefined) return BUILTIN[toStringOf.call(value).slice(8, -1)] ?? 'Object';
  for (const [kind, read] of BRANDS) {
    try {
      read(value);
      return kind;
    } catch {
      // the next one
    }
  }
  if (Object.hasOwn(value, 'stack') && value instanceof Error) return 'Error';
  return value instanceof Promise ? 'Opaque' : 'Object';
}

/** @param {unknown} a @param {unknown} b */
export function isDeepStrictEqual(a, b) {
  return same(a, b, new Map());
}

/**
 * @param {any} a @param {any} b
 * @param {Map<object, object>} pairs objects around them, left to right: met again, they are equal if they are a pair
 */
function same(a, b, pairs) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || toStringOf.call(a) !== toStringOf.call(b)) return false;
  const kind = kindOf(a);
  if (kind !== kindOf(b) || kind === 'Opaque') return false;
  const [left, right] = [keysOf(a, kind), keysOf(b, kind)];
  if (left.length !== right.length || !left.every((key) => Object.prototype.propertyIsEnumerable.call(b, key))) return false;
  if (pairs.has(a)) return pairs.get(a) === b;
  pairs.set(a, b);
  const equal = sameContents(a, b, kind, pairs) && left.every((key) => same(a[key], b[key], pairs));
  pairs.delete(a);
  return equal;
}

/** Own enumerable properties, symbols included; without the elements of what has fixed ones. */
function keysOf(value, kind) {
  const names = kind.endsWith('Array') && kind !== 'Array' ? Object.keys(value).slice(value.length) : Object.keys(value);
  const symbols = Object.getOwnPropertySymbols(value);
  return symbols.length === 0 ? names : [...names, ...symbols.filter((key) => Object.prototype.propertyIsEnumerable.call(value, key))];
}

function sameContents(a, b, kind, pairs) {
  switch (kind) {
    case 'Object': return true;
    case 'Array': return a.length === b.length;
    case 'Date': return Object.is(Date.prototype.getTime.call(a), Date.prototype.getTime.call(b));
    case 'RegExp': return a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex;
    case 'Boxed': return Object.is(a.valueOf(), b.valueOf());
    case 'Error': return ['name', 'message', 'cause', 'errors'].every((key) => Object.hasOwn(a, key) === Object.hasOwn(b, key) && same(a[key], b[key], pairs));
    case 'ArrayBuffer': return sameBytes(new Uint8Array(a), new Uint8Array(b));
    case 'Map': return sameEntries([...a], [...b], pairs);
    case 'Set': return sameEntries([...a], [...b], pairs);
    default: return a.byteLength === b.byteLength && sameBytes(bytesOf(a), bytesOf(b)); // a view
  }
}

const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const sameBytes = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** In any order, each entry once. */
function sameEntries(left, right, pairs) {
  if (left.length !== right.length) return false;
  const rest = new Set(right.keys());
  return left.every((entry, i) => {
    // The same place first: that is nearly always it.
    for (const candidate of rest.has(i) ? [i, ...rest] : rest) {
      if (same(entry, right[candidate], pairs)) return rest.delete(candidate);
    }
    return false;
  });
}
