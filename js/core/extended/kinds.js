// SPDX-License-Identifier: MIT
// Which JavaScript values an arena of types 'full' carries: what structured clone carries,
// by its rules, and a little more.
//
//   number bigint string boolean null undefined   as they are; bigints of any size
//   Symbol.for(key)                               as it is
//   arrays                                        elements and holes, no other properties
//   other objects, of any class                   a plain object of their own enumerable string
//                                                 keys; toJSON is not asked
//   Number String Boolean BigInt objects          boxed again
//   Date RegExp Map Set                           without properties of their own, as lastIndex
//   errors, DOMException                          name, message, stack, cause, and own enumerable
//                                                 properties that are no functions; the class is
//                                                 found again by name among the language's own,
//                                                 else it is Error with that name
//   typed arrays, DataView                        the part of the buffer that they show
//   Uint8Array, Buffer                            bytes, read back as Uint8Array
//   ArrayBuffer                                   of fixed length
//   reference(typedArray)                         see reference.js
//
// An object that is met twice is written once, and so read back as one; but dates, which live
// in their slot, are copied, and views of one buffer come back with a buffer each.
//
// What would lose its contents is refused with a TypeError: functions, other symbols, Promise,
// WeakMap and the like, and any object of a class with a name of its own (Symbol.toStringTag)
// that has no enumerable properties.

/** @param {object} value */
export function tagOf(value) {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Missing in engines before 2025; there an error of another realm must not rename itself. @type {(value: object) => boolean} */
const isError = /** @type {{ isError?: (value: unknown) => boolean }} */ (/** @type {unknown} */ (Error)).isError
  ?? ((value) => value instanceof Error || (!(Symbol.toStringTag in value) && tagOf(value) === 'Error'));

/** Error.isError says no to these in JavaScriptCore and workerd. @param {object} value */
const isDOMException = (value) => typeof DOMException === 'function' && value instanceof DOMException && bears(value, (it) => Reflect.get(it, 'message'));

/** @param {object} prototype @param {string | symbol} name */
function getterOf(prototype, name) {
  const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (getter === undefined) throw new TypeError(`this engine has no getter ${String(name)}`);
  return getter;
}

/**
 * Calls that throw on everything but the real thing, of this realm or another: a name can be
 * claimed by any object, what these ask for cannot.
 *
 * @type {ReadonlyMap<string, (value: object) => unknown>}
 */
const BRANDS = new Map([
  ['Map', call(getterOf(Map.prototype, 'size'))],
  ['Set', call(getterOf(Set.prototype, 'size'))],
  ['Date', call(Date.prototype.getTime)],
  ['RegExp', call(getterOf(RegExp.prototype, 'source'))],
  ['ArrayBuffer', call(getterOf(ArrayBuffer.prototype, 'byteLength'))],
  ['Number', call(Number.prototype.valueOf)],
  ['String', call(String.prototype.valueOf)],
  ['Boolean', call(Boolean.prototype.valueOf)],
  ['BigInt', call(BigInt.prototype.valueOf)],
  ['Symbol', call(Symbol.prototype.valueOf)],
]);

/** @param {Function} method @returns {(value: object) => unknown} */
function call(method) {
  return (value) => Reflect.apply(method, value, []);
}

/** @param {object} value @param {(value: object) => unknown} brand */
function bears(value, brand) {
  try {
    brand(value);
    return true;
  } catch {
    return false;
  }
}

/** Names of the classes of typed arrays; throws nothing, is undefined for what is none. */
const typedArrayName = call(getterOf(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag));

/**
 * What an object is, by the name of its built-in class: "Array", "Object", "Map", "Error",
 * "Float64Array", …; "Other" for what only calls itself something (tagOf() says what). May run
 * user code.
 *
 * @param {object} value
 * @returns {string}
 */
export function kindOf(value) {
  if (Array.isArray(value)) return 'Array';
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return 'Object';
  if (ArrayBuffer.isView(value)) return /** @type {string | undefined} */ (typedArrayName(value)) ?? 'DataView';
  if (isError(value) || isDOMException(value)) return 'Error';
  const tag = tagOf(value);
  const brand = BRANDS.get(tag);
  if (brand !== undefined && bears(value, brand)) return tag;
  if (tag === 'Object' || tag === 'Arguments') return 'Object';
  for (const [kind, other] of BRANDS) {
    if (bears(value, other)) return kind; // a subclass that renamed itself
  }
  return 'Other';
}
