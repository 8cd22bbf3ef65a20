export class PoolRegion {
    /**
     * Lay out a pool.
     *
     * @param {WebAssembly.Memory} memory  shared, all zero from `at` on
     * @param {number} at  64-aligned, not 0
     * @param {number} lanes
     * @param {number} callCount  a power of two
     * @param {number} callBytes  of a record, a multiple of 64, more than CALL_HEADER_BYTES
     * @returns {PoolRegion}
     * @throws {RangeError} memory.grow() refuses what is missing
     */
    static create(memory: WebAssembly.Memory, at: number, lanes: number, callCount: number, callBytes: number): PoolRegion;
    /**
     * @param {MemoryLike} memory  shared, with a pool at `at`
     * @param {number} at  64-aligned
     */
    constructor(memory: MemoryLike, at: number);
    /** @readonly */
    readonly memory: MemoryLike;
    /** @readonly */
    readonly calls: Calls;
    /** @readonly */
    readonly laneCount: number;
    /** @private */
    private lanesAt;
    /** @private */
    private keysAt;
    /** @private */
    private keyBytes;
    /** First byte that nothing above uses. @readonly */
    readonly heapAt: number;
    /** Of the caller. @readonly */
    readonly bell: Bell;
    /** @param {number} number */
    lane(number: number): Lane;
    /** All lanes, for a thread that looks at each. */
    lanes(): Lane[];
    /** Where the caller (lane -1) or a lane's worker keeps its keys: [at, end). @param {number} lane @returns {[number, number]} */
    keys(lane: number): [number, number];
}
/** Bytes of a record unless the pool says otherwise: values of about 2,000 bytes need no heap. */
export const CALL_BYTES: number;
import type { MemoryLike } from '../core/region.js';
import { Calls } from './calls.js';
import { Bell } from './bell.js';
import { Lane } from './lane.js';
