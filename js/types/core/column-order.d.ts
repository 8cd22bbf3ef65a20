/** @import { Column } from './column.js' */
/** @import { TypedArray } from './extended/column.js' */
/** @import { NativeOrder } from './kernels-wasm-order.js' */
/**
 * @template {TypedArray} T
 * @extends {ColumnStorage<T>}
 */
export class OrderedColumn<T extends TypedArray> extends ColumnStorage<T> {
    /** C's way to order these elements, where the arena has it. @package @returns {NativeOrder | undefined} */
    get nativeOrder(): NativeOrder | undefined;
    /**
     * Sort ascending, in place. With the C engine in O(length) whatever the elements, and the memory
     * must have room for a copy of them meanwhile.
     *
     * @returns {this}
     */
    sort(): this;
    /**
     * Indices of the elements in ascending order; equal elements, and NaNs, stay in theirs.
     *
     * @returns {Column<Uint32Array>} a new column
     */
    argsort(): Column<Uint32Array>;
    /**
     * The largest elements, the largest first; or the smallest, the smallest first. Of equal
     * elements the one of the lower index comes first. NaN is no candidate.
     *
     * @param {number} k  how many; there are fewer when the column has not as many
     * @param {{ smallest?: boolean }} [options]
     * @returns {{ values: Column<T>, indices: Column<Uint32Array> }} new columns
     */
    topK(k: number, { smallest }?: {
        smallest?: boolean;
    }): {
        values: Column<T>;
        indices: Column<Uint32Array>;
    };
    /**
     * The element below which a fraction of the others lie, by linear interpolation between its
     * neighbours (type 7 of Hyndman and Fan, as in R and NumPy): 0 is the smallest, 1 the largest.
     * 64-bit integers count as the doubles next to them.
     *
     * @param {number} fraction  0 to 1
     * @returns {number} NaN when an element is, or there are none
     */
    quantile(fraction: number): number;
    /**
     * quantile() of several fractions, at hardly more cost than of one.
     *
     * @param {readonly number[] | Float64Array} fractions  0 to 1, in any order
     * @returns {Float64Array} apart from the region
     */
    quantiles(fractions: readonly number[] | Float64Array): Float64Array;
    /** quantile() of 0.5. @returns {number} */
    median(): number;
    /**
     * Group rows by these integers: the result adds up and compares columns of values by group.
     * With the C engine in O(length), also for keys that were chosen to collide.
     *
     * @returns {Groups<T>} two new columns, of the rows' groups and the groups' keys
     */
    groupBy(): Groups<T>;
    #private;
}
import type { TypedArray } from './extended/column.js';
import { ColumnStorage } from './column-storage.js';
import type { NativeOrder } from './kernels-wasm-order.js';
import type { Column } from './column.js';
import { Groups } from './column-groups.js';
