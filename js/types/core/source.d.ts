/** @import { Arena } from './arena.js' */
/** An array, or an object of own enumerable string keys. What extended/sources.js adds are lists of slots, too. */
export class Source {
    /** @param {object} value  what the items are taken from */
    constructor(value: object);
    value: any;
    /** What it stands for: whoever refers to this refers to the same value. @type {object} */
    origin: object;
    /** Slots side by side, else entries with keys. */
    isArray: boolean;
    /** @type {readonly string[]} */
    keys: readonly string[];
    /** Items. @type {number} */
    length: number;
    /** The level above. @type {Source | undefined} */
    parent: Source | undefined;
    /** The next item to be written. */
    next: number;
    /** What a slot refers to it by. */
    handle: number;
    /** Offset of the next item. */
    at: number;
    /** @returns {number} tag of a slot that refers to it */
    get tag(): number;
    /** Allocate it; its items are still to be written. @param {Arena} arena */
    place(arena: Arena): void;
    /** @protected @param {Arena} arena @param {number} length @param {number} itemBytes */
    protected placeBlock(arena: Arena, length: number, itemBytes: number): void;
    /** Index or key of the next item. */
    get name(): string | number;
    /** The next item, in a path. @returns {string | number} */
    get step(): string | number;
    /** Offset of the next item's slot. */
    get slot(): number;
    /** Go on to the item after the next. */
    advance(): void;
}
import type { Arena } from './arena.js';
