// SPDX-License-Identifier: MIT
// Data blocks of arrays and objects: from a handle to a checked block, and growth.
import { fault } from './errors.js';
import {
  ARRAY_HEADER_BYTES, BLOCK_CAPACITY_AT, BLOCK_LENGTH_AT, ENTRY_SLOT_AT, MIN_GROWN_CAPACITY, OBJECT_ENTRY_BYTES,
  OBJECT_HEADER_BYTES, READ_ALIGN, WRITE_ALIGN,
} from './layout.gen.js';

/** @import { Arena } from './arena.js' */
/** @import { Key } from './keys.js' */

/** Array and object blocks have headers of one size: capacity and length. */
export const BLOCK_HEADER_BYTES = ARRAY_HEADER_BYTES;
if (OBJECT_HEADER_BYTES !== BLOCK_HEADER_BYTES) throw new Error('layout.gen.js: block headers differ');

/** A data block whose whole capacity lies in the region. */
const found = {
  /** Offset of the block. */
  data: 0,
  capacity: 0,
  /** Elements of an array, entries of an object. */
  length: 0,
};

/**
 * The data block behind a handle, read anew each time: any side may have moved it.
 *
 * @param {Arena} arena
 * @param {number} handle     checked when its accessor was made
 * @param {number} itemBytes  16 for arrays, 24 for objects
 * @returns {Readonly<typeof found>} one object for all calls: valid until the next
 */
export function blockAt(arena, handle, itemBytes) {
  const data = arena.dv.getUint32(handle, true);
  if ((data & (READ_ALIGN - 1)) !== 0) {
    throw fault('ZB_E_ALIGN', `the data block at ${data} is not a multiple of ${READ_ALIGN}; the handle is wrong or the data is damaged`, data);
  }
  arena.check(data, BLOCK_HEADER_BYTES);
  const { dv } = arena;
  const capacity = dv.getUint32(data + BLOCK_CAPACITY_AT, true);
  const length = dv.getUint32(data + BLOCK_LENGTH_AT, true);
  if (length > capacity) {
    throw fault('ZB_E_CORRUPT', `the block at ${data} claims ${length} items in a capacity of ${capacity}; the handle is wrong or the data is damaged`, data);
  }
  arena.check(data + BLOCK_HEADER_BYTES, capacity * itemBytes);
  found.data = data;
  found.capacity = capacity;
  found.length = length;
  return found;
}

/** @param {Arena} arena @param {number} entry  checked @param {Key} key */
function holds(arena, entry, key) {
  const { dv } = arena;
  if (dv.getUint32(entry + 4, true) !== key.byteLength) return false;
  const at = dv.getUint32(entry, true);
  // Equal offsets mean equal keys; different offsets mean nothing (SPEC 4.8).
  if (at === key.offset && at !== 0) return true;
  arena.check(at, key.byteLength);
  return arena.equals(at, key.bytes);
}

/**
 * The value slot of a key.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @param {Key} key
 * @returns {number} offset of the slot, or 0 when the object has no such key
 */
export function findSlot(arena, handle, key) {
  const { data, length } = blockAt(arena, handle, OBJECT_ENTRY_BYTES);
  const first = data + BLOCK_HEADER_BYTES;
  const { hint, offset } = key;
  if (hint < length && offset !== 0) {
    const entry = first + hint * OBJECT_ENTRY_BYTES;
    const { dv } = arena;
    if (dv.getUint32(entry, true) === offset && dv.getUint32(entry + 4, true) === key.byteLength) {
      return entry + ENTRY_SLOT_AT;
    }
  }
  if (!key.isWellFormed) return 0;
  // A key that this arena did not write, at its guess; or the one after the last, as in a listing.
  for (const guess of [hint, following]) {
    if (guess >= length || !holds(arena, first + guess * OBJECT_ENTRY_BYTES, key)) continue;
    key.hint = guess;
    following = guess + 1;
    return first + guess * OBJECT_ENTRY_BYTES + ENTRY_SLOT_AT;
  }
  return searchSlot(arena, first, length, key);
}

/** The entry after the one that was found last, in whatever object. Only a guess. */
let following = 0;

/** @param {Arena} arena @param {number} first  entry @param {number} length @param {Key} key */
function searchSlot(arena, first, length, key) {
  for (let index = 0; index < length; index++) {
    const entry = first + index * OBJECT_ENTRY_BYTES;
    if (!holds(arena, entry, key)) continue;
    key.hint = index;
    following = index + 1;
    return entry + ENTRY_SLOT_AT;
  }
  return 0;
}

/**
 * Allocate a handle and its data block in one piece, with all items still to be written.
 *
 * @param {Arena} arena       a value is being written: see pen.js
 * @param {number} length     items it will hold
 * @param {number} itemBytes
 * @returns {number} the handle; the block follows it at handle + 8
 */
export function allocBlock(arena, length, itemBytes) {
  const handle = arena.pen.take(WRITE_ALIGN + BLOCK_HEADER_BYTES + length * itemBytes, WRITE_ALIGN - 1);
  const data = handle + WRITE_ALIGN;
  const { dv } = arena;
  dv.setUint32(handle, data, true);
  dv.setUint32(handle + 4, 0, true);
  dv.setUint32(data + BLOCK_CAPACITY_AT, length, true);
  dv.setUint32(data + BLOCK_LENGTH_AT, length, true);
  return handle;
}

/**
 * Make room for `needed` items. The old block is abandoned when it is too small.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @param {number} needed
 * @param {number} itemBytes
 * @returns {number} offset of the block
 */
export function reserve(arena, handle, needed, itemBytes) {
  const { data, capacity, length } = blockAt(arena, handle, itemBytes);
  if (needed <= capacity) return data;
  let grown = Math.max(2 * capacity, MIN_GROWN_CAPACITY, needed);
  let target = arena.tryAlloc(BLOCK_HEADER_BYTES + grown * itemBytes, WRITE_ALIGN);
  if (target === 0) { // no room to double, perhaps for what is needed
    grown = needed;
    target = arena.take(BLOCK_HEADER_BYTES + grown * itemBytes, WRITE_ALIGN);
  }
  const { dv, u8 } = arena;
  u8.copyWithin(target, data, data + BLOCK_HEADER_BYTES + length * itemBytes);
  dv.setUint32(target + BLOCK_CAPACITY_AT, grown, true);
  arena.publish(handle, target);
  return target;
}
