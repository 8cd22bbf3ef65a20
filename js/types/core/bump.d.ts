/** @import { Region } from './region.js' */
/**
 * Round up.
 *
 * @param {number} offset  at most MAX_REGION_BYTES
 * @param {number} align   a power of two, at most 4096: the sum stays below 2^32, so that
 *   32-bit operations are exact
 * @returns {number}
 */
export function alignUp(offset: number, align: number): number;
/**
 * Require a checkpoint to lie in what an arena has allocated.
 *
 * @param {number} checkpoint  whole, at least 0
 * @param {number} start
 * @param {number} bump
 */
export function requireCheckpoint(checkpoint: number, start: number, bump: number): void;
export class PrivateBump {
    /** @param {Region} region @param {number} start  first byte that may be allocated; at most MAX_REGION_BYTES */
    constructor(region: Region, start: number);
    /** @private */
    private region;
    start: number;
    /** Next free byte. */
    bump: number;
    /** A failed operation can take its allocations back. */
    canRewind: boolean;
    /** Offsets compare as older and younger. */
    isLinear: boolean;
    inFirstSegment: boolean;
    /** One past the last byte that could be allocated after all growth. */
    get furthest(): number;
    /**
     * Take bytes off the free space. Never yields offset 0, which means "none".
     *
     * @param {number} bytes
     * @param {number} align
     * @returns {number} offset, or 0 when they do not fit without growing
     */
    claim(bytes: number, align: number): number;
    /** @param {number} bytes @param {number} align @returns {boolean} false when there is no room to be had */
    grow(bytes: number, align: number): boolean;
    /** Never free what lies below. @param {number} to  at most the bump */
    raiseStart(to: number): void;
    /** @param {number} checkpoint */
    restore(checkpoint: number): void;
    /** Free the end of a claim again, if it is still the last one. @param {number} end @param {number} to */
    giveBack(end: number, to: number): void;
    /** Take back what was allocated since the bump was `mark`. @param {number} mark */
    rewind(mark: number): void;
}
import type { Region } from './region.js';
