// SPDX-License-Identifier: MIT
// What a slot holds for everything but objects: numbers and the like in the slot itself,
// strings and bytes elsewhere.
import { writeBytes } from './bytes.js';
import { cell, setCell } from './cell.js';
import { refuse } from './convert.js';
import { fault, refusal } from './errors.js';
import { allocInteger } from './extended/integer.js';
import { ExtensionTag, STRING_ALIGN, STRING_HEADER_BYTES, TAG_UNITS, Tag } from './layout.gen.js';
import { writeText, writeUtf8 } from './text.js';

/** @import { Arena } from './arena.js' */
/** @import { Cell } from './cell.js' */

/** @param {number} value */
function encodeNumber(value) {
  if ((value | 0) === value && (value !== 0 || !Object.is(value, -0))) return setCell(Tag.I32, value);
  cell.f64 = value;
  return setCell(Tag.F64, 0);
}

/** @param {Arena} arena @param {bigint} value */
function encodeBigInt(arena, value) {
  if (BigInt.asIntN(64, value) === value) {
    cell.i64 = value;
    return setCell(Tag.BigInt, 0);
  }
  if (arena.isExtended) return setCell(ExtensionTag.Integer, allocInteger(arena, value));
  throw fault('ZB_E_INVALID', `the bigint ${value} does not fit 64 bits with sign; store it as a string, or in an arena of types: 'full'`);
}

/**
 * @param {Arena} arena  synced; within a writing operation
 * @param {unknown} value  no symbol of an extended arena: reduce.js has those
 * @returns {Readonly<Cell> | undefined} undefined for an object
 */
export function encodeLeaf(arena, value) {
  switch (typeof value) {
    case 'number': return encodeNumber(value);
    case 'string': return textCell(placeString(arena, value));
    case 'boolean': return setCell(Tag.Bool, value ? 1 : 0);
    case 'undefined': return setCell(arena.isExtended ? ExtensionTag.Undefined : Tag.Null, 0);
    case 'bigint': return encodeBigInt(arena, value);
    case 'object': return value === null ? setCell(Tag.Null, 0) : undefined;
    case 'symbol': return arena.isExtended ? setCell(ExtensionTag.Symbol, placeKeyOf(arena, value)) : refuseValue(value);
    default: return refuseValue(value);
  }
}

/** @param {number} at  what placeString() gave */
function textCell(at) {
  return at > 0 ? setCell(Tag.String, at) : setCell(TAG_UNITS, -at);
}

/** @param {Arena} arena @param {symbol} symbol */
function placeKeyOf(arena, symbol) {
  const at = placeString(arena, registeredKey(symbol));
  if (at < 0) throw refusal(`the key of ${String(symbol)} has a lone surrogate, which UTF-8 cannot hold; rename it`);
  return at;
}

/** @param {symbol} symbol  of Symbol.for() */
function registeredKey(symbol) {
  return Symbol.keyFor(symbol) ?? refuseValue(symbol);
}

/** @param {unknown} value @returns {never} */
function refuseValue(value) {
  throw refuse(value);
}

/** Up to here a loop over the characters beats a call. Measured for texts of ASCII. */
const LOOP_UNITS = 12;
/** The same where the call is TextEncoder.encodeInto(), which takes a view. */
const LOOP_UNITS_WITHOUT_NATIVE = 28;
/** Up to here room for the worst case is claimed instead of measuring the text. */
const UNMEASURED_UNITS = 2048;

/**
 * Write a string with its header.
 *
 * @param {Arena} arena  within a writing operation
 * @param {string} text  lone surrogates become U+FFFD, unless the arena has a carrier
 * @returns {number} offset of the header; of a text that is not well-formed, in an arena with
 *   a carrier, the negative offset of the bytes header of its units (SPEC.md, 9.7)
 */
export function placeString(arena, text) {
  const units = text.length;
  const { pen } = arena;
  const room = STRING_HEADER_BYTES + 3 * units;
  if (units > UNMEASURED_UNITS || !pen.reserve(room + STRING_ALIGN - 1)) return placeMeasured(arena, text);
  const header = pen.next + (-pen.next & (STRING_ALIGN - 1));
  const at = header + STRING_HEADER_BYTES;
  const { native } = arena;
  let written = -1;
  if (units <= LOOP_UNITS || (units <= LOOP_UNITS_WITHOUT_NATIVE && native.bytes === undefined)) {
    written = writeAscii(arena.u8, text, at);
  }
  if (written < 0) {
    const { bytes } = native;
    written = bytes === undefined ? writeUtf8(arena.u8, text, at, 3 * units) : bytes.utf8Write(text, at, 3 * units);
  }
  if (written !== units && arena.carrier !== undefined && !text.isWellFormed()) return -placeUnits(arena, text);
  arena.dv.setUint32(header, written, true);
  pen.next = at + written;
  return header;
}

/** @param {Uint8Array} u8 @param {string} text @param {number} at @returns {number} bytes, -1 when not all is ASCII */
function writeAscii(u8, text, at) {
  const { length } = text;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return -1;
    u8[at + i] = unit;
  }
  return length;
}

/** @param {Arena} arena @param {string} text */
function placeMeasured(arena, text) {
  if (arena.carrier !== undefined && !text.isWellFormed()) return -placeUnits(arena, text);
  let header = 0;
  writeText(arena, text, (byteLength) => {
    header = arena.pen.take(STRING_HEADER_BYTES + byteLength, STRING_ALIGN - 1);
    arena.dv.setUint32(header, byteLength, true);
    return header + STRING_HEADER_BYTES;
  });
  return header;
}

/** Write a text as UTF-16. @param {Arena} arena @param {string} text @returns {number} offset of the bytes header */
function placeUnits(arena, text) {
  const header = arena.pen.take(STRING_HEADER_BYTES + 2 * text.length, STRING_ALIGN - 1);
  const { dv } = arena;
  dv.setUint32(header, 2 * text.length, true);
  for (let i = 0, at = header + STRING_HEADER_BYTES; i < text.length; i++, at += 2) dv.setUint16(at, text.charCodeAt(i), true);
  return header;
}

/**
 * Write bytes with their header.
 *
 * @param {Arena} arena  within a writing operation
 * @param {Uint8Array} bytes  copied
 * @returns {number} offset of the header
 */
export function placeBytes(arena, bytes) {
  let header = 0;
  writeBytes(arena, bytes, (byteLength) => {
    header = arena.isSharedMemory ? takeAligned(arena, byteLength) : arena.pen.take(STRING_HEADER_BYTES + byteLength, STRING_ALIGN - 1);
    arena.dv.setUint32(header, byteLength, true);
    return header + STRING_HEADER_BYTES;
  });
  return header;
}

/**
 * Room for bytes that begin at a multiple of 8: engines copy from and to shared memory word by
 * word, but byte by byte, four times slower, where the two sides are aligned differently.
 *
 * @param {Arena} arena
 * @param {number} byteLength
 * @returns {number} offset of the header
 */
function takeAligned(arena, byteLength) {
  const at = arena.pen.take(STRING_ALIGN + STRING_HEADER_BYTES + byteLength, STRING_ALIGN - 1);
  return (at | STRING_ALIGN) >>> 0; // so that what follows its 4 bytes is aligned
}
