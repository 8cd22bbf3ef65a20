/**
 * The imports for an instance over a memory.
 *
 * @param {WebAssembly.Module} module  that imports nothing but a memory
 * @param {WebAssembly.Memory} memory
 */
export function importsOf(module: WebAssembly.Module, memory: WebAssembly.Memory): {
    [k: string]: {
        [name]: WebAssembly.Memory;
    };
};
/** @import { RegionHeap } from './region-heap.js' */
/** @import { WasmSource, WasmTask } from './wasm-task.js' */
/**
 * What a lane's worker makes its instance of.
 *
 * @typedef {object} WasmPlace
 * @property {WebAssembly.Module} module
 * @property {number} guardAt   GUARD_BYTES that nobody writes to
 * @property {number} stackAt   lowest byte of the stack
 * @property {number} stackEnd  one past its highest
 * @property {number} tlsAt     of thread-local variables
 */
/** Below each stack. As much as a page, so that a frame that does not fit seldom reaches past it. */
export const GUARD_BYTES: 4096;
export class WasmModule {
    /**
     * Link the module over a memory. Its static data are initialized then.
     *
     * @param {Record<string, WasmTask<any, any>>} tasks  at least one
     * @param {WebAssembly.Memory} memory  shared, all zero; becomes as long as the module asks for
     * @throws {TypeError} that names what is wrong with the module, and the remedy
     */
    constructor(tasks: Record<string, WasmTask<any, any>>, memory: WebAssembly.Memory);
    /** @private */
    private module;
    /** Where the pool may lie. @readonly */
    readonly end: number;
    /** @private */
    private stackBytes;
    /** @private */
    private tlsBytes;
    /** @private */
    private tlsAlign;
    /**
     * Take what a lane's workers need, one after the other.
     *
     * @param {RegionHeap} heap
     * @returns {WasmPlace}
     * @throws {PoolError} ZB_POOL_PAYLOAD: the region has no room
     */
    place(heap: RegionHeap): WasmPlace;
}
/**
 * What a lane's worker makes its instance of.
 */
export type WasmPlace = {
    module: WebAssembly.Module;
    /**
     * GUARD_BYTES that nobody writes to
     */
    guardAt: number;
    /**
     * lowest byte of the stack
     */
    stackAt: number;
    /**
     * one past its highest
     */
    stackEnd: number;
    /**
     * of thread-local variables
     */
    tlsAt: number;
};
import type { RegionHeap } from './region-heap.js';
import type { WasmTask } from './wasm-task.js';
