/**
 * Short name of an element type, as C's functions end in: "f64", "u8_clamped".
 *
 * @param {string} className  like "Float64Array"
 */
export function typeName(className: string): string;
/** @param {string} type  of typeName() @returns {Kernels} */
export function plainKernels(type: string): Kernels;
/**
 * What a column of one element type can do. All take typed arrays over the region, those of
 * a call of the same type and length.
 */
export type Kernels = {
    sum: (x: any) => number | bigint;
    dot: (x: any, y: any) => number | bigint;
    /**
     * of a column that is not empty
     */
    range: (x: any) => {
        min: any;
        max: any;
    };
    scale: (x: any, k: any) => void;
    affine: (x: any, a: any, b: any) => void;
    clamp: (x: any, low: any, high: any) => void;
    normalize: (x: any) => void;
    add: (x: any, y: any) => void;
    sub: (x: any, y: any) => void;
    mul: (x: any, y: any) => void;
    stats: (x: any) => Stats;
    correlation: (x: any, y: any) => number;
    histogram: (x: any, min: number, max: number, bins: Uint32Array) => void;
    count: (x: any, condition: Condition) => number;
    indices: (x: any, condition: Condition, out: Uint32Array) => void;
    filter: (x: any, condition: Condition, out: any) => void;
};
import type { Stats } from './kernels-moments.js';
import type { Condition } from './kernels-select.js';
