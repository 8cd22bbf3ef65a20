/**
 * @template {{ new (buffer: SharedArrayBuffer, byteOffset: number, length: number): any, BYTES_PER_ELEMENT: number }} Class
 * @typedef {InstanceType<Class> & Disposable} Shared
 */
export class SharedBuffers {
    /** @param {WebAssembly.Memory} memory @param {RegionHeap} heap */
    constructor(memory: WebAssembly.Memory, heap: RegionHeap);
    /** @private */
    private memory;
    /** @private */
    private heap;
    /** @private Of the arrays that are not freed. @type {WeakMap<object, { at: number, bytes: number }>} */
    private spans;
    /** @private */
    private registry;
    /**
     * @param {number} length  elements
     * @param {any} Class  of typed arrays
     * @returns {any} all zero
     * @throws {PoolError} ZB_POOL_PAYLOAD: the region has no more
     */
    alloc(length: number, Class: any): any;
    /** @param {object} array  from alloc() @returns {boolean} false: it was freed already */
    free(array: object): boolean;
}
export type Shared<Class extends {
    new (buffer: SharedArrayBuffer, byteOffset: number, length: number): any;
    BYTES_PER_ELEMENT: number;
}> = InstanceType<Class> & Disposable;
import type { RegionHeap } from './region-heap.js';
