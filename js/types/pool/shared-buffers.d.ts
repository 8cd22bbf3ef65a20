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
    /** @private Bytes of the arrays that are not freed. @type {WeakMap<object, number>} */
    private bytes;
    /** @private Those arrays by where they begin. @type {Map<number, WeakRef<TypedArray>>} */
    private arrays;
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
    /** @private @param {number} at @param {number} bytes */
    private release;
    /** What a task returned: the array that alloc() gave, or a part that keeps it. @param {TypedArray} view @returns {TypedArray} */
    adopt(view: TypedArray): TypedArray;
}
export type Shared<Class extends {
    new (buffer: SharedArrayBuffer, byteOffset: number, length: number): any;
    BYTES_PER_ELEMENT: number;
}> = InstanceType<Class> & Disposable;
import type { TypedArray } from '../core/extended/column.js';
import type { RegionHeap } from './region-heap.js';
