// SPDX-License-Identifier: MIT
// Sorting, selection and groups in C (the second half of zerobuf/simd.h), on the bytes of the
// columns. C needs to remember more than it has: each call says how many bytes, and gets them for
// its time (run-order.js).

/** @import { KernelExports } from './kernels-wasm.js' */

/**
 * As OrderKernels, with bytes of scratch: how many, and the offset of so many.
 *
 * @typedef {object} NativeOrder
 * @property {NativeCall<(x: any, scratch: number) => void>} [sort]
 * @property {NativeCall<(x: any, out: Uint32Array, scratch: number) => void>} [argsort]
 * @property {NativeCall<(x: any, k: number, isLargest: boolean, scratch: number) => Uint32Array>} [top]
 * @property {NativeCall<(x: any, fractions: readonly number[], scratch: number) => Float64Array>} [quantiles]
 * @property {NativeCall<(keys: any, rows: Uint32Array, scratch: number) => { keys: any, counts: Uint32Array }>} [group]
 * @property {NativeCall<(values: any, rows: Uint32Array, sums: Float64Array, scratch: number) => void>} [groupSum]
 * @property {NativeCall<(values: any, rows: Uint32Array, mins: any, maxs: any, scratch: number) => void>} [groupRange]
 */

/**
 * @template F
 * @typedef {{ bytes(count: number, more: number): number, run: F }} NativeCall
 *   bytes: for `count` elements, and as many more things as the call names
 */

/** Element types that C orders, and what it knows of each. @type {Readonly<Record<string, { itemBytes: number, top?: true, quantiles?: true, group?: true, values?: true }>>} */
const TYPES = Object.freeze({
  f64: { itemBytes: 8, top: true, quantiles: true, values: true },
  f32: { itemBytes: 4, top: true, quantiles: true, values: true },
  i64: { itemBytes: 8, top: true },
  i32: { itemBytes: 4, top: true, quantiles: true, group: true, values: true },
  u32: { itemBytes: 4, top: true, group: true },
  u8: { itemBytes: 1 },
});

/** @param {number} bytes */
const roundUp = (bytes) => Math.ceil(bytes / 8) * 8;

/**
 * @param {KernelExports} exports  of an instance over a memory with 32-bit addresses
 * @returns {Readonly<Record<string, NativeOrder>>} by element type
 */
export function wasmOrders(exports) {
  return Object.freeze(Object.fromEntries(Object.keys(TYPES).map((type) => [type, Object.freeze(order(exports, type))])));
}

/** @param {KernelExports} exports @param {string} type @returns {NativeOrder} */
function order(exports, type) {
  const { itemBytes, top, quantiles, group, values } = /** @type {(typeof TYPES)[string]} */ (TYPES[type]);
  /** @param {string} name @returns {(...args: any[]) => any} */
  const kernel = (name) => exports[`zb_kernel_${name}_${type}`];
  /** Bytes that a function of C says. @param {string} name @returns {(...args: number[]) => number} */
  const bytesOf = (name) => {
    const call = exports[`zb_kernel_${name}_scratch_bytes`];
    return (...args) => call(...args) >>> 0;
  };
  /** @type {NativeOrder} */
  const found = { sort: sorting(kernel('sort'), bytesOf('sort'), itemBytes), argsort: argsorting(kernel('argsort'), bytesOf('argsort')) };
  if (top) found.top = topping(kernel('top'), bytesOf('top'));
  if (quantiles) found.quantiles = quantiling(kernel('quantiles'), bytesOf('quantiles'));
  if (group) found.group = grouping(kernel('group'), bytesOf('group'));
  if (values) {
    found.groupSum = type === 'i32' ? summingIntegers(kernel('group_sum')) : summing(kernel('group_sum'));
    const range = kernel('group_range');
    found.groupRange = {
      bytes: () => 0,
      run: (x, rows, mins, maxs) => range(x.byteOffset, rows.byteOffset, rows.length, mins.byteOffset, maxs.byteOffset, mins.length),
    };
  }
  return found;
}

/** @param {(...args: any[]) => void} call @param {(...args: number[]) => number} bytes @param {number} itemBytes @returns {NativeOrder['sort']} */
const sorting = (call, bytes, itemBytes) => ({
  bytes: (count) => bytes(count, itemBytes),
  run: (x, scratch) => call(x.byteOffset, x.length, scratch),
});

/** @param {(...args: any[]) => void} call @param {(...args: number[]) => number} bytes @returns {NativeOrder['argsort']} */
const argsorting = (call, bytes) => ({
  bytes,
  run: (x, out, scratch) => call(x.byteOffset, x.length, out.byteOffset, scratch),
});

/** The indices go before the scratch. @param {(...args: any[]) => number} call @param {(...args: number[]) => number} bytes @returns {NativeOrder['top']} */
const topping = (call, bytes) => ({
  bytes: (count, k) => roundUp(4 * Math.min(count, k)) + bytes(count, k),
  run(x, k, isLargest, scratch) {
    const found = call(x.byteOffset, x.length, k, Number(isLargest), scratch, scratch + roundUp(4 * Math.min(x.length, k)));
    return new Uint32Array(x.buffer, scratch, found >>> 0).slice();
  },
});

/** Fractions and quantiles go before the scratch. @param {(...args: any[]) => void} call @param {(...args: number[]) => number} bytes @returns {NativeOrder['quantiles']} */
const quantiling = (call, bytes) => ({
  bytes: (count, fractions) => 16 * fractions + bytes(count),
  run(x, fractions, scratch) {
    const { length } = fractions;
    new Float64Array(x.buffer, scratch, length).set(fractions);
    const out = scratch + 8 * length;
    call(x.byteOffset, x.length, scratch, length, out, out + 8 * length);
    return new Float64Array(x.buffer, out, length).slice();
  },
});

/** The groups' keys and counts go before the scratch. @param {(...args: any[]) => number} call @param {(...args: number[]) => number} bytes @returns {NativeOrder['group']} */
const grouping = (call, bytes) => ({
  bytes: (count) => 8 * count + bytes(count),
  run(keys, rows, scratch) {
    const { buffer, byteOffset, length } = keys;
    const counts = scratch + 4 * length;
    const found = call(byteOffset, length, rows.byteOffset, scratch, counts, counts + 4 * length) >>> 0;
    return { keys: new keys.constructor(buffer, scratch, found).slice(), counts: new Uint32Array(buffer, counts, found).slice() };
  },
});

/** @param {(...args: any[]) => void} call @returns {NativeOrder['groupSum']} */
const summing = (call) => ({
  bytes: (_, groups) => 16 * groups,
  run: (values, rows, sums, scratch) => call(values.byteOffset, rows.byteOffset, rows.length, sums.byteOffset, scratch, sums.length),
});

/** @param {(...args: any[]) => void} call @returns {NativeOrder['groupSum']} */
const summingIntegers = (call) => ({
  bytes: (_, groups) => 8 * groups,
  run(values, rows, sums, scratch) {
    call(values.byteOffset, rows.byteOffset, rows.length, scratch, sums.length);
    const exact = new BigInt64Array(sums.buffer, scratch, sums.length);
    for (let number = 0; number < exact.length; number++) sums[number] = Number(exact[number]);
  },
});
