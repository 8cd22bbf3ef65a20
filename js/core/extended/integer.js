// SPDX-License-Identifier: MIT
// Bigints that do not fit 64 bits (SPEC.md, 9, tag 0x8D): two's complement in limbs of
// 64 bits, lowest first. Hexadecimal digits are the one form that engines turn into a bigint
// and back in linear time.
import { fault } from '../errors.js';
import { STRING_ALIGN, STRING_HEADER_BYTES } from '../layout.gen.js';

/** @import { Arena } from '../arena.js' */

const LIMB_BYTES = 8;
const LIMB_DIGITS = 2 * LIMB_BYTES;

/** Limbs that hold a number with its sign. @param {bigint} value */
function limbsOf(value) {
  const magnitude = value < 0n ? ~value : value;
  const digits = magnitude.toString(16);
  const bits = 4 * (digits.length - 1) + (32 - Math.clz32(Number.parseInt(/** @type {string} */ (digits[0]), 16)));
  return Math.floor(bits / 64) + 1; // one bit more than the magnitude, for the sign
}

/**
 * Write a bigint.
 *
 * @param {Arena} arena  within a writing operation
 * @param {bigint} value  outside i64
 * @returns {number} offset of its bytes header
 */
export function allocInteger(arena, value) {
  const limbs = limbsOf(value);
  const header = arena.pen.take(STRING_HEADER_BYTES + limbs * LIMB_BYTES, STRING_ALIGN - 1);
  const digits = BigInt.asUintN(64 * limbs, value).toString(16).padStart(limbs * LIMB_DIGITS, '0');
  const { dv } = arena;
  dv.setUint32(header, limbs * LIMB_BYTES, true);
  for (let limb = 0; limb < limbs; limb++) {
    const end = digits.length - limb * LIMB_DIGITS;
    const at = header + STRING_HEADER_BYTES + limb * LIMB_BYTES;
    dv.setBigUint64(at, BigInt(`0x${digits.slice(end - LIMB_DIGITS, end)}`), true);
  }
  return header;
}

/**
 * Read a bigint.
 *
 * @param {Arena} arena  synced
 * @param {number} header  offset
 * @returns {bigint}
 */
export function readInteger(arena, header) {
  arena.check(header, STRING_HEADER_BYTES);
  const { dv } = arena;
  const byteLength = dv.getUint32(header, true);
  arena.check(header + STRING_HEADER_BYTES, byteLength);
  if (byteLength % LIMB_BYTES !== 0 || byteLength < 2 * LIMB_BYTES) {
    throw fault('ZB_E_CORRUPT', `the integer at ${header} has ${byteLength} bytes, which is no multiple of 8 from 16 up; the data is damaged`, header);
  }
  let digits = '';
  for (let at = header + byteLength - STRING_HEADER_BYTES; at > header; at -= LIMB_BYTES) {
    digits += dv.getBigUint64(at, true).toString(16).padStart(LIMB_DIGITS, '0');
  }
  try {
    return BigInt.asIntN(8 * byteLength, BigInt(`0x${digits}`));
  } catch {
    throw fault('ZB_E_INVALID', `an integer of ${byteLength} bytes is larger than this engine can hold; read it as bytes`, header);
  }
}
