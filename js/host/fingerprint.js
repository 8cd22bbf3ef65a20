// SPDX-License-Identifier: MIT
// A hash of what a guest asks for, wherever in its memory it says so: FNV-1a, 32 bits
// (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv).  It finds mistakes, it keeps out nobody.

import {
  OPERATION_CALL,
  OPERATION_READ,
  OPERATION_WRITE,
  PART_BYTE_STRING,
  PART_BYTES,
  PART_ENV,
  PART_F64,
  PART_LENGTH_AT,
  PART_METHOD,
  PART_NULL,
  PART_PAYLOAD_AT,
  PART_PROPERTY,
  PART_STRING,
  PART_VALUE,
} from '../core/layout.gen.js';
import { readValueEager } from '../core/index.js';

/** @import { OpenCall } from './open-call.js' */

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** Parts whose payload leads to bytes. */
const SPANS = new Set([PART_ENV, PART_PROPERTY, PART_METHOD, PART_STRING, PART_BYTE_STRING]);

const encoder = new TextEncoder();

/** @param {number} hash @param {Uint8Array} bytes */
function add(hash, bytes) {
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
  return hash;
}

/** @param {number} hash @param {number} word */
const addWord = (hash, word) => Math.imul(hash ^ word, PRIME);

/**
 * @param {OpenCall} call
 * @param {number} kind of the operation
 * @param {number} a
 * @param {number} b
 */
export function printOf(call, kind, a, b) {
  const { u8 } = call.instance;
  const hash = addWord(BASIS, kind);
  if (kind === OPERATION_READ) return addWord(hash, b); // wherever it goes
  if (kind === OPERATION_WRITE) return add(addWord(hash, b), u8.subarray(a, a + b));
  if (kind === OPERATION_CALL) return addParts(call, hash, a, b);
  return addWord(addWord(hash, a), b);
}

/**
 * Where the parts are not what they must be the hash is anything: who starts the call finds out.
 * @param {OpenCall} call
 * @param {number} hash
 * @param {number} at
 * @param {number} count
 */
function addParts(call, hash, at, count) {
  const { u8, u32 } = call.instance;
  const end = Math.min(at + count * PART_BYTES, u8.byteLength - PART_BYTES + 1);
  for (let part = at; part < end; part += PART_BYTES) {
    const word = (/** @type {number} */ offset) => u32[(part + offset) >>> 2] ?? 0;
    const kind = word(0);
    const payload = word(PART_PAYLOAD_AT);
    hash = addWord(hash, kind);
    if (SPANS.has(kind)) {
      const length = word(PART_LENGTH_AT);
      hash = add(addWord(hash, length), u8.subarray(payload, payload + length));
    } else if (kind === PART_VALUE) {
      hash = add(hash, encoder.encode(textOf(call, payload)));
    } else if (kind !== PART_NULL) {
      hash = addWord(hash, payload);
      if (kind === PART_F64) hash = addWord(hash, word(PART_PAYLOAD_AT + 4));
    }
  }
  return hash;
}

/** @param {OpenCall} call @param {number} slot */
function textOf(call, slot) {
  try {
    return JSON.stringify(readValueEager(call.arena, slot), (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)) ?? '';
  } catch {
    return ''; // whoever starts the call meets the same
  }
}
