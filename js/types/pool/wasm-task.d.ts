/**
 * A task in C (zerobuf/task.h), which reads its argument and writes its result where they lie
 * in the shared memory.
 *
 *     export const sum = wasmTask({ module: new URL('./columns.wasm', import.meta.url), export: 'sum' });
 *
 * All tasks in C of a pool are of one module.
 *
 * @template [Argument=any], [Result=any]
 * @param {{ module: URL | WasmSource, export: string, stackBytes?: number, resultBytes?: number } & WasmTaskOptions} definition
 *   module: its address, which must be a file's, or the module, or its bytes; export: name of the
 *   function; stackBytes: of each worker, the most that a task of the pool asks for, 64 KiB unless
 *   given; resultBytes: that the result may need, where that is more than about 1,000
 * @returns {WasmTask<Argument, Result>}
 */
export function wasmTask<Argument = any, Result = any>(definition: {
    module: URL | WasmSource;
    export: string;
    stackBytes?: number;
    resultBytes?: number;
} & WasmTaskOptions): WasmTask<Argument, Result>;
/**
 * @template Argument, Result
 * @extends {Task<Argument, Result>}
 */
export class WasmTask<Argument, Result> extends Task<Argument, Result, false> {
    /**
     * @param {WasmSource} module
     * @param {string} exported
     * @param {number} stackBytes
     * @param {number} resultBytes
     * @param {WasmTaskOptions} options
     */
    constructor(module: WasmSource, exported: string, stackBytes: number, resultBytes: number, options: WasmTaskOptions);
    /** @readonly */
    readonly module: WasmSource;
    /** @readonly @type {string} */
    readonly exportName: string;
    /** @readonly */
    readonly stackBytes: number;
    /** @readonly */
    readonly resultBytes: number;
}
export type WasmTaskOptions = Pick<TaskOptions, "timeout" | "hardTimeout" | "priority">;
/**
 * an address, or what is there
 */
export type WasmSource = string | WebAssembly.Module | Uint8Array<ArrayBuffer> | ArrayBuffer;
import { Task } from './task.js';
import type { TaskOptions } from './task.js';
