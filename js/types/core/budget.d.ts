/**
 * The budget that options ask for.
 *
 * @param {boolean} isTrusted
 * @param {Partial<Budget> | undefined} wanted  what it does not name keeps its default
 * @returns {Readonly<Budget>}
 */
export function requireBudget(isTrusted: boolean, wanted: Partial<Budget> | undefined): Readonly<Budget>;
/** What one copy has left of a budget. */
export class Allowance {
    /** @param {Readonly<Budget>} budget */
    constructor(budget: Readonly<Budget>);
    /** @private */
    private budget;
    /** @private */
    private nodes;
    /** @private */
    private bytes;
    /**
     * Take values off the budget: before their container is walked, so that a forged count
     * costs nothing.
     *
     * @param {number} count
     * @param {number} offset  where they lie
     */
    takeNodes(count: number, offset: number): void;
    /** @param {number} byteLength  of a string, a key or bytes */
    takeBytes(byteLength: number): void;
    /** @param {number} depth  of a container: 1 for the outermost @param {number} offset  where it lies */
    requireDepth(depth: number, offset: number): void;
}
export type Budget = {
    /**
     * arrays and objects inside each other
     */
    depth: number;
    /**
     * values, one per element or property. What is referred to twice
     * counts twice, although it is copied once: so nothing that walks the copy later, such as
     * JSON.stringify, does more work than this (a value that holds itself apart)
     */
    nodes: number;
    /**
     * of strings and bytes, and of keys that the arena does not know
     */
    bytes: number;
};
