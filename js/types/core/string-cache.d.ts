/** Texts that had to be decoded so far. */
export function countMisses(): number;
/**
 * Text of up to 32 bytes. O(bytes / 4) when it is there.
 *
 * @param {Region} region
 * @param {DataView} dv  of the region
 * @param {number} at  the caller has checked the range
 * @param {number} byteLength  at most MAX_CACHED_BYTES
 * @returns {string}
 */
export function readShort(region: Region, dv: DataView, at: number, byteLength: number): string;
/** Longer texts are not kept. */
export const MAX_CACHED_BYTES: 32;
import { Region } from './region.js';
