/** @import { Arena } from '../core/arena.js' */
export class OwnBuffers {
    /**
     * @param {Arena} arena
     * @param {number} probeAt  offset of a word that nobody else uses, 4-aligned; 0 for none: then
     *   the current buffer is known, and those that were current when has() was asked
     */
    constructor(arena: Arena, probeAt: number);
    /** @private */
    private arena;
    /** @private */
    private probeAt;
    /** @private @type {WeakMap<ArrayBufferLike, boolean>} */
    private known;
    /** @param {ArrayBufferLike} buffer @returns {boolean} false for all where the memory is not shared */
    has(buffer: ArrayBufferLike): boolean;
    /** @private Whether two words, one after the other, show in it. @param {ArrayBufferLike} buffer */
    private probe;
}
import type { Arena } from '../core/arena.js';
