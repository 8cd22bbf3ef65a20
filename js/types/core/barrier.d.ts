/** @import { Arena } from './arena.js' */
/** @import { Source, Wait } from './waiting.js' */
export class Barrier {
    /**
     * A new barrier.
     *
     * @param {Arena} arena  over a shared memory
     * @param {number} parties  how many threads it waits for, at least 1
     */
    static create(arena: Arena, parties: number): Barrier;
    /**
     * The barrier at an offset that its maker told.
     *
     * @param {Source} source  a shared memory, or an arena over one
     * @param {number} offset  8-aligned
     */
    constructor(source: Source, offset: number);
    /** @private */
    private words;
    /** Where it lies; others attach with it. @readonly */
    readonly offset: number;
    /** @private */
    private phase;
    /** @private */
    private arrived;
    /** How many threads it waits for. @readonly */
    readonly parties: number;
    /**
     * Sleep until all parties are here. Exactly its parties use it; it is then ready for the next time.
     *
     * @returns {boolean} true for one of them, the last to come
     * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
     */
    wait(): boolean;
    /** As wait(), while the event loop goes on. @returns {Promise<boolean>} */
    waitAsync(): Promise<boolean>;
    /** @private @returns {Wait<boolean>} */
    private waiting;
}
import type { Arena } from './arena.js';
import type { Source } from './waiting.js';
