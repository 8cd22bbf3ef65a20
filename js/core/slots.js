// SPDX-License-Identifier: MIT
// Value slots without an arena: for code that lays out its own bytes, such as a host that
// writes a request. `dv` and `u8` are two views of the same bytes; every offset counts from
// their start. All functions check bounds and throw a RangeError when they would leave them.
import { fault } from './errors.js';
import { SLOT_A_AT, SLOT_B_AT, SLOT_BYTES, STRING_ALIGN, STRING_HEADER_BYTES, Tag } from './layout.gen.js';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** @param {DataView} dv @param {number} offset @param {number} length */
function check(dv, offset, length) {
  if (!Number.isInteger(offset) || offset < 0) {
    throw fault('ZB_E_INVALID', `${String(offset)} is not an offset; pass a whole number, 0 or more`);
  }
  if (length > dv.byteLength || offset > dv.byteLength - length) {
    throw fault('ZB_E_BOUNDS', `${length} bytes at ${offset} leave the view of ${dv.byteLength} bytes; make room or correct the offset`, offset);
  }
}

/** @param {DataView} dv @param {number} slot @param {number} tag @param {number} a */
function writeSlot(dv, slot, tag, a) {
  check(dv, slot, SLOT_BYTES);
  dv.setUint32(slot, tag, true);
  dv.setUint32(slot + SLOT_A_AT, a, true);
  dv.setFloat64(slot + SLOT_B_AT, 0, true);
}

/** @param {DataView} dv @param {Uint8Array} u8 @param {number} tag @param {number} slot @param {number} at @param {Uint8Array} bytes */
function writeBlock(dv, u8, tag, slot, at, bytes) {
  check(dv, slot, SLOT_BYTES);
  check(dv, at, STRING_HEADER_BYTES + bytes.length);
  const next = at + STRING_HEADER_BYTES + bytes.length;
  dv.setUint32(at, bytes.length, true);
  u8.set(bytes, at + STRING_HEADER_BYTES);
  writeSlot(dv, slot, tag, at);
  return Math.ceil(next / STRING_ALIGN) * STRING_ALIGN;
}

/**
 * The bytes that a string or bytes slot refers to, without a copy.
 *
 * @param {DataView} dv
 * @param {Uint8Array} u8
 * @param {number} tag
 * @param {number} slot
 */
function viewBlock(dv, u8, tag, slot) {
  if (readTag(dv, slot) !== tag) return u8.subarray(0, 0);
  const at = dv.getUint32(slot + SLOT_A_AT, true);
  check(dv, at, STRING_HEADER_BYTES);
  const byteLength = dv.getUint32(at, true);
  check(dv, at + STRING_HEADER_BYTES, byteLength);
  return u8.subarray(at + STRING_HEADER_BYTES, at + STRING_HEADER_BYTES + byteLength);
}

/**
 * Write a string slot and its bytes.
 *
 * @param {DataView} dv
 * @param {Uint8Array} u8
 * @param {number} slot        offset of 16 bytes
 * @param {number} dataOffset  where header and bytes go
 * @param {Uint8Array} bytes   UTF-8
 * @returns {number} the next free data offset, 4-aligned
 */
export function writeStringSlot(dv, u8, slot, dataOffset, bytes) {
  return writeBlock(dv, u8, Tag.String, slot, dataOffset, bytes);
}

/**
 * Write a bytes slot and its bytes.
 *
 * @param {DataView} dv
 * @param {Uint8Array} u8
 * @param {number} slot        offset of 16 bytes
 * @param {number} dataOffset  where header and bytes go
 * @param {Uint8Array} bytes
 * @returns {number} the next free data offset, 4-aligned
 */
export function writeBytesSlot(dv, u8, slot, dataOffset, bytes) {
  return writeBlock(dv, u8, Tag.Bytes, slot, dataOffset, bytes);
}

/**
 * @param {DataView} dv
 * @param {Uint8Array} u8
 * @param {number} slot
 * @returns {string} empty when the slot holds no string
 */
export function readStringSlot(dv, u8, slot) {
  return decoder.decode(viewBlock(dv, u8, Tag.String, slot).slice()); // a copy: the memory may be shared
}

/**
 * @param {DataView} dv
 * @param {Uint8Array} u8
 * @param {number} slot
 * @returns {Uint8Array} a copy; empty when the slot holds no bytes
 */
export function readBytesSlot(dv, u8, slot) {
  return new Uint8Array(viewBlock(dv, u8, Tag.Bytes, slot));
}

/** @param {DataView} dv @param {number} slot @param {number} value  taken modulo 2^32 */
export function writeI32Slot(dv, slot, value) {
  writeSlot(dv, slot, Tag.I32, value);
}

/** @param {DataView} dv @param {number} slot @returns {number} 0 when the slot holds no i32 */
export function readI32Slot(dv, slot) {
  return readTag(dv, slot) === Tag.I32 ? dv.getInt32(slot + SLOT_A_AT, true) : 0;
}

/** @param {DataView} dv @param {number} slot @param {number} value */
export function writeF64Slot(dv, slot, value) {
  writeSlot(dv, slot, Tag.F64, 0);
  dv.setFloat64(slot + SLOT_B_AT, value, true);
}

/** @param {DataView} dv @param {number} slot @returns {number} of an f64 or i32 slot; otherwise 0 */
export function readF64Slot(dv, slot) {
  return readTag(dv, slot) === Tag.F64 ? dv.getFloat64(slot + SLOT_B_AT, true) : readI32Slot(dv, slot);
}

/** @param {DataView} dv @param {number} slot @param {boolean} value */
export function writeBoolSlot(dv, slot, value) {
  writeSlot(dv, slot, Tag.Bool, value ? 1 : 0);
}

/** @param {DataView} dv @param {number} slot @returns {boolean} false when the slot holds no bool */
export function readBoolSlot(dv, slot) {
  return readTag(dv, slot) === Tag.Bool && dv.getUint32(slot + SLOT_A_AT, true) !== 0;
}

/** @param {DataView} dv @param {number} slot */
export function writeNullSlot(dv, slot) {
  writeSlot(dv, slot, Tag.Null, 0);
}

/** @param {DataView} dv @param {number} slot */
export function isNullSlot(dv, slot) {
  return readTag(dv, slot) === Tag.Null;
}

/** @param {DataView} dv @param {number} slot @returns {number} one of Tag, or an unknown tag */
export function readTag(dv, slot) {
  check(dv, slot, SLOT_BYTES);
  return dv.getUint8(slot);
}
