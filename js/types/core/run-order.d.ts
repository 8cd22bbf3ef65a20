/**
 * Run one kernel.
 *
 * Scratch comes from the arena and is given back at once; the memory may grow for it. A shared
 * arena cannot take bytes back before its next restore, so there JavaScript does the work, as it
 * does where no more room is to be had.
 *
 * @template {keyof NativeOrder} N
 * @param {Arena} arena
 * @param {NativeOrder | undefined} native
 * @param {N} name
 * @param {number} count  of elements
 * @param {number} more   as the kernel's bytes() takes it
 * @param {() => any[]} operands  taken when the scratch is there: views are valid until the memory grows
 * @returns {ReturnType<OrderKernels[N]>}
 */
export function runOrder<N extends keyof NativeOrder>(arena: Arena, native: NativeOrder | undefined, name: N, count: number, more: number, operands: () => any[]): ReturnType<OrderKernels[N]>;
import type { NativeOrder } from './kernels-wasm-order.js';
import type { Arena } from './arena.js';
import type { OrderKernels } from './kernels-order.js';
