// SPDX-License-Identifier: MIT
// Accessor of an object: a Proxy that behaves as a plain object whose properties are the
// entries in the region. One handler serves all of them; what differs is in the target.
//
// `toJS` and `__zerobuf_ptr` always are the accessor's own. Data under these keys is data
// like any other (it is listed, stored, and in toJS()), but is read as
// `Object.getOwnPropertyDescriptor(x, 'toJS').value` or `x.toJS().toJS`.
import { BLOCK_HEADER_BYTES, blockAt, findSlot, reserve } from './block.js';
import { storeCell } from './cell.js';
import { dataValue, defineOn } from './descriptor.js';
import { fault, typeFault } from './errors.js';
import { BLOCK_LENGTH_AT, ENTRY_SLOT_AT, OBJECT_ENTRY_BYTES } from './layout.gen.js';
import { keyName, toPlain } from './plain.js';
import { TARGET, open, reveal, targetOf } from './target.js';
import { readSlot } from './value.js';
import { encode, undoOnFailure } from './write.js';

/** @import { Arena } from './arena.js' */
/** @import { Key } from './keys.js' */
/** @import { ObjectTarget } from './target.js' */
/** @import { Cell } from './cell.js' */

/** Deep copy as plain values. @this {unknown} */
export function toJS() {
  const target = targetOf(this);
  if (target === undefined) throw typeFault('toJS() is a method of accessors; call it as accessor.toJS()');
  return toPlain(target);
}

/** @param {ObjectTarget} target @param {string} name */
function slotOf(target, name) {
  const arena = open(target);
  return findSlot(arena, target.handle, arena.keys.get(name));
}

/**
 * Set a property, adding it when it is new.
 *
 * @param {ObjectTarget} target
 * @param {string} name
 * @param {unknown} value
 */
function setProperty(target, name, value) {
  const arena = open(target);
  undoOnFailure(arena, () => {
    const content = encode(arena, value, name);
    const key = arena.keys.get(name);
    // Found only now: encode() may have run user code that changed this very object.
    const slot = findSlot(arena, target.handle, key);
    if (slot === 0) addProperty(arena, target.handle, key, content);
    else storeCell(arena, slot, content);
  });
}

/** @param {Arena} arena @param {number} handle @param {Key} key @param {Readonly<Cell>} content */
function addProperty(arena, handle, key, content) {
  const keyAt = arena.placeKey(key);
  const { length } = blockAt(arena, handle, OBJECT_ENTRY_BYTES);
  const data = reserve(arena, handle, length + 1, OBJECT_ENTRY_BYTES);
  const entry = data + BLOCK_HEADER_BYTES + length * OBJECT_ENTRY_BYTES;
  arena.dv.setUint32(entry, keyAt, true);
  arena.dv.setUint32(entry + 4, key.byteLength, true);
  storeCell(arena, entry + ENTRY_SLOT_AT, content);
  key.hint = length;
  arena.publish(data + BLOCK_LENGTH_AT, length + 1);
}

/** @type {ProxyHandler<ObjectTarget>} */
export const objectHandler = {
  get(target, name, receiver) {
    if (typeof name === 'symbol') {
      return name === TARGET ? target : Reflect.get(Object.prototype, name, receiver);
    }
    const arena = open(target);
    const key = arena.keys.get(name);
    if (key.isReserved) return name === 'toJS' ? toJS : reveal(target);
    const slot = findSlot(arena, target.handle, key);
    return slot === 0 ? Reflect.get(Object.prototype, name, receiver) : readSlot(arena, slot);
  },

  set(target, name, value, receiver) {
    if (receiver !== target.proxy) return defineOn(receiver, name, value);
    if (typeof name === 'symbol') {
      throw typeFault(`the symbol ${String(name)} cannot be a key in a region; use a string`);
    }
    setProperty(target, name, value);
    return true;
  },

  has(target, name) {
    if (typeof name === 'symbol') return name in Object.prototype;
    return slotOf(target, name) !== 0 || name in Object.prototype || target.arena.keys.get(name).isReserved;
  },

  ownKeys(target) {
    const arena = open(target);
    const { data, length } = blockAt(arena, target.handle, OBJECT_ENTRY_BYTES);
    const names = new Set();
    let bytes = 0;
    for (let index = 0; index < length; index++) {
      const entry = data + BLOCK_HEADER_BYTES + index * OBJECT_ENTRY_BYTES;
      bytes += arena.dv.getUint32(entry + 4, true);
      if (bytes > arena.size) throw fault('ZB_E_CORRUPT', 'the keys of this object overlap; the data is damaged', target.handle);
      const name = keyName(arena, entry);
      if (names.has(name)) continue; // a key that stands twice: the first counts
      arena.keys.get(name).hint = index;
      names.add(name);
    }
    return [...names];
  },

  getOwnPropertyDescriptor(target, name) {
    const slot = typeof name === 'symbol' ? 0 : slotOf(target, name);
    if (slot === 0) return undefined;
    return { value: readSlot(target.arena, slot), writable: true, enumerable: true, configurable: true };
  },

  defineProperty(target, name, descriptor) {
    if (typeof name === 'symbol') {
      throw typeFault(`the symbol ${String(name)} cannot be a key in a region; use a string`);
    }
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
