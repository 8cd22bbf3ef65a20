// SPDX-License-Identifier: MIT
// Reading one value slot.
import { arrayAt, objectAt } from './accessor.js';
import { fault } from './errors.js';
import { readExtension } from './extended/read.js';
import { ExtensionTag, SLOT_A_AT, SLOT_B_AT, STRING_HEADER_BYTES, Tag } from './layout.gen.js';
import { MAX_CACHED_BYTES, readShort } from './string-cache.js';
import { readText } from './text.js';

/** @import { Arena } from './arena.js' */

/**
 * The string at a string header.
 *
 * @param {Arena} arena
 * @param {number} header  offset
 * @returns {string}
 */
export function readString(arena, header) {
  arena.check(header, STRING_HEADER_BYTES);
  const byteLength = arena.dv.getUint32(header, true);
  const at = header + STRING_HEADER_BYTES;
  arena.check(at, byteLength);
  return byteLength <= MAX_CACHED_BYTES ? readShort(arena, arena.dv, at, byteLength) : readLong(arena, at, byteLength);
}

/** @param {Arena} arena @param {number} at @param {number} byteLength */
function readLong(arena, at, byteLength) {
  return byteLength <= MAX_NATIVE_BYTES ? arena.native.bytes?.utf8Slice(at, at + byteLength) ?? readText(arena, at, byteLength) : readText(arena, at, byteLength);
}

/** What every engine can hold as a string. */
const MAX_NATIVE_BYTES = 2 ** 24;

/**
 * The bytes at a bytes header, copied: the copy stays valid when the memory grows.
 *
 * @param {Arena} arena
 * @param {number} header  offset
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function readBytes(arena, header) {
  arena.check(header, STRING_HEADER_BYTES);
  const byteLength = arena.dv.getUint32(header, true);
  const at = header + STRING_HEADER_BYTES;
  arena.check(at, byteLength);
  const copy = new Uint8Array(byteLength);
  copy.set(arena.u8.subarray(at, at + byteLength));
  return copy;
}

/**
 * The value in a slot; arrays and objects as accessors.
 *
 * @param {Arena} arena  synced
 * @param {number} slot  offset, checked
 * @returns {any}
 */
export function readSlot(arena, slot) {
  const { dv } = arena;
  const tag = dv.getUint8(slot);
  // Numbers first, and the rest in a function of its own: this one is inlined into accessors.
  if (tag === Tag.F64) return dv.getFloat64(slot + SLOT_B_AT, true);
  if (tag === Tag.I32) return dv.getInt32(slot + SLOT_A_AT, true);
  return readOther(arena, slot, tag);
}

/** @param {Arena} arena @param {number} slot @param {number} tag */
function readOther(arena, slot, tag) {
  const { dv } = arena;
  switch (tag) {
    case Tag.Null: return null;
    case Tag.Bool: return dv.getUint32(slot + SLOT_A_AT, true) !== 0;
    case Tag.String: return readString(arena, dv.getUint32(slot + SLOT_A_AT, true));
    case Tag.Array: return arrayAt(arena, dv.getUint32(slot + SLOT_A_AT, true));
    case Tag.Object: return objectAt(arena, dv.getUint32(slot + SLOT_A_AT, true));
    case Tag.BigInt: return dv.getBigInt64(slot + SLOT_B_AT, true);
    case Tag.Bytes: return readBytes(arena, dv.getUint32(slot + SLOT_A_AT, true));
    default:
      if (arena.isExtended) return readExtension(arena, slot, tag);
      throw unknownTag(arena, slot);
  }
}

/** @param {Arena} arena @param {number} slot */
export function unknownTag(arena, slot) {
  const tag = arena.dv.getUint8(slot);
  const name = arena.isExtended ? undefined : EXTENSION_NAMES.get(tag);
  const sentence = name === undefined
    ? `the slot at ${slot} has the unknown tag ${tag}; it was written by a newer version or is damaged`
    : `the slot at ${slot} holds the extension type ${name}, which a strict arena does not read; read it with one of types: 'full'`;
  return fault('ZB_E_TAG', sentence, slot);
}

/** @type {ReadonlyMap<number, string>} */
const EXTENSION_NAMES = new Map(Object.entries(ExtensionTag).map(([name, tag]) => [tag, name]));
