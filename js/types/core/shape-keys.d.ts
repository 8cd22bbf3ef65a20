/**
 * The offsets of the keys of a view or list, if the keys still lie there.
 *
 * @param {Arena} arena  synced
 * @param {readonly number[]} keys
 * @param {readonly (string | null)[]} names  null for one that is not read by its offset
 * @returns {readonly number[]} or none: then each field is found by its name, which is slower
 */
export function standing(arena: Arena, keys: readonly number[], names: readonly (string | null)[]): readonly number[];
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
export function requireShown(accessor: any, arena: Arena, handle: number, epoch: number): void;
import type { Arena } from './arena.js';
