// SPDX-License-Identifier: MIT
// One task over the parts of a column.
import { describe, requireWhole } from './check-option.js';

/** @import { CallOptions } from './call-function.js' */

/** @typedef {{ readonly buffer: ArrayBufferLike, readonly byteOffset: number, readonly byteLength: number, readonly length: number, readonly BYTES_PER_ELEMENT: number, subarray: (from: number, to: number) => any }} Column */

/**
 * @template C
 * @typedef {object} MapColumnOptions
 * @property {number} [chunks]  parts, unless the column is too short for so many of 64 bytes; four for
 *   each worker unless given, but none shorter than 64 KiB
 * @property {(part: C, from: number, index: number) => unknown} [argument]  makes the argument of a part's call:
 *   the part itself unless given. from: index of its first element in the column
 */

/**
 * @template C
 * @typedef {MapColumnOptions<C> & CallOptions} MapOptions
 */

/** Parts begin where lines of the cache do, so that no two threads write to one. */
const LINE_BYTES = 64;
const CHUNKS_PER_WORKER = 4;
const LEAST_BYTES = 65536;
const MAX_CHUNKS = 2 ** 20;

/**
 * @template {Column} C
 * @template R
 * @param {C} column
 * @param {(argument: any, options?: CallOptions) => Promise<R>} call
 * @param {MapOptions<C>} options
 * @param {number} threads
 * @returns {Promise<R[]>}
 */
export async function mapColumn(column, call, { chunks, argument, ...callOptions }, threads) {
  if (chunks !== undefined) requireWhole(chunks, 'pool.map(): chunks', 1, MAX_CHUNKS);
  if (argument !== undefined && typeof argument !== 'function') throw new TypeError(`pool.map(): argument is ${describe(argument)}; give a function (part, from, index) => argument`);
  const wanted = chunks ?? Math.max(1, Math.min(threads * CHUNKS_PER_WORKER, Math.floor(column.byteLength / LEAST_BYTES)));
  const bounds = boundsOf(column, wanted);
  const parts = bounds.slice(1).map((to, index) => column.subarray(/** @type {number} */ (bounds[index]), to));
  // Before the first call: when a function of the user throws, nothing has begun.
  const args = argument === undefined ? parts : parts.map((part, index) => argument(part, /** @type {number} */ (bounds[index]), index));
  const settled = await Promise.allSettled(args.map((each) => call(each, callOptions)));
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

/**
 * Where parts begin and end, in elements: as equal as lines of the cache let them be.
 *
 * @param {Column} column @param {number} count  of parts
 * @returns {number[]} rising; one more than there are parts
 */
export function boundsOf({ byteOffset, length, BYTES_PER_ELEMENT }, count) {
  const bounds = [0];
  const end = byteOffset + length * BYTES_PER_ELEMENT;
  for (let i = 1; i < count; i++) {
    const at = Math.round((byteOffset + ((end - byteOffset) * i) / count) / LINE_BYTES) * LINE_BYTES;
    const bound = (at - byteOffset) / BYTES_PER_ELEMENT;
    if (at < end && bound > /** @type {number} */ (bounds.at(-1))) bounds.push(bound);
  }
  if (length > 0) bounds.push(length);
  return bounds;
}
