export class AccessorCache {
    /** @param {Arena} arena */
    constructor(arena: Arena);
    /** @private */
    private arena;
    /** @private @type {Map<number, Entry>} */
    private entries;
    /** @private Entries at which those that nobody holds are dropped. */
    private sweepAt;
    /**
     * The accessor of a handle, unless nobody holds it or its value was freed.
     *
     * @param {number} handle
     * @returns {any}
     */
    get(handle: number): any;
    /** @param {number} handle @param {object} accessor  made in this epoch, or not freed since */
    add(handle: number, accessor: object): void;
    /** @private Costs one step per entry, once per doubling. */
    private sweep;
    /** Drop those whose values were freed, while the arena still knows which. */
    dropFreed(): void;
    clear(): void;
}
export type Entry = {
    reference: WeakRef<object>;
    epoch: number;
};
import type { Arena } from './arena.js';
