// SPDX-License-Identifier: MIT
// Strings that UTF-8 cannot hold, as the UTF-16 units they are made of (SPEC.md, 9.7).
import { STRING_HEADER_BYTES } from '../core/layout.gen.js';

/** @import { Arena } from '../core/arena.js' */

/** Arguments of one call. */
const CHUNK_UNITS = 4096;

/**
 * @param {Arena} arena
 * @param {number} header  u32
 * @returns {string}
 */
export function readUnits(arena, header) {
  arena.check(header, STRING_HEADER_BYTES);
  const byteLength = arena.dv.getUint32(header, true);
  const at = header + STRING_HEADER_BYTES;
  arena.check(at, byteLength);
  const { dv } = arena;
  let text = '';
  for (let from = at; from < at + byteLength; from += 2 * CHUNK_UNITS) {
    const units = Math.min(CHUNK_UNITS, (at + byteLength - from) >>> 1);
    text += String.fromCharCode(...Array.from({ length: units }, (_, index) => dv.getUint16(from + 2 * index, true)));
  }
  return text;
}
