export class Seqlock {
    /**
     * A new lock. Allocates 8 bytes, which live as long as what they guard must.
     *
     * @param {Arena} arena
     * @returns {Seqlock}
     */
    static create(arena: Arena): Seqlock;
    /**
     * The lock at an offset that its maker told.
     *
     * @param {Arena} arena
     * @param {number} offset  8-aligned
     */
    constructor(arena: Arena, offset: number);
    /** @private */
    private arena;
    /** Where the word lies; others attach with it. @readonly */
    readonly offset: number;
    /**
     * Change what the lock guards. Other writers wait; readers read again. Keep it short, and
     * do not wait for others inside. A writer that dies inside leaves the lock taken.
     *
     * @template R
     * @param {() => R} change  synchronous. When it throws, what it did so far stays and is seen
     * @returns {R}
     * @throws {ZerobufError} ZB_E_BUDGET when the lock could not be had
     */
    write<R>(change: () => R): R;
    /**
     * Read what the lock guards, whole. The function may run several times, and may see torn
     * values in a run whose result is dropped: it returns plain values, and changes nothing.
     *
     * @template R
     * @param {() => R} look  synchronous
     * @returns {R} of the run in which nobody wrote
     * @throws {ZerobufError} ZB_E_BUDGET when writers left no gap. Whatever `look` throws in a
     *   run in which nobody wrote
     */
    read<R>(look: () => R): R;
    /** @private @returns {number} the even sequence before, with the lock taken */
    private take;
    /** @private @returns {number} u32 */
    private load;
    /** @private Whether nobody has written since. No read moves down past this. @param {number} sequence */
    private isStill;
    /** @private Wait for a writer, where this thread may: browsers do not let the main one. @param {number} sequence */
    private wait;
    /** @private */
    private notify;
    /** @private @param {string} verb */
    private busy;
}
import type { Arena } from './arena.js';
