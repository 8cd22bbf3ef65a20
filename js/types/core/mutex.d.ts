/** @import { Arena } from './arena.js' */
/** @import { Source, Wait } from './waiting.js' */
export class Mutex {
    /**
     * A new mutex, which lives as long as what it guards must.
     *
     * @param {Arena} arena  over a shared memory
     */
    static create(arena: Arena): Mutex;
    /**
     * The mutex at an offset that its maker told. Eight bytes of zeros are one.
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
    private state;
    /** Take it unless somebody has it, this thread included. @returns {boolean} */
    tryLock(): boolean;
    /**
     * Take it; sleep until that can be. Who has it already waits for itself.
     *
     * @param {number} [timeout]  milliseconds
     * @returns {boolean} false when the time passed, with nothing taken
     * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
     */
    lock(timeout?: number): boolean;
    /**
     * As lock(), while the event loop goes on. Other tasks of this thread then run while it is
     * taken: they must not call lock().
     *
     * @param {number} [timeout]  milliseconds
     * @returns {Promise<boolean>}
     */
    lockAsync(timeout?: number): Promise<boolean>;
    /** Give it back. Only who took it. */
    unlock(): void;
    /**
     * Call a function with the mutex taken.
     *
     * @template R
     * @param {() => R} work  synchronous
     * @returns {R}
     */
    run<R>(work: () => R): R;
    /**
     * Call a function with the mutex taken, and hold it until its promise is settled.
     *
     * @template R
     * @param {() => R | Promise<R>} work
     * @returns {Promise<R>}
     */
    runAsync<R>(work: () => R | Promise<R>): Promise<R>;
    /**
     * Who has waited cannot know whether others still do, so it takes the mutex as awaited: at
     * worst its unlock() wakes nobody.
     *
     * @package
     * @returns {Wait<boolean>}
     */
    waiting(): Wait<boolean>;
}
import type { Wait } from './waiting.js';
import type { Arena } from './arena.js';
import type { Source } from './waiting.js';
