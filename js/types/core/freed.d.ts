export class Freed {
    /**
     * Rising in epoch and in `from`: a later cut that reaches further down swallows the
     * earlier ones. So the list stays as short as checkpoints are nested.
     *
     * @private @type {Cut[]}
     */
    private cuts;
    /** @param {number} epoch  rising @param {number} from  the checkpoint @param {number} to  the bump that was left */
    add(epoch: number, from: number, to: number): void;
    /**
     * Whether `offset` was freed by a restore after `epoch`.
     *
     * @param {number} offset
     * @param {number} epoch
     */
    includes(offset: number, epoch: number): boolean;
}
/**
 * bytes freed by one restore, or more
 */
export type Cut = {
    epoch: number;
    from: number;
    to: number;
};
