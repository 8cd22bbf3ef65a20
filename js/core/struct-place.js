// SPDX-License-Identifier: MIT
// Where an object of a schema, a list of them or a column lies, and whether it still does. Their
// classes keep that in private fields and show it under these symbols alone, which nothing that
// is stored in a region can be called.
import { fault } from './errors.js';

/** @import { Arena } from './arena.js' */

/**
 * Member that begins an operation: gives the arena, with current views, or throws because the
 * bytes were freed.
 */
export const OPEN = Symbol('zerobuf.open');

/** Member: offset of the first byte. */
export const AT = Symbol('zerobuf.at');

/** Member of views: go to another offset. */
export const MOVE = Symbol('zerobuf.move');

/** Member of lists: bytes from one object to the next. */
export const STRIDE = Symbol('zerobuf.stride');

/**
 * Begin an operation on bytes at an offset.
 *
 * @param {Arena} arena
 * @param {number} at
 * @param {number} epoch  the arena's when the place was known to be good
 * @returns {number} the arena's epoch now
 * @throws {RangeError} when a restore or reset has freed the bytes since
 */
export function renew(arena, at, epoch) {
  arena.sync();
  if (epoch !== arena.epoch && arena.wasFreed(at, epoch)) throw arena.stale('this schema object', at, epoch);
  return arena.epoch;
}

/**
 * The position that an index of a list stands for: negative ones count from the end.
 *
 * @param {unknown} index
 * @param {number} length
 * @returns {number}
 * @throws {TypeError} for what is no number, RangeError for what is no position
 */
export function positionOf(index, length) {
  if (typeof index !== 'number') throw fault('ZB_E_TAG', `an index is a number, not a ${typeof index}; pass a whole number`);
  const position = index < 0 ? index + length : index;
  if (Number.isInteger(position) && position >= 0 && position < length) return position;
  throw fault('ZB_E_INVALID', length === 0
    ? `there is nothing at ${index}: the list is empty`
    : `there is nothing at ${index} in a list of ${length}; pass a whole number from ${-length} to ${length - 1}`);
}

/** What has a place, without the fast ways of compiled classes. */
export class Place {
  /** @type {Arena} */
  #arena;
  /** @type {number} */
  #at;
  /** @type {number} */
  #epoch;

  /** @param {Arena} arena  synced @param {number} at  checked */
  constructor(arena, at) {
    this.#arena = arena;
    this.#at = at;
    this.#epoch = arena.epoch;
  }

  [OPEN]() {
    this.#epoch = renew(this.#arena, this.#at, this.#epoch);
    return this.#arena;
  }

  get [AT]() {
    return this.#at;
  }

  /** @param {number} at  checked */
  [MOVE](at) {
    this.#at = at;
  }
}
