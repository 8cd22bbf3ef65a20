/**
 * Begin an operation on bytes at an offset.
 *
 * @param {Arena} arena
 * @param {number} at
 * @param {number} epoch  the arena's when the place was known to be good
 * @returns {number} the arena's epoch now
 * @throws {RangeError} when a restore or reset has freed the bytes since
 */
export function renew(arena: Arena, at: number, epoch: number): number;
/**
 * The position that an index of a list stands for: negative ones count from the end.
 *
 * @param {unknown} index
 * @param {number} length
 * @returns {number}
 * @throws {TypeError} for what is no number, RangeError for what is no position
 */
export function positionOf(index: unknown, length: number): number;
/** @import { Arena } from './arena.js' */
/**
 * Member that begins an operation: gives the arena, with current views, or throws because the
 * bytes were freed.
 */
export const OPEN: unique symbol;
/** Member: offset of the first byte. */
export const AT: unique symbol;
/** Member of views: go to another offset. */
export const MOVE: unique symbol;
/** Member of lists: bytes from one object to the next. */
export const STRIDE: unique symbol;
/** What has a place, without the fast ways of compiled classes. */
export class Place {
    /** @param {Arena} arena  synced @param {number} at  checked */
    constructor(arena: Arena, at: number);
    [OPEN](): Arena;
    get [AT](): number;
    /** @param {number} at  checked */
    [MOVE](at: number): void;
    #private;
}
import type { Arena } from './arena.js';
