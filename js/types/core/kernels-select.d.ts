/** How many elements meet a condition. @param {Numbers} x @param {Condition} condition */
export function count(x: Numbers, condition: Condition): number;
/**
 * Indices of the elements that meet a condition, in order.
 *
 * @param {Numbers} x @param {Condition} condition
 * @param {Uint32Array} out  as long as count() says
 */
export function indices(x: Numbers, condition: Condition, out: Uint32Array): void;
/**
 * The elements that meet a condition, in order.
 *
 * @param {Numbers} x @param {Condition} condition
 * @param {{ readonly length: number, [index: number]: any }} out  of the same type, as long as count() says
 */
export function filter(x: Numbers, condition: Condition, out: {
    readonly length: number;
    [index: number]: any;
}): void;
/**
 * Count elements into bins of equal width from min to max, both included. What lies outside,
 * and NaN, is not counted.
 *
 * @param {Numbers} x
 * @param {number} min  finite
 * @param {number} max  finite, not below min; when equal to it, all goes to the first bin
 * @param {Uint32Array} bins  added to
 */
export function histogram(x: Numbers, min: number, max: number, bins: Uint32Array): void;
/**
 * Where a value belongs in ascending elements: index of the first that is not below it. NaN
 * belongs behind all numbers, where sort() puts it. O(log length); too little work for C.
 *
 * @param {ArrayLike<number | bigint>} x  ascending
 * @param {number | bigint} value
 */
export function sortedIndex(x: ArrayLike<number | bigint>, value: number | bigint): number;
/** @import { Numbers } from './kernels-sum.js' */
/**
 * Comparisons, numbered as zb_comparison in zerobuf/simd.h. All but `ne` are false for NaN.
 *
 * @type {Readonly<Record<string, number>>}
 */
export const Comparison: Readonly<Record<string, number>>;
/**
 * What is looked for. Operands are bigints for 64-bit columns.
 */
export type Condition = {
    /**
     * of Comparison
     */
    comparison: number;
    a: any;
    /**
     * the upper end of `between`, which holds both ends; else equal to a
     */
    b: any;
};
import type { Numbers } from './kernels-sum.js';
