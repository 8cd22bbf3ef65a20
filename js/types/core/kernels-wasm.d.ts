/**
 * Kernels of a module's exports, by element type, for the arenas in its memory: what an arena
 * has as `kernels`. The others of each type stay JavaScript's.
 *
 * Each thread needs an instance with a stack of its own, as for everything in C.
 *
 * @param {KernelExports} exports  of an instance over a memory with 32-bit addresses
 * @param {WebAssembly.Global} [stackPointer]  of that instance; by default the one it exports
 * @returns {Readonly<Record<string, Kernels & { order: NativeOrder }>>}
 */
export function wasmKernels(exports: KernelExports, stackPointer?: WebAssembly.Global): Readonly<Record<string, Kernels & {
    order: NativeOrder;
}>>;
/**
 * Exports of a module that was linked with src/simd: `zb_kernel_*`, and its stack pointer unless that is given.
 */
export type KernelExports = Record<string, any>;
import type { Kernels } from './kernels.js';
import type { NativeOrder } from './kernels-wasm-order.js';
