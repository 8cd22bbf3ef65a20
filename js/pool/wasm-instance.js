// SPDX-License-Identifier: MIT
// The worker's side of tasks in C: an instance of the pool's module with the stack and the
// thread-local variables of this lane (SPEC.md, 13.7).
import { faultOfStatus } from '../core/errors.js';
import { ExtensionTag, SLOT_BYTES, STATUSES, TASK_THREW } from '../core/layout.gen.js';
import { PoolError } from './errors.js';
import { importsOf } from './wasm-module.js';

/** @import { WorkerTask } from './executor.js' */
/** @import { Calls } from './calls.js' */
/** @import { WasmPlace } from './wasm-module.js' */

const OK = 0;
const OUT_OF_MEMORY = STATUSES.find(([name]) => name === 'ZB_E_MEMORY')?.[1];

const GUARD_WORD = 0x5afe57ac;
/** Words next to the stack that are looked at after each call. */
const GUARD_WORDS = 16;
const ALIGN = 16;

export class WasmInstance {
  /**
   * @param {WebAssembly.Memory} memory
   * @param {Calls} calls
   * @param {WasmPlace} place
   */
  constructor(memory, calls, place) {
    /** @private */
    this.memory = memory;
    /** @private */
    this.calls = calls;
    /** @private */
    this.place = place;
    /** @private The last of it; its first words are those farthest from the stack. */
    this.guard = new Int32Array(memory.buffer, place.stackAt - GUARD_WORDS * 4, GUARD_WORDS);
    /** @private @type {Record<string, any>} */
    this.exports = {};
    this.start();
  }

  /** @private Everything that belongs to the thread as it is at first; static data stay as they are. */
  start() {
    const { memory, place: { module, stackAt, stackEnd, tlsAt } } = this;
    const exports = /** @type {Record<string, any>} */ (new WebAssembly.Instance(module, importsOf(module, memory)).exports);
    this.guard.fill(GUARD_WORD);
    exports['__stack_pointer'].value = stackEnd;
    exports['__wasm_init_tls'](tlsAt);
    exports['zb_task_stack']?.(stackAt);
    this.exports = exports;
  }

  /**
   * @param {string} key  of the task in the pool
   * @param {string} exportName
   * @returns {(call: number) => boolean}  runs a call: its result is written, true: it is what was
   *   thrown; or throws
   */
  task(key, exportName) {
    return (call) => this.run(key, exportName, call);
  }

  /** @private @param {string} key @param {string} exportName @param {number} call */
  run(key, exportName, call) {
    const { calls } = this;
    const [start, end] = spanOf(calls, call);
    const result = calls.result(call);
    const { words } = calls;
    words.fill(0, result / 4, (result + SLOT_BYTES) / 4);
    words[result / 4] = ExtensionTag.Undefined;
    /** @type {number} */
    let status;
    try {
      status = this.exports[exportName](calls.argument(call), result, start, end, calls.offset(call));
    } catch (error) {
      const overflow = this.overflow(key, true);
      this.start();
      throw overflow ?? new PoolError('ZB_POOL_TRAP', `the task "${key}": its export "${exportName}" trapped: ${/** @type {any} */ (error).message}; its worker goes on with a new instance, but static data may be as the trap left them`, { cause: error });
    }
    const overflow = this.overflow(key, false);
    if (overflow !== undefined) {
      this.start();
      throw overflow;
    }
    if (status === OK || status === TASK_THREW) return status === TASK_THREW;
    throw failureOf(key, status, end - start);
  }

  /** @private @param {string} key @param {boolean} hasTrapped @returns {PoolError | undefined} */
  overflow(key, hasTrapped) {
    const { guard, place: { stackAt, stackEnd } } = this;
    const last = GUARD_WORDS - 1;
    if (guard.every((word) => word === GUARD_WORD)) return undefined;
    // The check of zerobuf/task.h writes one zero there, and traps.
    const wasStopped = hasTrapped && guard[last] === 0 && guard.subarray(0, last).every((word) => word === GUARD_WORD);
    const damage = wasStopped ? '' : '. It has written below its stack, and what lies there may be damaged: with ZB_TASK_CHECK_STACK() (zerobuf/task.h) it is stopped before';
    return new PoolError('ZB_POOL_TRAP', `the task "${key}" needs more than its stack of ${stackEnd - stackAt} bytes; give wasmTask({ stackBytes })${damage}`);
  }
}

/** As an executor knows it. @param {(call: number) => boolean} inPlace @returns {WorkerTask} */
export function taskInC(inPlace) {
  return { f: () => undefined, isView: false, isAbortable: false, inPlace };
}

/** What the result may consist of: the longer of what is left of the record and of the block. @param {Calls} calls @param {number} call @returns {[number, number]} */
function spanOf(calls, call) {
  const used = calls.used(call);
  /** @param {number} start @param {number} end @returns {[number, number]} */
  const after = (start, end) => [used > start && used <= end ? Math.min(Math.ceil(used / ALIGN) * ALIGN, end) : start, end];
  const inRecord = after(calls.start(call), calls.end(call));
  const block = calls.block(call);
  if (block === 0) return inRecord;
  const inBlock = after(block, block + calls.blockBytes(call));
  return inBlock[1] - inBlock[0] > inRecord[1] - inRecord[0] ? inBlock : inRecord;
}

/** @param {string} key @param {number} status @param {number} bytes */
function failureOf(key, status, bytes) {
  if (status === OUT_OF_MEMORY) return new PoolError('ZB_POOL_PAYLOAD', `the task "${key}" has no room for its result, which may have ${bytes} bytes; give wasmTask({ resultBytes })`);
  if (status < 0) return faultOfStatus(status, `the task "${key}" failed`);
  return Object.assign(new PoolError('ZB_POOL_STATUS', `the task "${key}" returned ${status}`), { status });
}
