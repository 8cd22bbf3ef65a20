/**
 * Give an accessor own properties for the entries that others have added to its object.
 *
 * @param {ObjectTarget} target  of an accessor; views and Proxies are left alone
 */
export function showAdded(target: ObjectTarget): void;
/**
 * A key list as one arena holds it.
 *
 * @typedef {{ shape: Shape, keys: readonly number[], byteLengths: readonly number[] }} Known
 */
/** For lists whose objects have no key list in common. @type {Known} */
export const NO_FIELDS: Known;
/** The key lists that one arena holds, by the offsets of their keys. */
export class Shapes {
    /** @param {Arena} arena */
    constructor(arena: Arena);
    /** @private */
    private arena;
    /** @private @type {Map<number, Known[]>} */
    private byHash;
    /** @private */
    private count;
    /** @private @type {Known | undefined} */
    private last;
    /** @private One past the highest known key byte. */
    private end;
    /** The bytes from `from` on are free again: what lies at the offsets of keys in them next is not known. @param {number} from */
    forget(from: number): void;
    /** Forget everything. */
    clear(): void;
    /**
     * @param {number} handle  checked
     * @returns {Known | undefined} undefined for an object that is no record
     */
    find(handle: number): Known | undefined;
    /** @private @param {number} hash @param {number} handle @param {number} first @param {number} length */
    private learn;
}
export type AccessorClass = new (arena: Arena, handle: number, count: number) => object;
export type ViewClasses = {
    View: new (arena: Arena, handle: number, keys: readonly number[]) => any;
    List: new (arena: Arena, handle: number, keys: readonly number[]) => any;
};
/**
 * A key list as one arena holds it.
 */
export type Known = {
    shape: Shape;
    keys: readonly number[];
    byteLengths: readonly number[];
};
import { ObjectTarget } from './target.js';
import type { Arena } from './arena.js';
/** What is common to all objects of one key list. */
declare class Shape {
    /** @param {readonly string[]} names */
    constructor(names: readonly string[]);
    names: readonly string[];
    /** How often an arena asked for it. */
    met: number;
    /** Whether its objects get a class. */
    isRecord: boolean;
    /** @private */
    private fieldNames;
    /** @private Makers of accessors, without and with a control block. @type {(((arena: Arena, handle: number) => any) | undefined)[]} */
    private makers;
    /** @private @type {(ViewClasses | undefined)[]} */
    private views;
    /** @param {Arena} arena @param {number} handle @returns {any} */
    accessor(arena: Arena, handle: number): any;
    /** @private @param {boolean} isControlled */
    private newMaker;
    /** Classes of views and lists. @param {Arena} arena @returns {ViewClasses} */
    viewClasses(arena: Arena): ViewClasses;
    /** @private @param {boolean} isControlled */
    private newViews;
}
export {};
