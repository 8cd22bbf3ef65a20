/** Texts that had to be decoded so far. */
export function countMisses(): number;
/**
 * Text of up to 32 bytes. O(bytes / 4) when it is there.
 *
 * @param {Region & { native?: NativeText }} arena
 * @param {DataView} dv  of the arena
 * @param {number} at  the caller has checked the range
 * @param {number} byteLength  at most MAX_CACHED_BYTES
 * @returns {string}
 */
export function readShort(arena: Region & {
    native?: NativeText;
}, dv: DataView, at: number, byteLength: number): string;
/** @import { NativeText } from './native-text.js' */
/** Longer texts are not kept. */
export const MAX_CACHED_BYTES: 32;
import { Region } from './region.js';
import type { NativeText } from './native-text.js';
