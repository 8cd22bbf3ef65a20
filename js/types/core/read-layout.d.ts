/** Data called `__proto__` is data. @param {Record<string, unknown>} result @param {string} name @param {unknown} value */
export function setOwn(result: Record<string, unknown>, name: string, value: unknown): void;
/** @import { Arena } from './arena.js' */
/** @import { TreeCopy } from './tree-copy.js' */
/** A place where objects of one layout are expected: remembers the layout of the last. */
export class ReadSite {
    /** @type {ReadLayout | undefined} */
    layout: ReadLayout | undefined;
}
export class ReadLayout {
    /**
     * @param {Arena} arena
     * @param {number} first  entry
     * @param {readonly string[]} names  of its entries, all different, none empty at offset 0
     */
    constructor(arena: Arena, first: number, names: readonly string[]);
    /** @readonly */
    readonly length: number;
    /** @readonly */
    readonly reader: Reader;
    /** @readonly */
    readonly sites: ReadSite[];
    /** @private Offset and length of each key, as the words of one f64. */
    private pairs;
    /** @private The bytes of each, as they were: others may overwrite them. */
    private bytes;
    /** @private As long as the arena has this list its own keys lie where they did. */
    private token;
    /** @private The copy in which the bytes were compared last. */
    private turn;
    /**
     * Whether the entries from `first` on have these keys.
     *
     * @param {TreeCopy} copy
     * @param {DataView} dv
     * @param {number} first
     * @param {number} length
     */
    matches(copy: TreeCopy, dv: DataView, first: number, length: number): boolean;
    /** @private Whether the keys still read the same. @param {TreeCopy} copy @param {DataView} dv @param {number} first */
    private holds;
}
/**
 * Copies the object whose first entry is at `first`.
 */
export type ReadObject = (copy: TreeCopy, dv: DataView, first: number, sites: readonly ReadSite[]) => object;
/** What is known of a key list, in whatever arena. */
declare class Reader {
    /** @param {readonly string[]} names  all different */
    constructor(names: readonly string[]);
    /** @private */
    private names;
    /** @private */
    private uses;
    /** @type {ReadObject} */
    read: ReadObject;
    /** @private @type {ReadObject} */
    private readByLoop;
}
import type { TreeCopy } from './tree-copy.js';
import type { Arena } from './arena.js';
export {};
