export class Semaphore {
    /**
     * A new semaphore.
     *
     * @param {Arena} arena  over a shared memory
     * @param {number} [permits]
     */
    static create(arena: Arena, permits?: number): Semaphore;
    /**
     * The semaphore at an offset that its maker told. Eight bytes of zeros are one without permits.
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
    private count;
    /** @private */
    private waiters;
    /** Permits that nobody has. */
    get permits(): number;
    /** Take a permit unless there is none. @returns {boolean} */
    tryAcquire(): boolean;
    /**
     * Take a permit; sleep until there is one.
     *
     * @param {number} [timeout]  milliseconds
     * @returns {boolean} false when the time passed
     * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
     */
    acquire(timeout?: number): boolean;
    /**
     * As acquire(), while the event loop goes on.
     *
     * @param {number} [timeout]  milliseconds
     * @returns {Promise<boolean>}
     */
    acquireAsync(timeout?: number): Promise<boolean>;
    /** Give permits back, or add some. @param {number} [permits] */
    release(permits?: number): void;
    /** @private @returns {Wait<boolean>} */
    private waiting;
}
import type { Arena } from './arena.js';
import type { Source } from './waiting.js';
