/** @import { Arena } from './arena.js' */
/** @import { TreeCopy } from './tree-copy.js' */
/**
 * Makes copies that belong to one operation.
 *
 * @typedef {SlotCopies | TreeCopy} Copies
 */
/**
 * Copies that belong together: fast when they are trees, with all care otherwise.
 *
 * @template T
 * @param {Arena} arena  synced
 * @param {(copies: Copies) => T} make  runs no user code; may be run twice
 * @returns {T}
 */
export function copyTogether<T>(arena: Arena, make: (copies: Copies) => T): T;
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
/**
 * Makes copies that belong to one operation.
 */
export type Copies = SlotCopies | TreeCopy;
import type { Arena } from './arena.js';
import type { TreeCopy } from './tree-copy.js';
