// SPDX-License-Identifier: MIT
// Accessor of an array: a Proxy over an empty array, so that Array.isArray holds, whose
// elements and length are those in the region. Array.prototype's methods work on it as on
// any array-like; those that delete elements are in array-methods.js.
import { arrayMethods } from './array-methods.js';
import { dataValue, defineOn } from './descriptor.js';
import { deleteElement, elementAt, getElement, getLength, hasElement, setElement, setLength } from './elements.js';
import { typeFault } from './errors.js';
import { TARGET, open, reveal } from './target.js';
import { readSlot } from './value.js';

/** @import { ArrayTarget } from './target.js' */

const MAX_INDEX = 0xffff_fffe;

/**
 * The index that a property name stands for. Only canonical ones: "1", not "01" or "1.0".
 *
 * @param {string} name
 * @returns {number} -1 when it is no index
 */
export function indexOf(name) {
  const { length } = name;
  if (length === 0 || length > 10) return -1;
  let index = 0;
  for (let i = 0; i < length; i++) {
    const digit = name.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    index = index * 10 + digit;
  }
  const hasLeadingZero = length > 1 && name.charCodeAt(0) === 0x30;
  return hasLeadingZero || index > MAX_INDEX ? -1 : index;
}

/** @param {string | symbol} name */
function refuseName(name) {
  return typeFault(`an array in a region holds elements only, and ${JSON.stringify(String(name))} is no index; use an object for named values`);
}

/** @type {ProxyHandler<ArrayTarget>} */
export const arrayHandler = {
  get(target, name, receiver) {
    if (typeof name === 'symbol') {
      if (name === TARGET) return target;
      return name === Symbol.iterator ? arrayMethods.values : Reflect.get(Array.prototype, name, receiver);
    }
    const arena = open(target);
    const index = indexOf(name);
    if (index >= 0) return getElement(target, index);
    if (name === 'length') return getLength(arena, target.handle);
    if (name === '__zerobuf_ptr') return reveal(target);
    return Object.hasOwn(arrayMethods, name)
      ? arrayMethods[/** @type {keyof typeof arrayMethods} */ (name)]
      : Reflect.get(Array.prototype, name, receiver);
  },

  set(target, name, value, receiver) {
    if (receiver !== target.proxy) return defineOn(receiver, name, value);
    const arena = open(target);
    const index = typeof name === 'symbol' ? -1 : indexOf(name);
    if (index >= 0) setElement(arena, target.handle, index, value);
    else if (name === 'length') setLength(arena, target.handle, value);
    else throw refuseName(name);
    return true;
  },

  has(target, name) {
    if (typeof name === 'symbol') return name in Array.prototype;
    const arena = open(target);
    const index = indexOf(name);
    if (index >= 0) return hasElement(arena, target.handle, index);
    return name in Array.prototype || name in arrayMethods || name === '__zerobuf_ptr';
  },

  ownKeys(target) {
    const arena = open(target);
    const names = [];
    for (let index = 0, length = getLength(arena, target.handle); index < length; index++) {
      if (hasElement(arena, target.handle, index)) names.push(String(index));
    }
    return [...names, 'length'];
  },

  getOwnPropertyDescriptor(target, name) {
    if (typeof name === 'symbol') return undefined;
    const arena = open(target);
    if (name === 'length') {
      return { value: getLength(arena, target.handle), writable: true, enumerable: false, configurable: false };
    }
    const index = indexOf(name);
    if (index < 0 || !hasElement(arena, target.handle, index)) return undefined;
    const value = readSlot(arena, elementAt(arena, target.handle, index));
    return { value, writable: true, enumerable: true, configurable: true };
  },

  defineProperty(target, name, descriptor) {
    const arena = open(target);
    if (name === 'length') {
      if ('value' in descriptor) setLength(arena, target.handle, descriptor.value);
      return true;
    }
    const index = typeof name === 'symbol' ? -1 : indexOf(name);
    if (index < 0) throw refuseName(name);
    const exists = hasElement(arena, target.handle, index);
    const value = dataValue(String(name), descriptor, exists);
    if ('value' in descriptor || !exists) setElement(arena, target.handle, index, value);
    return true;
  },

  deleteProperty(target, name) {
    const index = typeof name === 'symbol' ? -1 : indexOf(name);
    const arena = open(target);
    if (arena.isExtended) {
      if (index >= 0) deleteElement(arena, target.handle, index);
      return name !== 'length';
    }
    throw typeFault(`${String(name)} cannot be deleted: an array in a strict arena has no holes; use splice(), or set it to null`);
  },

  getPrototypeOf() {
    return Array.prototype;
  },

  setPrototypeOf(_target, prototype) {
    return prototype === Array.prototype;
  },

  preventExtensions() {
    return false; // any side may append
  },
};
