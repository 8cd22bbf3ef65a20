/** Texts that had to be decoded so far. */
export function countMisses(): number;
/**
 * Text of up to 32 bytes. O(bytes / 4) when it is there.
 *
 * @param {Arena} arena
 * @param {DataView} dv  of the arena
 * @param {number} at  the caller has checked the range
 * @param {number} byteLength  at most MAX_CACHED_BYTES
 * @returns {string}
 */
export function readShort(arena: Arena, dv: DataView, at: number, byteLength: number): string;
/** @import { Arena } from './arena.js' */
/** Longer texts are not kept. */
export const MAX_CACHED_BYTES: 32;
import type { Arena } from './arena.js';
