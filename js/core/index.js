// SPDX-License-Identifier: MIT
// zerobuf: structured data in a region of memory, read and written in place.
import { create, createArrayProxy, createObjectProxy } from './accessor.js';
import { Arena } from './arena.js';
import { Tag } from './layout.gen.js';
import { plainAt, readSlotPlain } from './plain.js';
import { requireOffset } from './region.js';
import { checkHandle } from './target.js';
import { readBytes as bytesAt, readSlot, readString as stringAt } from './value.js';
import { listOf, viewOf } from './view.js';
import { requireSlot } from './write.js';

/** @import { ArenaOptions } from './arena.js' */
/** @import { Checkpoint } from './checkpoint.js' */
/** @import { MemoryLike } from './region.js' */

export { createArrayProxy, createObjectProxy } from './accessor.js';
export { Arena } from './arena.js';
export { StaleReferenceError, ZerobufError, ZerobufRangeError, ZerobufTypeError } from './errors.js';
export {
  ARRAY_HEADER_BYTES as ARRAY_HEADER, OBJECT_ENTRY_BYTES as OBJECT_ENTRY, OBJECT_HEADER_BYTES as OBJECT_HEADER,
  SLOT_BYTES as VALUE_SLOT, STRING_HEADER_BYTES as STRING_HEADER, Tag,
} from './layout.gen.js';
export { Seqlock } from './seqlock.js';
export { reference } from './extended/reference.js';
export { defineSchema } from './schema.js';
export * from './schema-types.js'; // types alone
export { allocArray, allocBytes, allocObject, allocString, writeValue } from './write.js';

/**
 * The value in a slot; arrays and objects as accessors.
 *
 * @param {Arena} arena
 * @param {number} slot  offset of 16 bytes, 4-aligned
 * @returns {any}
 */
export function readValue(arena, slot) {
  requireSlot(arena, slot);
  return readSlot(arena, slot);
}

/**
 * The value in a slot; arrays and objects as deep copies.
 *
 * @param {Arena} arena
 * @param {number} slot  offset of 16 bytes, 4-aligned
 * @returns {any}
 */
export function readValueEager(arena, slot) {
  requireSlot(arena, slot);
  return readSlotPlain(arena, slot);
}

/**
 * The string at a string header.
 *
 * @param {Arena} arena
 * @param {number} header  offset
 * @returns {string}
 */
export function readString(arena, header) {
  arena.sync();
  return stringAt(arena, requireOffset(header, 'the string header'));
}

/**
 * The bytes at a bytes header, copied.
 *
 * @param {Arena} arena
 * @param {number} header  offset
 * @returns {Uint8Array}
 */
export function readBytes(arena, header) {
  arena.sync();
  return bytesAt(arena, requireOffset(header, 'the bytes header'));
}

/** @param {Arena} arena @param {number} tag @param {unknown} handle */
function copyAt(arena, tag, handle) {
  arena.sync();
  const at = requireOffset(handle, 'the handle');
  checkHandle(arena, at);
  return plainAt(arena, tag, at);
}

/**
 * Deep copy of the object at a handle.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @returns {any}
 */
export function toJSObject(arena, handle) {
  return copyAt(arena, Tag.Object, handle);
}

/**
 * Deep copy of the array at a handle.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @returns {any[]}
 */
export function toJSArray(arena, handle) {
  return copyAt(arena, Tag.Array, handle);
}

/**
 * Accessors over a memory.
 *
 * @typedef {object} Zerobuf
 * @property {Arena} arena
 * @property {<T extends object>(value: T) => T & Accessor} create  write an object or array
 *   and return its accessor. Nothing changes when it throws.
 * @property {(ptr: number) => any} wrapObject  accessor of an object that is there
 * @property {(ptr: number) => any} wrapArray   accessor of an array that is there
 * @property {(offset: number) => any} read     the value in a slot
 * @property {<T extends object>(value: T | number) => T & Accessor} view  an object for hot
 *   loops: one small allocation, no own properties. From an accessor, another view or a handle
 * @property {<T = any>(value: readonly T[] | number) => List<T>} list  an array whose objects are given
 *   as views. From an accessor, another list or a handle
 * @property {() => number} save                a checkpoint
 * @property {(checkpoint: number) => void} restore  free what was allocated since
 * @property {() => void} reset                 free everything
 * @property {<R>(operation: (buf: Zerobuf) => R) => R} scope  free what a function allocates
 *   when it ends; see Arena.scope()
 * @property {() => Checkpoint & Disposable} checkpoint  a checkpoint for `using`
 */

/**
 * An array for hot loops. Its objects come as views, all of them with the fields of the first;
 * arrays and other values as everywhere.
 *
 * @template T
 * @typedef {{ readonly length: number, at(index: number): T, forEach(visit: (element: T, index: number) => void): void,
 *   toJS(): T[], readonly __zerobuf_ptr: number } & Iterable<T>} List
 */

/**
 * What accessors have besides the data.
 *
 * @typedef {{ readonly __zerobuf_ptr: number, toJS(): any }} Accessor
 */

/**
 * Keep structured values in a memory.
 *
 * @param {MemoryLike} memory  a WebAssembly.Memory, or `{ buffer }`
 * @param {number} [startOffset]  first byte that may be used; with `control` it is ignored
 * @param {ArenaOptions} [options]
 * @returns {Readonly<Zerobuf>}
 */
export function zerobuf(memory, startOffset = 0, options = {}) {
  const arena = new Arena(memory, startOffset, options);
  const buf = Object.freeze({
    arena,
    create: (/** @type {any} */ value) => create(arena, value),
    wrapObject: (/** @type {number} */ ptr) => createObjectProxy(arena, ptr),
    wrapArray: (/** @type {number} */ ptr) => createArrayProxy(arena, ptr),
    view: (/** @type {any} */ value) => viewOf(arena, value),
    list: (/** @type {any} */ value) => listOf(arena, value),
    read: (/** @type {number} */ offset) => readValue(arena, offset),
    save: () => arena.save(),
    restore: (/** @type {number} */ checkpoint) => arena.restore(checkpoint),
    reset: () => arena.reset(),
    scope: (/** @type {(buf: any) => any} */ operation) => arena.scope(operation, buf),
    checkpoint: () => arena.checkpoint(),
  });
  return buf;
}
