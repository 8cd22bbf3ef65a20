// SPDX-License-Identifier: MIT
// What the fields of accessors and views do when the fast way in their class (shape-text.js)
// does not fit: another type than a number, a grown memory, a restored arena, a name that
// the class does not have. Here every offset is checked.
import { childAt } from './accessor.js';
import { BLOCK_HEADER_BYTES, blockAt, findSlot } from './block.js';
import { storeCell } from './cell.js';
import { defineOn } from './descriptor.js';
import { getLength } from './elements.js';
import { fault, typeFault } from './errors.js';
import { ENTRY_SLOT_AT, OBJECT_ENTRY_BYTES, SLOT_A_AT, SLOT_BYTES, Tag } from './layout.gen.js';
import { toPlain } from './plain.js';
import { refuseSymbol, setProperty } from './properties.js';
import { showAdded } from './shape.js';
import { checkHandle, inspection, open, reveal, targetOf } from './target.js';
import { readSlot, readString } from './value.js';
import { encode, undoOnFailure } from './write.js';

/** @import { Arena } from './arena.js' */
/** @import { ObjectTarget } from './target.js' */

/**
 * The target of an accessor, view or list, or of the one that an object inherits from.
 *
 * @param {unknown} object
 * @returns {any}
 */
function require(object) {
  for (let holder = object; holder !== null && holder !== undefined; holder = Object.getPrototypeOf(holder)) {
    const target = targetOf(holder);
    if (target !== undefined) return target;
  }
  throw typeFault('this property belongs to accessors, views and lists; read it from one');
}

/**
 * The slot of the entry at an index; 0 when the object has fewer entries than it had.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {number} index
 */
function entrySlot(arena, handle, index) {
  const { data, length } = blockAt(arena, handle, OBJECT_ENTRY_BYTES);
  return index < length ? data + BLOCK_HEADER_BYTES + index * OBJECT_ENTRY_BYTES + ENTRY_SLOT_AT : 0;
}

/**
 * Read the field of an accessor.
 *
 * @param {unknown} object
 * @param {number} index  of its entry
 * @returns {any}
 */
export function readField(object, index) {
  const target = require(object);
  const slot = entrySlot(open(target), target.handle, index);
  return slot === 0 ? undefined : readSlot(target.arena, slot);
}

/**
 * Write the field of an accessor.
 *
 * @param {unknown} object
 * @param {number} index  of its entry
 * @param {unknown} value
 * @param {string} name
 */
export function writeField(object, index, value, name) {
  const target = targetOf(object);
  if (target === undefined) return void defineOn(object, name, value);
  const arena = open(target);
  undoOnFailure(arena, () => {
    const content = encode(arena, value, name);
    const slot = entrySlot(arena, target.handle, index); // now: encode() may have run user code
    if (slot === 0) {
      throw fault('ZB_E_CORRUPT', `the object has fewer entries than when it was wrapped, and none for ${JSON.stringify(name)}; somebody has overwritten it: wrap it again`, target.handle);
    }
    storeCell(arena, slot, content);
  });
}

/**
 * Read the field of a view by name: its object may be of another shape than the view's class.
 *
 * @param {unknown} object
 * @param {string} name
 * @returns {any}
 */
export function readNamed(object, name) {
  const target = require(object);
  const arena = open(target);
  const slot = findSlot(arena, target.handle, arena.keys.get(name));
  return slot === 0 ? undefined : readSlot(arena, slot);
}

/** @param {unknown} object @param {string} name @param {unknown} value */
export function writeNamed(object, name, value) {
  const target = /** @type {ObjectTarget | undefined} */ (targetOf(object));
  if (target === undefined) return void defineOn(object, name, value);
  setProperty(target, name, value);
  showAdded(target);
}

/**
 * The string, array or object that a slot refers to, for a class that has read the slot's tag.
 *
 * @param {Arena} arena
 * @param {number} slot
 * @param {number} tag
 * @returns {any}
 */
export function referred(arena, slot, tag) {
  const at = arena.dv.getUint32(slot + SLOT_A_AT, true);
  if (tag === Tag.String) return readString(arena, at);
  return tag === Tag.Object || tag === Tag.Array ? childAt(arena, tag, at) : readSlot(arena, slot);
}

