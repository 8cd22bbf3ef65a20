// SPDX-License-Identifier: MIT
// The functions that read by offset, for code that lays out its own slots. Each checks what it
// is given.
import { Tag } from './layout.gen.js';
import { plainAt, readSlotPlain } from './plain.js';
import { requireOffset } from './region.js';
import { checkHandle } from './target.js';
import { readBytes as bytesAt, readSlot, readString as stringAt } from './value.js';
import { requireSlot } from './write.js';

/** @import { Arena } from './arena.js' */

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
