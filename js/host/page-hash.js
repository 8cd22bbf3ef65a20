// SPDX-License-Identifier: MIT
// A checksum of 64 bits over words: the four lanes of XXH32
// (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), folded twice.  Each step of a lane can be undone, so
// that a change within one lane always shows.  It finds damage and change; it keeps out nobody who means harm.

const P1 = 0x9e3779b1;
const P2 = 0x85ebca77;
const P3 = 0xc2b2ae3d;

/** @param {number} word @param {number} by 1 to 31 */
const rotated = (word, by) => (word << by) | (word >>> (32 - by));

/** @param {number} hash */
function avalanche(hash) {
  hash = Math.imul(hash ^ (hash >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * @param {Uint32Array} words
 * @param {number} from
 * @param {number} count a multiple of four
 * @param {Uint32Array} out receives two words, not both 0
 * @param {number} at
 */
export function hashWords(words, from, count, out, at) {
  let a = (P1 + P2) | 0;
  let b = P2 | 0;
  let c = 0;
  let d = -P1 | 0;
  const end = from + count;
  for (let i = from; i < end; i += 4) {
    a = Math.imul(rotated(a + Math.imul(/** @type {number} */ (words[i]), P2), 13), P1);
    b = Math.imul(rotated(b + Math.imul(/** @type {number} */ (words[i + 1]), P2), 13), P1);
    c = Math.imul(rotated(c + Math.imul(/** @type {number} */ (words[i + 2]), P2), 13), P1);
    d = Math.imul(rotated(d + Math.imul(/** @type {number} */ (words[i + 3]), P2), 13), P1);
  }
  const low = avalanche(rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18) + count);
  const high = avalanche((rotated(a, 18) ^ rotated(b, 1) ^ rotated(c, 7) ^ rotated(d, 12)) + count);
  out[at] = low;
  out[at + 1] = low === 0 && high === 0 ? 1 : high;
}
