// SPDX-License-Identifier: MIT
// Accessor of an object that is no record, but a map of very many or ever other keys: a Proxy
// that behaves as a plain object whose properties are the entries in the region. Records get
// the classes of shape.js, which are faster to read.
import { indexOf } from './array.js';
import { findSlot } from './block.js';
import { dataValue, defineOn } from './descriptor.js';
import { typeFault } from './errors.js';
import { reserved, toJS, toJSON } from './fields.js';
import { entryNames, refuseSymbol, setProperty, slotOf } from './properties.js';
import { TARGET, open, reveal } from './target.js';
import { readSlot } from './value.js';

/** @import { ObjectTarget } from './target.js' */

/** @type {ProxyHandler<ObjectTarget>} */
export const objectHandler = {
  get(target, name, receiver) {
    if (typeof name === 'symbol') {
      return name === TARGET ? target : Reflect.get(Object.prototype, name, receiver);
    }
    const arena = open(target);
    if (Object.hasOwn(reserved, name)) return name === 'toJS' ? toJS : reveal(target);
    const slot = findSlot(arena, target.handle, arena.keys.get(name));
    if (slot !== 0) return readSlot(arena, slot);
    return name === 'toJSON' ? toJSON : Reflect.get(Object.prototype, name, receiver);
  },

  set(target, name, value, receiver) {
    if (receiver !== target.proxy) return defineOn(receiver, name, value);
    if (typeof name === 'symbol') throw refuseSymbol(name);
    setProperty(target, name, value);
    return true;
  },

  has(target, name) {
    if (typeof name === 'symbol') return name in Object.prototype;
    return slotOf(target, name) !== 0 || name in Object.prototype || name === 'toJSON' || Object.hasOwn(reserved, name);
  },

  ownKeys(target) {
    const arena = open(target);
    const names = new Set();
    for (const [index, name] of entryNames(arena, target.handle).entries()) {
      if (names.has(name)) continue; // a key that stands twice: the first counts
      arena.keys.get(name).hint = index;
      names.add(name);
    }
    const listed = [...names];
    const indices = listed.filter((name) => indexOf(name) >= 0).sort((a, b) => Number(a) - Number(b));
    return indices.length === 0 ? listed : [...new Set([...indices, ...listed])]; // as of a plain object
  },

  getOwnPropertyDescriptor(target, name) {
    const slot = typeof name === 'symbol' ? 0 : slotOf(target, name);
    if (slot === 0) return undefined;
    return { value: readSlot(target.arena, slot), writable: true, enumerable: true, configurable: true };
  },

  defineProperty(target, name, descriptor) {
    if (typeof name === 'symbol') throw refuseSymbol(name);
    const slot = slotOf(target, name);
    const value = dataValue(name, descriptor, slot !== 0);
    if ('value' in descriptor || slot === 0) setProperty(target, name, value);
    return true;
  },

  deleteProperty(_target, name) {
    throw typeFault(`${String(name)} cannot be deleted: an object in a region keeps its keys; set it to null instead`);
  },

  getPrototypeOf() {
    return Object.prototype;
  },

  setPrototypeOf(_target, prototype) {
    return prototype === Object.prototype;
  },

  preventExtensions() {
    return false; // any side may add keys
  },
};
