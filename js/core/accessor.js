// SPDX-License-Identifier: MIT
// From handles to accessors. One value has one accessor, so that `x.a === x.a`.
import { arrayHandler } from './array.js';
import { blockAt } from './block.js';
import { OBJECT_ENTRY_BYTES, SLOT_BYTES, Tag } from './layout.gen.js';
import { objectHandler } from './object.js';
import { requireOffset } from './region.js';
import { showAdded } from './shape.js';
import { ArrayTarget, ObjectTarget, TARGET, checkHandle, reveal } from './target.js';
import { allocRoot } from './write.js';

/** @import { Arena } from './arena.js' */

/** @param {Arena} arena @param {number} handle  checked @returns {any} an accessor */
function newObject(arena, handle) {
  const known = arena.isTrusted ? arena.shapes.find(handle) : undefined;
  if (known !== undefined) return known.shape.accessor(arena, handle);
  const target = new ObjectTarget(arena, handle, arena.epoch, undefined, false);
  target.proxy = new Proxy(target, objectHandler);
  return target.proxy;
}

/** @param {Arena} arena @param {number} handle  checked @returns {any} an accessor */
function newArray(arena, handle) {
  const target = new ArrayTarget(arena, handle);
  target.proxy = new Proxy(target, arrayHandler);
  return target.proxy;
}

/**
 * The accessor of the object at a handle.
 *
 * @param {Arena} arena    synced
 * @param {number} handle  u32
 * @returns {any}
 */
export function objectAt(arena, handle) {
  let accessor = arena.objects.get(handle);
  if (accessor !== undefined) {
    showAdded(accessor[TARGET]);
    return accessor;
  }
  checkHandle(arena, handle);
  accessor = newObject(arena, handle);
  arena.objects.add(handle, accessor);
  return accessor;
}

/**
 * The accessor of the array at a handle.
 *
 * @param {Arena} arena    synced
 * @param {number} handle  u32
 * @returns {any}
 */
export function arrayAt(arena, handle) {
  let accessor = arena.arrays.get(handle);
  if (accessor !== undefined) return accessor;
  checkHandle(arena, handle);
  accessor = newArray(arena, handle);
  arena.arrays.add(handle, accessor);
  return accessor;
}

/**
 * @param {Arena} arena
 * @param {number} tag     Tag.Array or Tag.Object
 * @param {number} handle  u32
 * @returns {any}
 */
export function childAt(arena, tag, handle) {
  return tag === Tag.Array ? arrayAt(arena, handle) : objectAt(arena, handle);
}

/**
 * Write an object or array and all that it holds.
 *
 * @param {Arena} arena
 * @param {unknown} value
 * @returns {any} its accessor
 */
export function create(arena, value) {
  const { tag, a } = allocRoot(arena, value);
  const accessor = tag === Tag.Array ? newArray(arena, a) : newObject(arena, a);
  if (arena.isExtended) reveal(accessor[TARGET]); // it may hold itself, and is met again there
  return accessor;
}

/**
 * Wrap an object that somebody else wrote. Its block is checked now, its values when read.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @returns {any}
 */
export function createObjectProxy(arena, handle) {
  arena.sync();
  checkHandle(arena, requireOffset(handle, 'the handle'));
  blockAt(arena, handle, OBJECT_ENTRY_BYTES);
  return objectAt(arena, handle);
}

/**
 * Wrap an array that somebody else wrote. Its block is checked now, its values when read.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @returns {any}
 */
export function createArrayProxy(arena, handle) {
  arena.sync();
  checkHandle(arena, requireOffset(handle, 'the handle'));
  blockAt(arena, handle, SLOT_BYTES);
  return arrayAt(arena, handle);
}
