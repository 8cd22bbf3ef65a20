// SPDX-License-Identifier: MIT
// The kernels of columns in C (zerobuf/simd.h), where a module with them runs over the memory:
// what kernels.js says, by SIMD, on the same bytes.
import { plainKernels } from './kernels.js';
import { wasmOrders } from './kernels-wasm-order.js';

/** @import { Kernels } from './kernels.js' */
/** @import { NativeOrder } from './kernels-wasm-order.js' */

/**
 * Exports of a module that was linked with src/simd: `zb_kernel_*`, and its stack pointer unless that is given.
 *
 * @typedef {Record<string, any>} KernelExports
 */

/** Element types that C has these kernels for; it orders more of them (kernels-wasm-order.js). */
const TYPES = Object.freeze(['f64', 'f32', 'i32']);

/** Bytes for what a kernel returns through a pointer: a zb_range or a zb_stats. */
const RESULT_BYTES = 64;

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
export function wasmKernels(exports, stackPointer = exports.__stack_pointer) {
  return Object.freeze(Object.fromEntries(Object.entries(wasmOrders(exports)).map(([type, order]) =>
    [type, Object.freeze({ ...plainKernels(type), ...(TYPES.includes(type) ? native(exports, stackPointer, type) : {}), order })])));
}

/**
 * Run a call that stores doubles through its last argument, and read them. They go to the
 * thread's own stack, below which nothing runs meanwhile.
 *
 * @param {WebAssembly.Global} pointer  the stack pointer
 * @param {ArrayBufferLike} buffer @param {number} count
 * @param {(out: number) => void} call
 */
function results(pointer, buffer, count, call) {
  const top = pointer.value;
  const out = (top >>> 0) - RESULT_BYTES;
  pointer.value = out;
  try {
    call(out);
  } finally {
    pointer.value = top;
  }
  return new Float64Array(buffer, out, count);
}

/** @param {KernelExports} exports @param {WebAssembly.Global} stackPointer @param {string} type @returns {Partial<Kernels>} */
function native(exports, stackPointer, type) {
  /** @param {string} name @returns {(...args: any[]) => any} */
  const kernel = (name) => exports[`zb_kernel_${name}_${type}`];
  const sum = kernel('sum');
  const range = kernel('range');
  const stats = kernel('stats');
  const histogram = kernel('histogram');
  const count = kernel('count');
  const indices = kernel('indices');
  const filter = kernel('filter');

  /** Kernels of one column and numbers. @param {string} name */
  const unary = (name) => {
    const call = kernel(name);
    return (/** @type {any} */ x, /** @type {number} */ a = 0, /** @type {number} */ b = 0) => call(x.byteOffset, x.length, a, b);
  };
  /** Kernels of two columns. @param {string} name */
  const binary = (name) => {
    const call = kernel(name);
    return (/** @type {any} */ x, /** @type {any} */ y) => call(x.byteOffset, y.byteOffset, x.length);
  };

  /** @type {Partial<Kernels>} */
  const floats = type === 'i32' ? {} : { scale: unary('scale'), affine: unary('affine'), normalize: unary('normalize') };
  return {
    ...floats,
    sum: (x) => Number(sum(x.byteOffset, x.length)), // i32: a bigint
    dot: binary('dot'),
    range: (x) => {
      const [min, max] = results(stackPointer, x.buffer, 2, (out) => range(x.byteOffset, x.length, out));
      return { min, max };
    },
    clamp: unary('clamp'),
    add: binary('add'),
    sub: binary('sub'),
    mul: binary('mul'),
    stats: (x) => {
      const { length } = x;
      const [total = 0, mean = NaN, min, max, variance = NaN, stddev = NaN] =
        results(stackPointer, x.buffer, 6, (out) => stats(x.byteOffset, length, out));
      const isEmpty = length === 0;
      return { count: length, sum: total, mean, min: isEmpty ? undefined : min, max: isEmpty ? undefined : max, variance, stddev };
    },
    correlation: binary('correlation'),
    histogram: (x, min, max, bins) => histogram(x.byteOffset, x.length, min, max, bins.byteOffset, bins.length),
    count: (x, { comparison, a, b }) => count(x.byteOffset, x.length, comparison, a, b) >>> 0,
    indices: (x, { comparison, a, b }, out) => indices(x.byteOffset, x.length, comparison, a, b, out.byteOffset, out.length),
    filter: (x, { comparison, a, b }, out) => filter(x.byteOffset, x.length, comparison, a, b, out.byteOffset, out.length),
  };
}
