// SPDX-License-Identifier: MIT
// Which JavaScript values layout version 1 can carry, and as what.
//
//   number bigint(i64) string boolean null   as they are
//   undefined, array holes                   null
//   Date                                     number, its epoch milliseconds
//   Uint8Array (and Buffer)                  bytes
//   arrays                                   array
//   Number String Boolean BigInt objects     what they box
//   objects with a toJSON method             what it returns, as JSON does
//   other objects, of any class              object of their own enumerable string keys
//
// What would lose its contents that way is refused with a TypeError: functions, symbols,
// Map, Set, RegExp, Error, other typed arrays, DataView, ArrayBuffer, Promise and the like.
// Most of these an arena of types 'full' carries (extended/kinds.js).
import { refusal, typeFault } from './errors.js';
import { tagOf } from './extended/kinds.js';

/** What to do instead, by Object.prototype.toString tag. @type {Readonly<Record<string, string>>} */
const REMEDIES = Object.freeze({
  Map: 'store Object.fromEntries(map) or [...map]',
  Set: 'store [...set]',
  RegExp: 'store its source and flags',
  Error: 'store its name and message',
  DataView: 'store a Uint8Array over its bytes',
  ArrayBuffer: 'store a Uint8Array over it',
  SharedArrayBuffer: 'store a Uint8Array over it',
  Promise: 'await it first',
  Symbol: 'store its description',
  WeakMap: 'it cannot be enumerated',
  WeakSet: 'it cannot be enumerated',
  WeakRef: 'store what it refers to',
  Generator: 'store [...generator]',
  Reference: 'store the typed array itself to copy it',
});

/** What an arena of types 'full' does not carry either, whatever properties it has. */
const REFUSED_ALWAYS = new Set([
  'SharedArrayBuffer', 'Promise', 'Symbol', 'WeakMap', 'WeakSet', 'WeakRef', 'Generator', 'AsyncGenerator',
]);

/** @param {object} value */
function isPlain(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Reduce an object to a value that a slot can hold: a primitive, a Uint8Array, an array, or
 * an object to be stored key by key.
 *
 * @param {object} value     not an accessor
 * @param {string} key       its key, for toJSON
 * @returns {unknown}
 */
export function convert(value, key) {
  if (value instanceof Uint8Array) return value; // before toJSON, which a Buffer has
  if (value instanceof Date) return value.getTime();
  const { toJSON } = /** @type {{ toJSON?: unknown }} */ (value);
  const result = typeof toJSON === 'function' ? toJSON.call(value, key) : value;
  if (typeof result !== 'object' || result === null) return result;
  return Array.isArray(result) || isPlain(result) ? result : convertClassed(result);
}

/** @param {object} value @returns {unknown} */
function convertClassed(value) {
  const tag = tagOf(value);
  switch (tag) {
    case 'Number': return Number.prototype.valueOf.call(value);
    case 'String': return String.prototype.valueOf.call(value);
    case 'Boolean': return Boolean.prototype.valueOf.call(value);
    case 'BigInt': return BigInt.prototype.valueOf.call(value);
    case 'Date': return Date.prototype.getTime.call(value); // of another realm, or made by toJSON
    case 'Uint8Array': return value;
    default:
  }
  if (ArrayBuffer.isView(value) && tag !== 'DataView') {
    throw typeFault(`a ${tag} cannot be stored in layout version 1; store Array.from(it), or a Uint8Array over its bytes, or use an arena of types: 'full'`);
  }
  const remedy = remedyOf(tag);
  if (remedy === undefined) return value;
  const other = REFUSED_ALWAYS.has(tag) ? '' : ", or use an arena of types: 'full'";
  throw typeFault(`a ${tag} cannot be stored in layout version 1; ${remedy}${other}`);
}

/** @param {string} tag */
function remedyOf(tag) {
  return Object.hasOwn(REMEDIES, tag) ? REMEDIES[tag] : undefined;
}

/**
 * The error for an object of a class that an arena of types 'full' does not carry; undefined
 * for an object that is stored by its properties.
 *
 * @param {string} tag  of its class
 * @param {boolean} isEmpty  it has no enumerable properties
 */
export function refuseClass(tag, isEmpty) {
  if (!isEmpty && !REFUSED_ALWAYS.has(tag)) return undefined;
  return refusal(`a ${tag} cannot be stored; ${remedyOf(tag) ?? 'it shows no properties: store what describes it'}`);
}

/**
 * The error for a function or a symbol.
 *
 * @param {unknown} value
 */
export function refuse(value) {
  return refusal(`a ${typeof value} cannot be stored; remove it, or store something that describes it`);
}
