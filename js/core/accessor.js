// SPDX-License-Identifier: MIT
// From handles to accessors. One value has one accessor, so that `x.a === x.a`.
import { arrayHandler } from './array.js';
import { blockAt } from './block.js';
import { OBJECT_ENTRY_BYTES, SLOT_BYTES, Tag } from './layout.gen.js';
import { objectHandler } from './object.js';
import { requireOffset } from './region.js';
import { ArrayTarget, ObjectTarget, checkHandle, reveal } from './target.js';
import { allocRoot } from './write.js';

/** @import { Arena } from './arena.js' */

/** @param {Arena} arena @param {number} handle  checked */
function newObject(arena, handle) {
  const target = new ObjectTarget(arena, handle);
  target.proxy = new Proxy(target, objectHandler);
  return target;
}

/** @param {Arena} arena @param {number} handle  checked */
function newArray(arena, handle) {
  const target = new ArrayTarget(arena, handle);
  target.proxy = new Proxy(target, arrayHandler);
  return target;
}

/**
 * The accessor of the object at a handle.
 *
 * @param {Arena} arena    synced
 * @param {number} handle  u32
 * @returns {any}
 */
export function objectAt(arena, handle) {
  const known = arena.objects.get(handle);
  if (known !== undefined) return known;
  checkHandle(arena, handle);
  const target = newObject(arena, handle);
  reveal(target);
  return target.proxy;
}

/**
 * The accessor of the array at a handle.
 *
 * @param {Arena} arena    synced
 * @param {number} handle  u32
 * @returns {any}
 */
export function arrayAt(arena, handle) {
  const known = arena.arrays.get(handle);
  if (known !== undefined) return known;
  checkHandle(arena, handle);
  const target = newArray(arena, handle);
  reveal(target);
  return target.proxy;
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
  const target = tag === Tag.Array ? newArray(arena, a) : newObject(arena, a);
  if (arena.isExtended) reveal(target); // it may hold itself, and is met again there
  return target.proxy;
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
