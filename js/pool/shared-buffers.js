// SPDX-License-Identifier: MIT
// Typed arrays in the region that both sides read and write. They cross as an offset.
import { PoolError } from './errors.js';

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
    /** @private Of the arrays that are not freed. @type {WeakMap<object, { at: number, bytes: number }>} */
    this.spans = new WeakMap();
    /** @private */
    this.registry = new FinalizationRegistry((/** @type {{ at: number, bytes: number }} */ { at, bytes }) => heap.free(at, bytes));
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
    const { subarray } = array;
    Object.defineProperties(array, {
      [DISPOSE]: { value: () => void this.free(array) },
      subarray: {
        value: (/** @type {number} */ from, /** @type {number} */ to) => Object.defineProperty(subarray.call(array, from, to), WHOLE, { value: array }),
      },
    });
    this.spans.set(array, { at, bytes });
    this.registry.register(array, { at, bytes }, array);
    return array;
  }

  /** @param {object} array  from alloc() @returns {boolean} false: it was freed already */
  free(array) {
    const span = this.spans.get(array);
    if (span === undefined) return false;
    this.spans.delete(array);
    this.registry.unregister(array);
    this.heap.free(span.at, span.bytes);
    return true;
  }
}
