/**
 * Header and room for elements in one piece; the room is not cleared.
 *
 * @param {Arena} arena
 * @param {any} type  class of typed array
 * @param {number} count
 * @returns {number} offset of the header; the elements follow it
 */
export function allocElements(arena: Arena, type: any, count: number): number;
/**
 * Write the header and the elements of a new column.
 *
 * @param {Arena} arena
 * @param {TypedArrayClass} type
 * @param {number | Iterable<unknown> | ArrayLike<unknown>} lengthOrValues
 * @returns {number} offset of the header
 */
export function writeColumn(arena: Arena, type: TypedArrayClass, lengthOrValues: number | Iterable<unknown> | ArrayLike<unknown>): number;
/** @param {Arena} arena @param {unknown} header @returns {number} */
export function requireHeader(arena: Arena, header: unknown): number;
/** @template {TypedArray} T */
export class ColumnStorage<T extends TypedArray> extends Reference {
    /**
     * For columnAt() and createColumn().
     *
     * @param {Arena} arena  synced
     * @param {number} header  u32; what is there is checked
     */
    constructor(arena: Arena, header: number);
    /**
     * The elements: a typed array over the region itself. Reading it costs a few nanoseconds,
     * so a loop takes it once, before the first element. It is valid until the memory grows
     * (an unshared one: the typed array then has length 0), the column grows, or a restore
     * frees it; anything that allocates may grow the memory. The next read of this property
     * gives a valid one again.
     *
     * @override
     * @returns {T}
     * @throws {RangeError} when a restore has freed the column
     */
    override get view(): T;
    /** The arena that the column is in. */
    get arena(): Arena;
    /** Offset of the column's header in the region, as columnAt() and C take it. */
    get __zerobuf_ptr(): number;
    /** Count of elements. */
    get length(): number;
    /** Elements that there is room for before the column must move. */
    get capacity(): number;
    /** Offset of element 0 in the region; it changes when the column grows. */
    get byteOffset(): number;
    /** Bytes that the elements take. */
    get byteLength(): number;
    /** Class of the elements' typed array, like Float64Array. @returns {any} */
    get type(): any;
    /**
     * One element. For more than a few take `view`.
     *
     * @param {number} index  negative ones count from the end
     * @returns {Element<T> | undefined} undefined outside the column
     */
    at(index: number): Element<T> | undefined;
    /**
     * Store one element, converted as a typed array converts.
     *
     * @param {number} index  0 to length - 1
     * @param {Element<T>} value
     * @throws {RangeError} outside the column: push() appends
     * @throws {TypeError} for a value that is no number, or no bigint where one is needed
     */
    set(index: number, value: Element<T>): void;
    /** Whether elements are bigints. @package */
    get isBigInt(): boolean;
    /**
     * Append elements, converted as a typed array converts. Amortised O(values); the column
     * moves to twice its capacity when it is full, and leaves the old elements behind: what
     * shows those (slices, stored references, typed arrays) no longer follows.
     *
     * @param {...Element<T>} values
     * @returns {number} the new length
     * @throws {TypeError} as set(); {RangeError} "out of memory". Nothing changes on failure
     */
    push(...values: Element<T>[]): number;
    /**
     * push() of many.
     *
     * @param {Iterable<Element<T>> | ArrayLike<Element<T>> | ColumnStorage<T>} values  a typed array is the fastest
     * @returns {number} the new length
     */
    append(values: Iterable<Element<T>> | ArrayLike<Element<T>> | ColumnStorage<T>): number;
    /**
     * Make room for `count` more elements: pushes of so many then neither fail nor move the column.
     *
     * @param {number} count
     * @throws {RangeError} "out of memory", with nothing changed
     */
    reserve(count: number): void;
    /**
     * A column over part of these elements, without copying them (16 bytes for its header).
     * Writes through either are seen through both, until one of them grows.
     *
     * @param {number} [from]  as Array.prototype.slice takes them
     * @param {number} [to]
     * @returns {this}
     */
    subarray(from?: number, to?: number): this;
    /**
     * A new column with a copy of part of these elements.
     *
     * @param {number} [from]  as Array.prototype.slice takes them
     * @param {number} [to]
     * @returns {this}
     */
    slice(from?: number, to?: number): this;
    /** A copy of the elements, apart from the region. @returns {T} */
    toJS(): T;
    /** For JSON.stringify(), and so what a strict arena stores of a column: a list of numbers. @returns {Element<T>[]} */
    toJSON(): Element<T>[];
    /**
     * The elements in turn; what is appended meanwhile comes, too, as with arrays.
     *
     * @returns {Generator<Element<T>, void, undefined>}
     */
    [Symbol.iterator](): Generator<Element<T>, void, undefined>;
    #private;
}
/**
 * A number, or a bigint for 64-bit elements.
 */
export type Element<T extends TypedArray> = T extends BigInt64Array | BigUint64Array ? bigint : number;
import type { Arena } from './arena.js';
import type { TypedArrayClass } from './extended/column.js';
import type { TypedArray } from './extended/column.js';
import { Reference } from './extended/reference.js';
