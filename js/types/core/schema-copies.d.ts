/** @import { Arena } from './arena.js' */
export class SlotCopies {
    /** @param {Arena} arena  synced; no user code runs while copies are made */
    constructor(arena: Arena);
    /**
     * Any value.
     *
     * @param {number} slot  checked
     * @returns {any}
     */
    read(slot: number): any;
    /**
     * A value that is no array, no object and of no extension type.
     *
     * @param {number} slot  checked
     * @returns {any}
     */
    leaf(slot: number): any;
    #private;
}
import type { Arena } from './arena.js';