/** Elements of a list. @param {unknown} list */
export function lengthOf(list) {
  const target = require(list);
  return getLength(open(target), target.handle);
}

/**
 * The element of a list, as Array.prototype.at() counts.
 *
 * @param {unknown} list
 * @param {unknown} index
 * @param {(handle: number) => any} viewOf  makes the view of an object
 * @returns {any} undefined past the ends
 */
export function elementOf(list, index, viewOf) {
  const position = Math.trunc(Number(index)) || 0;
  const target = require(list);
  const arena = open(target);
  const { data, length } = blockAt(arena, target.handle, SLOT_BYTES);
  const at = position < 0 ? position + length : position;
  if (at < 0 || at >= length) return undefined;
  const slot = data + BLOCK_HEADER_BYTES + at * SLOT_BYTES;
  if (arena.dv.getUint8(slot) !== Tag.Object) return readSlot(arena, slot);
  const handle = arena.dv.getUint32(slot + SLOT_A_AT, true);
  checkHandle(arena, handle);
  return viewOf(handle);
}

/** What follows every class in the prototype chain: methods, then the names that it lacks. */
export const methods = Object.create(new Proxy(Object.create(Object.prototype), {
  get(_none, name, receiver) {
    if (typeof name === 'symbol') return Reflect.get(Object.prototype, name, receiver);
    const target = require(receiver);
    const arena = open(target);
    const slot = findSlot(arena, target.handle, arena.keys.get(name));
    if (slot === 0) return Reflect.get(Object.prototype, name, receiver);
    showAdded(target);
    return readSlot(arena, slot);
  },

  set(_none, name, value, receiver) {
    const target = /** @type {ObjectTarget | undefined} */ (targetOf(receiver));
    if (target === undefined) return defineOn(receiver, name, value);
    if (typeof name === 'symbol') throw refuseSymbol(name);
    if (!Object.isExtensible(receiver)) { // it could not show the new key
      throw typeFault(`${JSON.stringify(name)} cannot be added: this accessor was frozen or sealed; add it through one that was not`);
    }
    setProperty(target, name, value);
    showAdded(target);
    return true;
  },

  has(_none, name) {
    return name in Object.prototype;
  },

  setPrototypeOf() {
    return false;
  },

  defineProperty() {
    return false;
  },
}));

/** Deep copy as plain values. @this {unknown} */
export function toJS() {
  const target = targetOf(this);
  if (target === undefined) throw typeFault('toJS() is a method of accessors; call it as accessor.toJS()');
  return toPlain(target);
}

/** For JSON.stringify(). An object that inherits from an accessor is shown as itself. @this {unknown} */
export function toJSON() {
  const target = targetOf(this);
  return target === undefined ? this : toPlain(target);
}

/**
 * Names that accessors keep for themselves. Data under these names is data like any other (it
 * is listed, stored, and in toJS()), but reading the property gives the accessor's own.
 *
 * @type {Readonly<Record<string, PropertyDescriptor>>}
 */
export const reserved = Object.freeze({
  toJS: {
    get: () => toJS,
    /** @this {unknown} @param {unknown} value */
    set(value) {
      writeNamed(this, 'toJS', value);
    },
  },
  __zerobuf_ptr: {
    /** @this {unknown} */
    get() {
      return reveal(require(this));
    },
    /** @this {unknown} @param {unknown} value */
    set(value) {
      writeNamed(this, '__zerobuf_ptr', value);
    },
  },
});

const toJSONProperty = {
  get: () => toJSON,
  /** @this {unknown} @param {unknown} value */
  set(value) {
    writeNamed(this, 'toJSON', value);
  },
};

Object.defineProperties(methods, { ...reserved, ...Object.getOwnPropertyDescriptors(inspection), toJSON: toJSONProperty });

/** What follows the class of lists. An array has no names, so there is nothing to set. */
export const listMethods = Object.create(Object.prototype, {
  toJS: { value: toJS },
  toJSON: { value: toJSON },
  __zerobuf_ptr: { get: reserved['__zerobuf_ptr']?.get },
  ...Object.getOwnPropertyDescriptors(inspection),
});
