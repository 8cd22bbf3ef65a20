export class ControlBlock {
    /**
     * Write a new block. Grows the memory when the block does not fit.
     *
     * @param {Region} region
     * @param {number} start  the block goes to the next multiple of 8, past offset 0
     * @param {number} flags
     * @returns {number} its offset
     */
    static create(region: Region, start: number, flags: number): number;
    /**
     * Attach to the block at `at`.
     *
     * @param {Region} region
     * @param {number} at             offset of the block
     * @param {Partial<ArenaHooks>} hooks
     */
    constructor(region: Region, at: number, hooks: Partial<ArenaHooks>);
    /** @private */
    private region;
    /** @readonly */
    readonly at: number;
    /** @private */
    private hooks;
    /** Several threads allocate, so allocations are never taken back. */
    isShared: boolean;
    /** The arena takes the extension types. */
    isExtended: boolean;
    /** @private @param {string} what */
    private damaged;
    /** @param {number} wordAt  one of CONTROL_*_AT @returns {number} u32 */
    load(wordAt: number): number;
    /** @param {number} wordAt @param {number} value  u32 */
    store(wordAt: number, value: number): void;
    /** @param {number} wordAt @param {number} expected @param {number} value @returns {boolean} whether it was stored */
    exchange(wordAt: number, expected: number, value: number): boolean;
    get start(): number;
    get bump(): number;
    get generation(): number;
    get canRewind(): boolean;
    /** Whether a checkpoint and the bump compare as older and younger. */
    get inFirstSegment(): boolean;
    /** In the first segment offsets compare as older and younger; segments may lie anywhere. */
    get isLinear(): boolean;
    /** @private Check the equations of SPEC 6.2. */
    private validate;
    /** Bump and limit, checked; looks at the memory again when it has grown. */
    span(): {
        bump: number;
        limit: number;
    };
    /** @private first ≤ bump ≤ limit ≤ size. @param {number} bump @param {number} limit */
    private checkOrder;
    /** One past the last byte that could be allocated after all growth that is known of. */
    get furthest(): number;
    /**
     * Take bytes off the free space; other threads may do the same.
     *
     * @param {number} bytes
     * @param {number} align
     * @returns {number} offset, or 0 when they do not fit without growing
     */
    claim(bytes: number, align: number): number;
    /** @param {number} bytes @param {number} align @returns {boolean} false when there is no room to be had */
    grow(bytes: number, align: number): boolean;
    /** @private Atomic maximum. @param {number} to */
    private raiseLimit;
    /** Never free what lies below; other threads may say so, too. @param {number} to  at most the bump */
    raiseStart(to: number): void;
    /** @param {number} checkpoint */
    restore(checkpoint: number): void;
    /** Free the end of a claim again, if it is still the last one. @param {number} end @param {number} to */
    giveBack(end: number, to: number): void;
    /** Take back what was allocated since the bump was `mark`. @param {number} mark */
    rewind(mark: number): void;
}
/**
 * How a guest module provides room. It owns the segments of its arena: JavaScript
 * delegates growth and restore to it, and reads the control words again afterwards.
 * A hook throws, or returns a zb_status as the module's exports do.
 */
export type ArenaHooks = {
    /**
     * make room for `bytes`
     */
    grow: (bytes: number) => number | void;
    /**
     * restore the arena
     */
    restore: (checkpoint: number) => number | void;
};
import type { Region } from './region.js';
