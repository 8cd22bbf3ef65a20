export class LongBytes {
    /** @param {Arena} arena @param {number} maxBytes  that are copied for one value */
    constructor(arena: Arena, maxBytes: number);
    /** @private */
    private arena;
    /** @private */
    private maxBytes;
    /** @private @type {Map<ArrayBufferLike, Range[]>} */
    private ranges;
    /** Whether bytes of a buffer were added. @param {ArrayBufferLike} buffer */
    has(buffer: ArrayBufferLike): boolean;
    /**
     * @param {ArrayBufferLike} buffer
     * @param {number} from
     * @param {number} byteLength  not 0
     * @param {number} header  of the attachment, which takes number and offset of the copy
     */
    add(buffer: ArrayBufferLike, from: number, byteLength: number, header: number): void;
    /** Copy all. @param {ArrayBuffer[]} outgoing  takes the copies @throws {PoolError} they are too long */
    attach(outgoing: ArrayBuffer[]): void;
    clear(): void;
}
export type Range = {
    from: number;
    to: number;
    header: number;
};
import type { Arena } from '../core/arena.js';
