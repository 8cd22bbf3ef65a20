// SPDX-License-Identifier: MIT
// UTF-8 in and out of a region (SPEC.md, 3).
import { fault } from './errors.js';

/** @import { Region } from './region.js' */

const encoder = new TextEncoder();
// ignoreBOM: a leading U+FEFF is a character like any other.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Up to here a loop in JavaScript is faster than a call to TextDecoder. */
const SHORT_BYTES = 24;
/** From here on, encoding to a copy is faster than measuring first. */
const LONG_UNITS = 256;

/** UTF-8 of a text; lone surrogates become U+FFFD. @param {string} text @returns {Uint8Array} */
export function encodeText(text) {
  return encoder.encode(text);
}

/** Bytes that a text takes as UTF-8. @param {string} text */
export function textByteLength(text) {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      bytes += 1;
    } else {
      bytes += 2;
      const isPair = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
      if (isPair) i++; // a pair takes 4 bytes for its 2 units, anything else here 3 for 1
    }
  }
  return bytes;
}

/**
 * Place a text: measure, let `place` allocate, then write.
 *
 * @param {Region} region
 * @param {string} text
 * @param {(byteLength: number) => number} place  returns where the bytes go
 */
export function writeText(region, text, place) {
  if (text.length >= LONG_UNITS) {
    const bytes = encoder.encode(text);
    const at = place(bytes.length);
    region.u8.set(bytes, at); // not before: place() may have grown the memory
    return;
  }
  const byteLength = textByteLength(text);
  const at = place(byteLength);
  writeUtf8(region.u8, text, at, byteLength);
}

/**
 * Write a text where there is room for it.
 *
 * @param {Uint8Array} u8
 * @param {string} text
 * @param {number} at
 * @param {number} room  bytes
 * @returns {number} bytes written
 */
export function writeUtf8(u8, text, at, room) {
  const { buffer } = u8;
  if (buffer instanceof ArrayBuffer && !buffer.resizable) return encoder.encodeInto(text, u8.subarray(at, at + room)).written;
  const bytes = encoder.encode(text); // browsers refuse to encode into a buffer that is shared or resizable
  u8.set(bytes, at);
  return bytes.length;
}

/**
 * Text of `byteLength` bytes at `at`. Bytes that are not UTF-8 read as U+FFFD.
 *
 * @param {Region} region
 * @param {number} at          the caller has checked the range
 * @param {number} byteLength
 * @returns {string}
 */
export function readText(region, at, byteLength) {
  return (byteLength <= SHORT_BYTES ? readAscii(region.u8, at, byteLength) : undefined) ?? decode(region, at, byteLength);
}

/** @param {Uint8Array} u8 @param {number} at @param {number} byteLength @returns {string | undefined} */
function readAscii(u8, at, byteLength) {
  const end = at + byteLength;
  let text = '';
  let i = at;
  for (; i + 4 <= end; i += 4) {
    const a = /** @type {number} */ (u8[i]);
    const b = /** @type {number} */ (u8[i + 1]);
    const c = /** @type {number} */ (u8[i + 2]);
    const d = /** @type {number} */ (u8[i + 3]);
    if ((a | b | c | d) > 0x7f) return undefined;
    text += String.fromCharCode(a, b, c, d);
  }
  for (; i < end; i++) {
    const unit = /** @type {number} */ (u8[i]);
    if (unit > 0x7f) return undefined;
    text += String.fromCharCode(unit);
  }
  return text;
}

/** @param {Region} region @param {number} at @param {number} byteLength */
function decode(region, at, byteLength) {
  const { u8 } = region;
  // Browsers refuse to decode from a buffer that another thread could change meanwhile, or that is resizable.
  const bytes = region.canDecodeInPlace ? u8.subarray(at, at + byteLength) : u8.slice(at, at + byteLength);
  try {
    return decoder.decode(bytes);
  } catch {
    throw fault('ZB_E_INVALID', `a string of ${byteLength} bytes is longer than this engine can hold; read it as bytes`, at);
  }
}
