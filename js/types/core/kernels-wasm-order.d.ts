/**
 * @param {KernelExports} exports  of an instance over a memory with 32-bit addresses
 * @returns {Readonly<Record<string, NativeOrder>>} by element type
 */
export function wasmOrders(exports: KernelExports): Readonly<Record<string, NativeOrder>>;
/**
 * As OrderKernels, with bytes of scratch: how many, and the offset of so many.
 */
export type NativeOrder = {
    sort?: NativeCall<(x: any, scratch: number) => void> | undefined;
    argsort?: NativeCall<(x: any, out: Uint32Array, scratch: number) => void> | undefined;
    top?: NativeCall<(x: any, k: number, isLargest: boolean, scratch: number) => Uint32Array> | undefined;
    quantiles?: NativeCall<(x: any, fractions: readonly number[], scratch: number) => Float64Array> | undefined;
    group?: NativeCall<(keys: any, rows: Uint32Array, scratch: number) => {
        keys: any;
        counts: Uint32Array;
    }> | undefined;
    groupSum?: NativeCall<(values: any, rows: Uint32Array, sums: Float64Array, scratch: number) => void> | undefined;
    groupRange?: NativeCall<(values: any, rows: Uint32Array, mins: any, maxs: any, scratch: number) => void> | undefined;
};
/**
 * bytes: for `count` elements, and as many more things as the call names
 */
export type NativeCall<F> = {
    bytes(count: number, more: number): number;
    run: F;
};
import type { KernelExports } from './kernels-wasm.js';
