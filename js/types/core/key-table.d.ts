/** @import { Arena } from './arena.js' */
/** @import { ControlBlock } from './control.js' */
/** @typedef {{ at: number, capacity: number, count: number }} Table */
/** FNV-1a, 32 bits. @param {Uint8Array} bytes */
export function hashKey(bytes: Uint8Array): number;
export class KeyTable {
    /** @param {Arena} arena @param {ControlBlock} control */
    constructor(arena: Arena, control: ControlBlock);
    /** @private */
    private arena;
    /** @private */
    private control;
    /**
     * Offset of a key's bytes: those that are there already, or a copy.
     *
     * @param {Uint8Array} bytes
     * @returns {number}
     */
    intern(bytes: Uint8Array): number;
    /** @private @param {Uint8Array} bytes */
    private findOrAdd;
    /** @private @returns {Table | undefined} */
    private open;
    /** @private @param {Table} table @param {number} index  any whole number; wraps @returns {number} */
    private entryAt;
    /** @private @param {Table} table @param {number} hash @param {Uint8Array} bytes @returns {number} offset, or 0 */
    private find;
    /**
     * Place an entry and count it. Nothing happens when there is no place near its home: the
     * key is then not interned.
     *
     * @private
     * @param {Table} table
     * @param {number} hash
     * @param {number} key
     * @param {number} length
     */
    private insert;
    /**
     * @private
     * A table with room for one more: the one that is there, or a copy twice as large.
     *
     * @param {Table | undefined} table
     * @returns {Table | undefined} undefined when there is no memory for it
     */
    private reserve;
    /**
     * The bytes from `from` up to `to` are free again: forget the keys in them, or the whole
     * table when it lies there itself.
     *
     * @param {number} from
     * @param {number} to
     */
    forget(from: number, to: number): void;
    /**
     * Clear the entries of keys in from..to. That leaves no gap in a probe sequence: an
     * entry that stays was placed when those that go did not exist yet.
     *
     * @private
     * @param {Table} table
     * @param {number} from
     * @param {number} to
     */
    private clear;
}
export type Table = {
    at: number;
    capacity: number;
    count: number;
};
import type { Arena } from './arena.js';
import type { ControlBlock } from './control.js';
