/**
 * A reference from `at` to bytes of [from, end), if it is one.
 *
 * @param {Region} region
 * @param {number} at    offset of a word, 4-aligned
 * @param {number} from  first byte that is about to be freed
 * @param {number} end   one past the last
 * @returns {{ what: string, offset: number } | undefined}
 */
export function refersAbove(region: Region, at: number, from: number, end: number): {
    what: string;
    offset: number;
} | undefined;
import type { Region } from './region.js';
