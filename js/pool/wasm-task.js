// SPDX-License-Identifier: MIT
// Tasks in C: exports of a WebAssembly module that each worker has an instance of, over the
// pool's memory (SPEC.md, 13.7).
import { describe, requireAddress, requireNames, requireWhole } from './check-option.js';
import { LIMITS, Task, requireLimits } from './task.js';

/** @import { TaskOptions } from './task.js' */

/** @typedef {Pick<TaskOptions, 'timeout' | 'hardTimeout' | 'priority'>} WasmTaskOptions */

/** @typedef {string | WebAssembly.Module | Uint8Array<ArrayBuffer> | ArrayBuffer} WasmSource  an address, or what is there */

const STACK_BYTES = 65536;
const MIN_STACK_BYTES = 1024;
const MAX_STACK_BYTES = 64 * 1024 * 1024;
const MAX_RESULT_BYTES = 1024 * 1024 * 1024;

/**
 * @template Argument, Result
 * @extends {Task<Argument, Result>}
 */
export class WasmTask extends Task {
  /**
   * @param {WasmSource} module
   * @param {string} exported
   * @param {number} stackBytes
   * @param {number} resultBytes
   * @param {WasmTaskOptions} options
   */
  constructor(module, exported, stackBytes, resultBytes, options) {
    super(undefined, undefined, exported, options);
    /** @readonly */
    this.module = module;
    /** @readonly @type {string} */
    this.exportName = exported;
    /** @readonly */
    this.stackBytes = stackBytes;
    /** @readonly */
    this.resultBytes = resultBytes;
  }
}

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
export function wasmTask(definition) {
  const { module, export: exported, stackBytes = STACK_BYTES, resultBytes = 0, ...options } = definition;
  if (typeof exported !== 'string' || exported === '') throw new TypeError(`wasmTask({ export }) expects the name of an export, not ${describe(exported)}`);
  requireNames(options, LIMITS, 'wasmTask()');
  requireLimits(options, 'wasmTask()');
  return new WasmTask(sourceOf(module), exported, requireWhole(stackBytes, 'wasmTask(): stackBytes', MIN_STACK_BYTES, MAX_STACK_BYTES), requireWhole(resultBytes, 'wasmTask(): resultBytes', 0, MAX_RESULT_BYTES), options);
}

/** @param {unknown} module @returns {WasmSource} */
function sourceOf(module) {
  if (module instanceof WebAssembly.Module || module instanceof ArrayBuffer) return module;
  if (module instanceof Uint8Array && module.buffer instanceof ArrayBuffer) return /** @type {Uint8Array<ArrayBuffer>} */ (module);
  return requireAddress(module, 'wasmTask({ module }), where it is no module,', './tasks.wasm');
}
