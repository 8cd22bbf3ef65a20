/**
 * A new column. In an arena of any types: a column is data of the region that its header's
 * offset (`__zerobuf_ptr`) leads to. Storing it in an object of an arena with types 'full'
 * stores a reference to its elements where they are then; a strict arena stores a copy, as a
 * list of numbers.
 *
 * @template {TypedArray} T
 * @param {Arena} arena
 * @param {{ new (length: number): T, new (buffer: ArrayBufferLike, byteOffset: number, length: number): T }} type
 *   a class of typed array, like Float64Array
 * @param {number | Iterable<Element<T>> | ArrayLike<Element<T>>} [lengthOrValues]  a length, of zeros; or values, which are copied
 * @returns {Column<T>}
 * @throws {TypeError} for another class or values that it does not take, {RangeError} "out of
 *   memory". Nothing changes on failure
 */
export function createColumn<T extends TypedArray>(arena: Arena, type: {
    new (length: number): T;
    new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
}, lengthOrValues?: number | Iterable<Element<T>> | ArrayLike<Element<T>>): Column<T>;
/**
 * The column whose header lies at an offset, written by anyone.
 *
 * @param {Arena} arena
 * @param {number} header  offset, as `__zerobuf_ptr` gives it
 * @returns {Column<any>}
 * @throws {ZerobufError} when no column with all its elements inside the region is there
 */
export function columnAt(arena: Arena, header: number): Column<any>;
/** @import { Arena } from './arena.js' */
/** @import { Element } from './column-storage.js' */
/** @import { TypedArray } from './extended/column.js' */
/** @import { Kernels } from './kernels.js' */
/** @import { Stats } from './kernels-moments.js' */
/** @import { Condition } from './kernels-select.js' */
/**
 * What filter() and findIndices() look for: exactly one comparison. `between` holds both of
 * its ends. Comparisons are JavaScript's: NaN meets none but `ne`.
 *
 * @template N
 * @typedef {{ lt: N } | { le: N } | { gt: N } | { ge: N } | { eq: N } | { ne: N } | { between: readonly [low: N, high: N] }} Predicate
 */
/**
 * Bounds of a histogram. Finite; by default the column's own smallest and largest element.
 *
 * @typedef {{ min?: number, max?: number }} HistogramBounds
 */
/**
 * Numbers side by side in the region. Made by createColumn() (`buf.column()`) and columnAt().
 *
 * @template {TypedArray} T
 * @extends {OrderedColumn<T>}
 */
