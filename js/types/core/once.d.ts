/** @import { Arena } from './arena.js' */
/** @import { Source, Wait } from './waiting.js' */
export class Once {
    /** A new one. @param {Arena} arena  over a shared memory */
    static create(arena: Arena): Once;
    /**
     * The once at an offset that its maker told. Eight bytes of zeros are one.
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
    /** Whether it was done. */
    get isDone(): boolean;
    /**
     * Call a function, unless it was called before, here or in another thread; sleep until it
     * has ended. When it throws, so does this, and the next that comes calls its own.
     *
     * @param {() => unknown} work  synchronous
     * @returns {boolean} whether it was called here
     * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
     */
    run(work: () => unknown): boolean;
    /**
     * As run(), while the event loop goes on; it has ended when its promise is settled.
     *
     * @param {() => unknown} work
     * @returns {Promise<boolean>}
     */
    runAsync(work: () => unknown): Promise<boolean>;
    /** @private @returns {Wait<boolean>} whether the caller is the one */
    private beginning;
    /** @private @param {number} state */
    private end;
}
import type { Arena } from './arena.js';
import type { Source } from './waiting.js';
