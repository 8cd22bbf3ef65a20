// SPDX-License-Identifier: MIT
// Typed arrays in the region that both sides read and write. They cross as an offset.
import { PoolError } from './errors.js';

/** @import { TypedArray } from '../core/extended/column.js' */
/** @import { RegionHeap } from './region-heap.js' */

const DISPOSE = Symbol.dispose ?? Symbol.for('Symbol.dispose');
/** Keeps the array that was allocated alive as long as a part of it is. */
const WHOLE = Symbol('whole');

/**
 * @template {{ new (buffer: SharedArrayBuffer, byteOffset: number, length: number): any, BYTES_PER_ELEMENT: number }} Class
 * @typedef {InstanceType<Class> & Disposable} Shared
 */

export class SharedBuffers {
  /** @param {WebAssembly.Memory} memory @param {RegionHeap} heap */
  constructor(memory, heap) {
    /** @private */
    this.memory = memory;
    /** @private */
    this.heap = heap;
    /** @private Bytes of the arrays that are not freed. @type {WeakMap<object, number>} */
    this.bytes = new WeakMap();
    /** @private Those arrays by where they begin. @type {Map<number, WeakRef<TypedArray>>} */
    this.arrays = new Map();
    /** @private */
    this.registry = new FinalizationRegistry((/** @type {{ at: number, bytes: number }} */ { at, bytes }) => this.release(at, bytes));
  }

  /**
   * @param {number} length  elements
   * @param {any} Class  of typed arrays
   * @returns {any} all zero
   * @throws {PoolError} ZB_POOL_PAYLOAD: the region has no more
   */
  alloc(length, Class) {
    const byteLength = length * Class.BYTES_PER_ELEMENT;
    const bytes = Math.max(1, byteLength);
    const at = this.heap.take(bytes);
    if (at === 0) throw new PoolError('ZB_POOL_PAYLOAD', `the pool's region has no ${bytes} bytes left; free some, or raise region.maxBytes`);
    new Uint8Array(this.memory.buffer, at, byteLength).fill(0);
    const array = new Class(this.memory.buffer, at, length);
    Object.defineProperty(array, DISPOSE, { value: () => void this.free(array) });
    keepWith(array, array);
    this.bytes.set(array, bytes);
    this.arrays.set(at, new WeakRef(array));
    this.registry.register(array, { at, bytes }, array);
    return array;
  }

  /** @param {object} array  from alloc() @returns {boolean} false: it was freed already */
  free(array) {
    const bytes = this.bytes.get(array);
    if (bytes === undefined) return false;
    this.bytes.delete(array);
    this.registry.unregister(array);
    this.release(/** @type {TypedArray} */ (array).byteOffset, bytes);
    return true;
  }

  /** @private @param {number} at @param {number} bytes */
  release(at, bytes) {
    this.arrays.delete(at);
    this.heap.free(at, bytes);
  }

  /** What a task returned: the array that alloc() gave, or a part that keeps it. @param {TypedArray} view @returns {TypedArray} */
  adopt(view) {
    const { byteOffset, byteLength } = view;
    const same = this.arrays.get(byteOffset)?.deref();
    if (same !== undefined && same.length === view.length && same.constructor === view.constructor) return same;
    for (const [at, array] of this.arrays) {
      if (byteOffset < at) continue;
      const whole = array.deref();
      if (whole !== undefined && byteLength <= whole.byteLength && byteOffset - at <= whole.byteLength - byteLength) return keepWith(view, whole);
    }
    return view;
  }
}

/** Have a view, and its subarrays, keep an array alive. @template {TypedArray} View @param {View} view @param {object} whole @returns {View} */
function keepWith(view, whole) {
  const { subarray } = /** @type {any} */ (view);
  return Object.defineProperties(view, {
    [WHOLE]: { value: whole },
    subarray: { value: (/** @type {number} */ from, /** @type {number} */ to) => keepWith(subarray.call(view, from, to), whole) },
  });
}