export class Column<T extends TypedArray> extends OrderedColumn<T> {
    /**
     * Sum of the elements, 0 when there are none. Of floats: added in doubles, in blocks and
     * pairs (ARCHITECTURE.md, "Columns"), so that the error stays within about 150 roundings
     * however many they are; of integers: exact, then rounded to a double once; of 64-bit
     * integers: exact, a bigint.
     *
     * @returns {Element<T>}
     */
    sum(): Element<T>;
    /**
     * Sum of the products with another column's elements, in doubles; a bigint, exact, for
     * 64-bit integers.
     *
     * @param {Column<T>} other  of the same type and length
     * @returns {Element<T>}
     */
    dot(other: Column<T>): Element<T>;
    /**
     * Smallest element, as Math.min finds it: NaN when there is one, -0 below 0.
     *
     * @returns {Element<T> | undefined} undefined when there are none
     */
    min(): Element<T> | undefined;
    /** Largest element, as min(). @returns {Element<T> | undefined} */
    max(): Element<T> | undefined;
    /**
     * Multiply each element, in place. As all arithmetic here: in doubles, then stored as a
     * typed array stores, so integers are cut and wrap.
     *
     * @param {Element<T>} k
     * @returns {this}
     */
    scale(k: Element<T>): this;
    /**
     * Each element x becomes a * x + b, in place; the product is rounded before b is added.
     *
     * @param {Element<T>} a
     * @param {Element<T>} b
     * @returns {this}
     */
    map(a: Element<T>, b: Element<T>): this;
    /**
     * Bring each element into [low, high], in place. NaN stays. The bounds are first rounded to
     * the element type, inwards for integers.
     *
     * @param {Element<T>} low
     * @param {Element<T>} high  not below low
     * @returns {this}
     */
    clamp(low: Element<T>, high: Element<T>): this;
    /**
     * Add another column's elements to these, in place. Integers wrap (u8 clamped: clamps).
     *
     * @param {Column<T>} other  of the same type and length; this column itself, or apart from it
     * @returns {this}
     */
    add(other: Column<T>): this;
    /** Subtract, as add(). @param {Column<T>} other @returns {this} */
    sub(other: Column<T>): this;
    /** Multiply, as add(). @param {Column<T>} other @returns {this} */
    mul(other: Column<T>): this;
    /**
     * Count, sum, mean, smallest, largest, variance and standard deviation in one pass. The
     * variance is that of a whole population (sum of squared deviations / count; for a sample
     * multiply by count / (count - 1)), found from deviations, so that a mean far above the
     * spread costs no digits; it is exactly 0 when all elements are equal. 64-bit integers count
     * as the doubles next to them.
     *
     * @returns {Stats} of no elements: count and sum 0, min and max undefined, the others NaN
     */
    stats(): Stats;
    /**
     * Bring floats to [0, 1], in place: the smallest becomes 0, the largest 1. All become 0 when
     * all are equal, and NaN when one is NaN or infinite.
     *
     * @returns {this}
     * @throws {TypeError} for integers, which have nothing between 0 and 1
     */
    normalize(): this;
    /**
     * Pearson's correlation with another column.
     *
     * @param {Column<T>} other  of the same type and length
     * @returns {number} -1 to 1; NaN when either has no spread, or holds NaN or an infinity
     */
    correlation(other: Column<T>): number;
    /**
     * Count the elements in bins of equal width. Elements outside the bounds, and NaN, are not
     * counted; one that equals the upper bound is in the last bin.
     *
     * @param {number} bins  1 or more
     * @param {HistogramBounds} [bounds]
     * @returns {Column<Uint32Array>} a new column, one element per bin
     */
    histogram(bins: number, { min, max }?: HistogramBounds): Column<Uint32Array>;
    /**
     * Where `value` belongs in a column that ascends, as sort() of a typed array leaves it:
     * index of the first element that is not below it. O(log length).
     *
     * @param {Element<T>} value  NaN belongs behind all numbers
     * @returns {number} 0 to length
     */
    sortedIndex(value: Element<T>): number;
    /**
     * The elements that meet a condition, in order.
     *
     * @param {Predicate<Element<T>>} predicate
     * @returns {Column<T>} a new column
     */
    filter(predicate: Predicate<Element<T>>): Column<T>;
    /**
     * Indices of the elements that meet a condition, ascending.
     *
     * @param {Predicate<Element<T>>} predicate
     * @returns {Column<Uint32Array>} a new column
     */
    findIndices(predicate: Predicate<Element<T>>): Column<Uint32Array>;
    #private;
}
/**
 * What filter() and findIndices() look for: exactly one comparison. `between` holds both of
 * its ends. Comparisons are JavaScript's: NaN meets none but `ne`.
 */
export type Predicate<N> = {
    lt: N;
} | {
    le: N;
} | {
    gt: N;
} | {
    ge: N;
} | {
    eq: N;
} | {
    ne: N;
} | {
    between: readonly [low: N, high: N];
};
/**
 * Bounds of a histogram. Finite; by default the column's own smallest and largest element.
 */
export type HistogramBounds = {
    min?: number;
    max?: number;
};
import type { TypedArray } from './extended/column.js';
import type { Arena } from './arena.js';
import type { Element } from './column-storage.js';
import { OrderedColumn } from './column-order.js';
import type { Stats } from './kernels-moments.js';
