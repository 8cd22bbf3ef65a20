/** @param {any} x */
export function sort(x: any): void;
/** @param {any} x @param {Uint32Array} out */
export function argsort(x: any, out: Uint32Array): void;
/** @param {any} x @param {number} k @param {boolean} isLargest */
export function top(x: any, k: number, isLargest: boolean): Uint32Array<ArrayBuffer>;
/**
 * Type 7 of Hyndman and Fan, as zerobuf/simd.h says.
 *
 * @param {Numbers} x @param {readonly number[]} fractions
 */
export function quantiles(x: Numbers, fractions: readonly number[]): Float64Array<ArrayBuffer>;
/** @param {any} keys @param {Uint32Array} rows */
export function group(keys: any, rows: Uint32Array): {
    keys: any;
    counts: Uint32Array<ArrayBuffer>;
};
/**
 * Sums with what each addition loses beside them, added last. Of integers of up to 32 bits that is
 * exact, rounded once.
 *
 * @param {any} values @param {Uint32Array} rows @param {Float64Array} sums
 */
export function groupSum(values: any, rows: Uint32Array, sums: Float64Array): void;
/** No group is empty. @param {any} values @param {Uint32Array} rows @param {any} mins @param {any} maxs */
export function groupRange(values: any, rows: Uint32Array, mins: any, maxs: any): void;
/** @type {OrderKernels} */
export const plainOrder: OrderKernels;
/**
 * What orders and groups elements of one type.
 */
export type OrderKernels = {
    /**
     * in place
     */
    sort: (x: any) => void;
    argsort: (x: any, out: Uint32Array) => void;
    /**
     * indices, k or all that are not NaN; its own copy
     */
    top: (x: any, k: number, isLargest: boolean) => Uint32Array;
    quantiles: (x: any, fractions: readonly number[]) => Float64Array;
    /**
     * numbers of the rows' groups; gives each group's key
     * and count of rows, as copies
     */
    group: (keys: any, rows: Uint32Array) => {
        keys: any;
        counts: Uint32Array;
    };
    groupSum: (values: any, rows: Uint32Array, sums: Float64Array) => void;
    groupRange: (values: any, rows: Uint32Array, mins: any, maxs: any) => void;
};
import type { Numbers } from './kernels-sum.js';
