/** As an executor knows it. @param {(call: number) => boolean} inPlace @returns {WorkerTask} */
export function taskInC(inPlace: (call: number) => boolean): WorkerTask;
export class WasmInstance {
    /**
     * @param {WebAssembly.Memory} memory
     * @param {Calls} calls
     * @param {WasmPlace} place
     */
    constructor(memory: WebAssembly.Memory, calls: Calls, place: WasmPlace);
    /** @private */
    private memory;
    /** @private */
    private calls;
    /** @private */
    private place;
    /** @private The last of it; its first words are those farthest from the stack. */
    private guard;
    /** @private @type {Record<string, any>} */
    private exports;
    /** @private Everything that belongs to the thread as it is at first; static data stay as they are. */
    private start;
    /**
     * @param {string} key  of the task in the pool
     * @param {string} exportName
     * @returns {(call: number) => boolean}  runs a call: its result is written, true: it is what was
     *   thrown; or throws
     */
    task(key: string, exportName: string): (call: number) => boolean;
    /** @private @param {string} key @param {string} exportName @param {number} call */
    private run;
    /** @private @param {string} key @param {boolean} hasTrapped @returns {PoolError | undefined} */
    private overflow;
}
import type { WorkerTask } from './executor.js';
import type { Calls } from './calls.js';
import type { WasmPlace } from './wasm-module.js';
