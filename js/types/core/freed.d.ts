export class Freed {
    /**
     * Rising in epoch and in `from`: a later cut that reaches further down swallows the
     * earlier ones. So the list stays as short as checkpoints are nested.
     *
     * @private @type {Cut[]}
     */
    private cuts;
    /** @param {Readonly<Cut>} cut  of a later epoch than those before */
    add({ epoch, from, to, story }: Readonly<Cut>): void;
    /** Whether the oldest cuts should be forgotten. */
    get isFull(): boolean;
    /** Forget the older half. What has to be right for ever must have looked before. */
    dropOldest(): void;
    /**
     * The restore after `epoch` that freed `offset`, if one did.
     *
     * @param {number} offset
     * @param {number} epoch
     * @returns {Readonly<Cut> | undefined}
     */
    find(offset: number, epoch: number): Readonly<Cut> | undefined;
}
/**
 * bytes freed by one restore, or more
 */
export type Cut = {
    epoch: number;
    /**
     * the checkpoint that was restored
     */
    from: number;
    /**
     * the bump that was left
     */
    to: number;
    /**
     * what is known of it beyond that, as a part of a sentence
     */
    story: string;
};
