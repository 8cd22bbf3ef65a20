/** @import { Column } from './column.js' */
/** @import { TypedArray } from './extended/column.js' */
/**
 * Groups of rows, numbered as they first appear. Made by column.groupBy(). Every result is a new
 * column with an element per group, in the order of `keys`.
 *
 * @template {TypedArray} K
 */
export class Groups<K extends TypedArray> {
    /**
     * For column.groupBy().
     *
     * @param {Column<K>} keys
     * @param {Column<Uint32Array>} rows
     * @param {Uint32Array} counts
     */
    constructor(keys: Column<K>, rows: Column<Uint32Array>, counts: Uint32Array);
    /** The key of each group. */
    keys: Column<K>;
    /** Count of groups. */
    get length(): number;
    /** Count of rows. */
    get rowCount(): number;
    /** The number of a row's group, its place in `keys`. @param {number} row @returns {number | undefined} undefined where there is no such row */
    of(row: number): number | undefined;
    /** Rows of each group. @returns {Column<Uint32Array>} */
    count(): Column<Uint32Array>;
    /**
     * Sum of each group's values. In doubles, row after row, with what each addition loses added last:
     * the error stays within 2^-53 of the sum, plus n² × 2^-106 of the sum of the magnitudes of n
     * values. Of integers exact, rounded once.
     *
     * @param {Column<any>} values  one a row; not of 64-bit integers
     * @returns {Column<Float64Array>}
     */
    sum(values: Column<any>): Column<Float64Array>;
    /** Mean of each group's values: sum() / count. @param {Column<any>} values  as for sum() @returns {Column<Float64Array>} */
    mean(values: Column<any>): Column<Float64Array>;
    /**
     * Smallest of each group's values: NaN when one is, -0 below 0.
     *
     * @template {TypedArray} T
     * @param {Column<T>} values  one a row; not of 64-bit integers
     * @returns {Column<T>}
     */
    min<T extends TypedArray>(values: Column<T>): Column<T>;
    /** Largest, as min(). @template {TypedArray} T @param {Column<T>} values @returns {Column<T>} */
    max<T extends TypedArray>(values: Column<T>): Column<T>;
    #private;
}
import type { TypedArray } from './extended/column.js';
import type { Column } from './column.js';
