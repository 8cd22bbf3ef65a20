/** @import { Calls } from './calls.js' */
/** @import { RegionHeap } from './region-heap.js' */
export class Blocks {
    /** @param {Calls} calls @param {RegionHeap} heap */
    constructor(calls: Calls, heap: RegionHeap);
    /** @private */
    private calls;
    /** @private */
    private heap;
    /** @private Of each call; 0: none. */
    private starts;
    /** @private */
    private lengths;
    /** Offset of a call's block; 0: it has none. @param {number} call @returns {number} */
    at(call: number): number;
    /** @param {number} call  that has none @param {number} bytes @returns {boolean} false: there is no room */
    take(call: number, bytes: number): boolean;
    /** Keep the start of a block. @param {number} call @param {number} bytes  at least 1, at most what it has */
    shrink(call: number, bytes: number): void;
    /** @param {number} call  that may have one */
    free(call: number): void;
    /** @private @param {number} call @param {number} at @param {number} bytes */
    private note;
}
import type { Calls } from './calls.js';
import type { RegionHeap } from './region-heap.js';
