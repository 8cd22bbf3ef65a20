export class CheckpointLog {
    /** @param {Region} region @param {number} start  first byte of the arena */
    constructor(region: Region, start: number);
    /** @private */
    private region;
    /** @private */
    private start;
    /** @private Oldest first; offsets rise. @type {Mark[]} */
    private marks;
    /** @private The bytes from start on, as they were when looked at last. */
    private seen;
    /** @private Turns count the checkpoints. */
    private turn;
    /** @private The turn in which a word below a checkpoint changed last. @type {Map<number, number>} */
    private changed;
    /** A checkpoint was saved. @param {number} offset */
    saved(offset: number): void;
    /**
     * What is known about a checkpoint and its restore, as a part of a sentence.
     *
     * @param {number} checkpoint
     */
    story(checkpoint: number): string;
    /**
     * Refuse a restore after which a value that was changed since save() would refer to freed
     * bytes.
     *
     * @param {number} checkpoint
     * @param {number} bump
     */
    requireNothingAbove(checkpoint: number, bump: number): void;
    /** The bytes from `checkpoint` up to `bump` were freed. @param {number} checkpoint @param {number} bump */
    restored(checkpoint: number, bump: number): void;
    /** @private @param {number} checkpoint */
    private find;
    /** @private @param {number} offset */
    private dropFrom;
    /** @private Note which words have changed since the last look. */
    private look;
}
/**
 * a checkpoint
 */
export type Mark = {
    readonly offset: number;
    readonly site: string;
    readonly turn: number;
};
import type { Region } from './region.js';
