/** @import { Arena } from './arena.js' */
/** @import { Mutex } from './mutex.js' */
/** @import { Rest, Source, Wait } from './waiting.js' */
export class Condition {
    /** A new condition. @param {Arena} arena  over a shared memory */
    static create(arena: Arena): Condition;
    /**
     * The condition at an offset that its maker told. Eight bytes of zeros are one.
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
    private sequence;
    /** @private */
    private waiters;
    /**
     * Give the mutex back, sleep until notified, and take it again. It may return without a
     * notification: call it in a loop that looks at what it waits for.
     *
     * @param {Mutex} mutex  taken by this thread; always the same for one condition
     * @param {number} [timeout]  milliseconds for the notification; the mutex is waited for without
     * @returns {boolean} false when the time passed. The mutex is taken either way
     * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep, with the mutex still taken
     */
    wait(mutex: Mutex, timeout?: number): boolean;
    /**
     * As wait(), while the event loop goes on.
     *
     * @param {Mutex} mutex
     * @param {number} [timeout]  milliseconds
     * @returns {Promise<boolean>}
     */
    waitAsync(mutex: Mutex, timeout?: number): Promise<boolean>;
    /** Wake one that waits. Change what it waits for first, under the mutex. */
    notify(): void;
    /** Wake all that wait. */
    notifyAll(): void;
    /** @private @param {number} count */
    private wake;
    /** Say that the caller is about to wait. @package @returns {number} for rest() */
    enter(): number;
    /** Until a notification after `seen`. @package @param {number} seen @returns {Rest} */
    rest(seen: number): Rest;
    /** It waits no more. @package */
    leave(): void;
    /** @private @param {number} seen @returns {Wait<boolean>} */
    private sleeping;
}
import type { Mutex } from './mutex.js';
import type { Rest } from './waiting.js';
import type { Arena } from './arena.js';
import type { Source } from './waiting.js';
