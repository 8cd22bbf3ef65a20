// SPDX-License-Identifier: MIT
// After a restore: whether accessors and views still stand for the keys that their classes have
// in them. Bytes that were freed may hold other keys by now, and where another side restored,
// nobody can say what was freed.
import { entryNames } from './properties.js';
import { COUNT } from './target.js';

/** @import { Arena } from './arena.js' */

/** @type {readonly number[]} */
const NONE = Object.freeze([]);

/**
 * The offsets of the keys of a view or list, if the keys still lie there.
 *
 * @param {Arena} arena  synced
 * @param {readonly number[]} keys
 * @param {readonly (string | null)[]} names  null for one that is not read by its offset
 * @returns {readonly number[]} or none: then each field is found by its name, which is slower
 */
export function standing(arena, keys, names) {
  const stand = keys.every((key, index) => {
    const name = names[index];
    if (name === null || name === undefined) return true;
    const { bytes, byteLength } = arena.keys.get(name);
    return arena.has(key, byteLength) && arena.equals(key, bytes);
  });
  return stand ? keys : NONE;
}

/** @param {Arena} arena @param {number} handle @param {number} count @returns {string[] | undefined} as a plain object lists them */
function namesOf(arena, handle, count) {
  try {
    const names = entryNames(arena, handle);
    return names.length < count ? undefined : Object.keys(Object.fromEntries(names.slice(0, count).map((name) => [name, 0])));
  } catch {
    return undefined; // no object is there now
  }
}

/**
 * Require the object of an accessor to be one of the fields that it shows, if another side has
 * restored since the accessor was known to be good.
 *
 * @param {any} accessor
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {number} epoch  when it was
 * @throws {RangeError} that it outlived its checkpoint
 */
export function requireShown(accessor, arena, handle, epoch) {
  if (epoch >= arena.foreignEpoch) return;
  const shown = Object.keys(accessor);
  const names = namesOf(arena, handle, accessor[COUNT]);
  if (names === undefined || names.some((name, index) => name !== shown[index])) {
    throw arena.stale('this accessor', handle, epoch);
  }
}
