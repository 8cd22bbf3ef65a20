export class Stats {
    /** Calls that were made. */
    calls: number;
    /** Calls whose promise was resolved. */
    resolved: number;
    /** Calls whose promise was rejected. */
    rejected: number;
    timedOut: number;
    /** Bytes of arguments in the region or in images; numbers and the like need none. */
    argumentBytes: number;
    /** Bytes of results in images. */
    resultBytes: number;
    /** Arguments that needed a block of the heap. */
    blocks: number;
    /** Arguments that travelled as images. */
    images: number;
    /** Buffers that were moved with arguments. */
    moves: number;
    /** @readonly */
    readonly latency: Uint32Array<ArrayBuffer>;
    /** @param {OpenCall} open */
    begin(open: OpenCall): void;
    /** @param {OpenCall} open @param {boolean} isError */
    end(open: OpenCall, isError: boolean): void;
}
import type { OpenCall } from './open-call.js';
