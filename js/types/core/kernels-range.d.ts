/**
 * @param {Numbers} x
 * @returns {{ min: number, max: number }} both NaN when there are no elements
 */
export function range(x: Numbers): {
    min: number;
    max: number;
};
import type { Numbers } from './kernels-sum.js';
