// SPDX-License-Identifier: MIT
// Short texts that were read before, found by their bytes. Since the bytes themselves are
// compared, what it gives is right whoever wrote them and whatever was restored meanwhile:
// nothing has to be invalidated. All arenas share it; it holds at most ENTRIES texts of at
// most MAX_CACHED_BYTES bytes.
import { Region } from './region.js';
import { readText } from './text.js';

/** Longer texts are not kept. */
export const MAX_CACHED_BYTES = 32;

const ENTRY_BITS = 12;
const ENTRIES = 1 << ENTRY_BITS;
/** Words of an entry: those of the text, the last of which may overlap the one before. */
const WORDS = MAX_CACHED_BYTES / 4;

const words = new Uint32Array(ENTRIES * WORDS);
/** -1 for an entry that is empty. */
const lengths = new Int8Array(ENTRIES).fill(-1);
/** @type {string[]} */
const texts = new Array(ENTRIES).fill('');

let misses = 0;

/**
 * Where a text of a shared memory goes before it is looked at: its bytes may change at any time,
 * and a text must never be kept under other bytes than it was decoded from.
 */
const copied = new Region({ buffer: new ArrayBuffer(MAX_CACHED_BYTES) });

/** Texts that had to be decoded so far. */
export function countMisses() {
  return misses;
}

/**
 * Text of up to 32 bytes. O(bytes / 4) when it is there.
 *
 * @param {Region} region
 * @param {DataView} dv  of the region
 * @param {number} at  the caller has checked the range
 * @param {number} byteLength  at most MAX_CACHED_BYTES
 * @returns {string}
 */
export function readShort(region, dv, at, byteLength) {
  if (!region.isSharedMemory) return readStill(region, dv, at, byteLength);
  const { u8 } = copied;
  for (let i = 0; i < byteLength; i++) u8[i] = dv.getUint8(at + i);
  return readStill(copied, copied.dv, 0, byteLength);
}

/** readShort() of bytes that do not change meanwhile. @param {Region} region @param {DataView} dv @param {number} at @param {number} byteLength */
function readStill(region, dv, at, byteLength) {
  if (byteLength < 4) return readTiny(region, dv, at, byteLength);
  const last = at + byteLength - 4;
  const tail = dv.getUint32(last, true);
  let hash = tail ^ byteLength;
  for (let i = at; i < last; i += 4) hash = Math.imul(hash ^ dv.getUint32(i, true), 0x9e3779b1) ^ (hash >>> 15);
  const index = Math.imul(hash, 0x85ebca6b) >>> (32 - ENTRY_BITS);
  let word = index * WORDS;
  if (lengths[index] === byteLength) {
    let i = at;
    while (i < last && words[word] === dv.getUint32(i, true)) {
      i += 4;
      word++;
    }
    if (i >= last && words[word] === tail) return /** @type {string} */ (texts[index]);
    word = index * WORDS;
  }
  misses++;
  const text = readText(region, at, byteLength);
  for (let i = at; i < last; i += 4) words[word++] = dv.getUint32(i, true);
  words[word] = tail;
  lengths[index] = byteLength;
  texts[index] = text;
  return text;
}

/** Up to three bytes: one word. @param {Region} region @param {DataView} dv @param {number} at @param {number} byteLength */
function readTiny(region, dv, at, byteLength) {
  if (byteLength === 0) return '';
  const bytes = dv.getUint8(at) | (dv.getUint8(at + (byteLength >>> 1)) << 8) | (dv.getUint8(at + byteLength - 1) << 16);
  const index = Math.imul(bytes ^ byteLength, 0x9e3779b1) >>> (32 - ENTRY_BITS);
  const word = index * WORDS;
  if (lengths[index] === byteLength && words[word] === bytes) return /** @type {string} */ (texts[index]);
  misses++;
  const text = readText(region, at, byteLength);
  words[word] = bytes;
  lengths[index] = byteLength;
  texts[index] = text;
  return text;
}
