export class Scopes {
    /** @param {Arena} arena */
    constructor(arena: Arena);
    /** @private */
    private arena;
    /** @private Oldest first, so checkpoints rise. @type {Scope[]} */
    private open;
    /**
     * Refuse a restore below the checkpoint of a scope that is open.
     *
     * @param {number} checkpoint
     */
    requireAbove(checkpoint: number): void;
    /**
     * @template A, R
     * @param {(given: A) => R} operation
     * @param {A} given
     * @returns {R}
     */
    run<A, R>(operation: (given: A) => R, given: A): R;
    /** @private The function's own error counts, not what may go wrong with freeing after it. @param {Scope} scope */
    private endAfterFailure;
    /** @private @param {Scope} scope */
    private end;
}
export type Scope = {
    readonly checkpoint: number;
    isAsync: boolean;
    hasEnded: boolean;
};
import type { Arena } from './arena.js';
