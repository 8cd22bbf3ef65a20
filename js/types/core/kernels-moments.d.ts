/**
 * @param {Numbers} x
 * @param {number} [total]  sum of the elements, where it is known better
 * @returns {Stats}
 */
export function stats(x: Numbers, total?: number): Stats;
/**
 * Pearson's correlation, -1 to 1.
 *
 * @param {Numbers} x
 * @param {Numbers} y  as many
 * @returns {number} NaN when a column has no spread (or one whose square is no double), or
 *   holds NaN or an infinity
 */
export function correlation(x: Numbers, y: Numbers): number;
/**
 * square: sum of squared deviations
 */
export type Moments = {
    count: number;
    mean: number;
    square: number;
};
/**
 * Of elements minus their shift.
 */
export type Comoments = {
    count: number;
    meanX: number;
    meanY: number;
    xx: number;
    yy: number;
    xy: number;
};
export type Stats = {
    count: number;
    sum: number;
    /**
     * NaN when there are no elements
     */
    mean: number;
    /**
     * undefined when there are no elements
     */
    min: number | undefined;
    max: number | undefined;
    /**
     * of the elements as a whole population: sum of squares / count
     */
    variance: number;
    stddev: number;
};
import type { Numbers } from './kernels-sum.js';
