/**
 * Name of an object's entry.
 *
 * @param {Arena} arena
 * @param {number} entry  offset, checked
 */
export function keyName(arena: Arena, entry: number): string;
/**
 * Deep copy of what an accessor shows.
 *
 * @param {ObjectTarget | ArrayTarget} target
 * @returns {any}
 */
export function toPlain(target: ObjectTarget | ArrayTarget): any;
/** The one that an arena has. @param {Arena} arena */
export function treeCopyOf(arena: Arena): TreeCopy;
/**
 * Deep copy of the array or object at a handle.
 *
 * @param {Arena} arena
 * @param {number} tag     Tag.Array or Tag.Object
 * @param {number} handle  u32
 * @returns {any}
 */
export function plainAt(arena: Arena, tag: number, handle: number): any;
/**
 * Deep copy of the value in a slot.
 *
 * @param {Arena} arena  synced
 * @param {number} slot  offset, checked
 * @returns {any}
 */
export function copySlot(arena: Arena, slot: number): any;
/**
 * The value in a slot; arrays and objects as deep copies.
 *
 * @param {Arena} arena  synced
 * @param {number} slot  offset, checked
 * @returns {any}
 */
export function readSlotPlain(arena: Arena, slot: number): any;
/** @import { Arena } from './arena.js' */
/** @import { ObjectTarget } from './target.js' */
/** A container that is being copied: one level of the tree. */
export class Level {
    /**
     * @param {boolean} isArray  its items are slots, else entries with keys
     * @param {number} at        offset of the first item
     * @param {number} length    items
     * @param {any} result
     * @param {Level | undefined} parent
     * @param {((name: string, value: unknown) => void) | undefined} receive  takes the items of
     *   what is neither array nor object
     */
    constructor(isArray: boolean, at: number, length: number, result: any, parent: Level | undefined, receive: ((name: string, value: unknown) => void) | undefined);
    parent: Level | undefined;
    /** Containers around the items. @type {number} */
    depth: number;
    isArray: boolean;
    /** Offset of the next item. */
    at: number;
    /** Items still to be copied. */
    left: number;
    /** Values in it, as far as they are copied. */
    size: number;
    result: any;
    /** @private */
    private receive;
    /** Whether it is an array's. */
    get takesHoles(): boolean;
    /** Take the next item. @param {string} name @param {unknown} value */
    put(name: string, value: unknown): void;
}
/** One deep copy. */
export class Copy {
    /** @param {Arena} arena */
    constructor(arena: Arena);
    arena: Arena;
    /** @private What the arena's budget leaves. */
    private allowance;
    /**
     * Under a budget of nodes, values below each finished container. What is met again counts
     * again, so that a copy is no larger for whoever walks it than the budget says.
     *
     * @private @type {Map<unknown, number> | undefined}
     */
    private sizes;
    /** Results by handle and tag. @type {Map<number, unknown>} */
    made: Map<number, unknown>;
    /** Items that the region has room for; more of them means that blocks overlap. */
    budget: number;
    /** Bytes of text and bytes copied so far. */
    spent: number;
    /** Strings by header, names by offset, once more was copied than the region holds. @type {Map<number, any> | undefined} */
    texts: Map<number, any> | undefined;
    /** Bytes values by header: one that stands twice comes out as one object. @type {Map<number, any> | undefined} */
    bytes: Map<number, any> | undefined;
    /**
     * Account for bytes that are about to be copied. Texts may be shared, so a copy may hold
     * more than its region; but from then on each is read once, and what is left cannot be
     * more than the region again unless texts overlap.
     *
     * @param {number} byteLength
     */
    spend(byteLength: number): void;
    /**
     * A value that is no array and no object.
     *
     * @param {number} slot
     * @param {number} tag
     */
    leaf(slot: number, tag: number): any;
    /** @param {number} entry */
    name(entry: number): any;
    /**
     * A level of the walk. More items than the region has room for mean that blocks overlap.
     *
     * @param {boolean} isArray
     * @param {number} at
     * @param {number} length
     * @param {any} result
     * @param {Level | undefined} parent
     * @param {((name: string, value: unknown) => void) | undefined} [receive]
     */
    level(isArray: boolean, at: number, length: number, result: any, parent: Level | undefined, receive?: ((name: string, value: unknown) => void) | undefined): Level;
    /** @param {number} tag @param {number} handle @param {Level | undefined} parent */
    enter(tag: number, handle: number, parent: Level | undefined): Level;
    /** @param {Level} root @returns {any} its result, complete */
    run(root: Level): any;
    /** @private @param {Level} level @returns {Level | undefined} the one around it */
    private finish;
    /** Take an item that is there already. @param {Level} level @param {string} name @param {unknown} known */
    putAgain(level: Level, name: string, known: unknown): void;
    /** Copy one item. @param {Level} level @param {Arena} arena @returns {Level} where to go on */
    step(level: Level, arena: Arena): Level;
}
import type { Arena } from './arena.js';
import type { ObjectTarget } from './target.js';
import { ArrayTarget } from './target.js';
import { TreeCopy } from './tree-copy.js';
