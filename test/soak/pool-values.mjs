// SPDX-License-Identifier: MIT
// Random values for the soak of the pool, and whether two are the same.
import { Buffer } from 'node:buffer';

/** @typedef {{ below: (end: number) => number, between: (low: number, high: number) => number }} Random */

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzäöü日本語🙂'];
const ARRAYS = [Uint8Array, Int16Array, Float64Array, Uint32Array, Uint8ClampedArray, BigInt64Array];
/** Longer than any block: travels beside the region. */
const IMAGE_BYTES = 4 * 1024 * 1024;

/** @param {Random} random @param {number} most  characters */
export function text(random, most) {
  const length = random.below(most + 1);
  let made = '';
  for (let i = 0; i < length; i++) made += LETTERS[random.below(LETTERS.length)];
  return random.below(100) === 0 ? `${made}\ud800` : made;
}

/** @param {Random} random @param {number} most  bytes, about */
export function array(random, most) {
  const Class = ARRAYS[random.below(ARRAYS.length)] ?? Uint8Array;
  const made = new Class(Math.floor(random.below(most + 1) / Class.BYTES_PER_ELEMENT));
  const bytes = new Uint8Array(made.buffer);
  for (let at = random.below(64); at < bytes.length; at += 1 + random.below(4096)) bytes[at] = random.below(128); // no NaN
  return made;
}

/** Few of the names come again, so that the space for keys overflows. @param {Random} random @param {string} mark */
const name = (random, mark) => (random.below(4) === 0 ? `${mark}${random.below(1e9).toString(36)}` : `k${random.below(24)}`);

/** @param {Random} random @param {number} depth @param {string} mark @returns {any} */
export function value(random, depth, mark) {
  const kind = random.below(depth > 0 ? 14 : 8);
  switch (kind) {
    case 0: return random.below(2 ** 31) - 2 ** 30;
    case 1: return random.between(-1e9, 1e9);
    case 2: return random.below(2) === 0;
    case 3: return text(random, 40);
    case 4: return BigInt(random.below(2 ** 31)) ** BigInt(random.below(5));
    case 5: return new Date(random.below(2 ** 40));
    case 6: return array(random, 200);
    case 7: return random.below(2) === 0 ? null : undefined;
    case 8: return Array.from({ length: random.below(9) }, () => value(random, depth - 1, mark));
    case 9: return new Map(Array.from({ length: random.below(6) }, (_, at) => [`${at}${name(random, mark)}`, value(random, depth - 1, mark)]));
    case 10: return new Set(Array.from({ length: random.below(6) }, (_, at) => `${at}${text(random, 8)}`));
    default: return Object.fromEntries(Array.from({ length: 1 + random.below(7) }, () => [name(random, mark), value(random, depth - 1, mark)]));
  }
}

/** One for the stock that calls choose from. @param {Random} random @param {string} mark */
export function argument(random, mark) {
  const dice = random.below(1000);
  if (dice < 300) return random.between(-1e9, 1e9);
  if (dice < 600) return text(random, 200);
  if (dice < 930) return value(random, 3, mark);
  if (dice < 990) return array(random, 2000);
  if (dice < 998) return array(random, random.below(300_001));
  return { list: Array.from({ length: 20 + random.below(200) }, () => value(random, 2, mark)) }; // needs a block
}

/** Of more than 4 MiB, which travels as an image. @param {Random} random */
export function image(random) {
  const long = 'x'.repeat(IMAGE_BYTES + random.below(1024));
  return { long, list: [text(random, 40)] };
}

/** Whether two values are the same all through. @param {any} a @param {any} b @returns {boolean} */
export function same(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a.constructor !== b.constructor) return false;
  if (Array.isArray(a)) return a.length === b.length && a.every((item, at) => same(item, b[at]));
  if (ArrayBuffer.isView(a)) return sameBytes(a, b);
  if (a instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof Map) return a.size === b.size && same([...a], [...b]);
  if (a instanceof Set) return same([...a], [...b]);
  const keys = Object.keys(a);
  return same(keys, Object.keys(b)) && keys.every((key) => same(a[key], b[key]));
}

/** @param {ArrayBufferView} a @param {ArrayBufferView} b */
function sameBytes(a, b) {
  const [left, right] = [a, b].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  return left !== undefined && right !== undefined && left.equals(right);
}
