// SPDX-License-Identifier: MIT
// The caller's side of tasks in C: the one module that they are exports of, its static data in
// the pool's memory, and a stack and thread-local variables for each lane (SPEC.md, 13.7).
//
//   0        data and stack that the linker placed    __heap_base
//   +--------+------------------------------------+---+------+-----------+-- ... --+
//   | unused | module                             |   | pool | records…  | heap    |
//   +--------+------------------------------------+---+------+-----------+-- ... --+
//
//   in the heap, for each lane:   | guard | <-- stack | thread-local |
import { PAGE_BYTES } from '../core/layout.gen.js';
import { PoolError } from './errors.js';

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
export const GUARD_BYTES = 4096;
const STACK_ALIGN = 16;
const POOL_ALIGN = 64;

/** What the module must export for a thread of its own, and how it is asked to. */
const THREAD_EXPORTS = ['__heap_base', '__stack_pointer', '__tls_size', '__tls_align', '__wasm_init_tls'];
/** Argument, result, start, end, call. */
const PARAMETERS = 5;

export class WasmModule {
  /**
   * Link the module over a memory. Its static data are initialized then.
   *
   * @param {Record<string, WasmTask<any, any>>} tasks  at least one
   * @param {WebAssembly.Memory} memory  shared, all zero; becomes as long as the module asks for
   * @throws {TypeError} that names what is wrong with the module, and the remedy
   */
  constructor(tasks, memory) {
    const named = Object.entries(tasks);
    const name = nameOf(/** @type {WasmTask<any, any>} */ (named[0]?.[1]).module);
    /** @private */
    this.module = moduleOf(onlySource(named));
    const { exports } = link(this.module, name, memory);
    const missing = THREAD_EXPORTS.filter((each) => !Object.hasOwn(exports, each));
    if (missing.length > 0) {
      throw new TypeError(`the module ${name} exports no ${missing.join(', no ')}, which a worker's stack and thread-local variables need; link it with ${THREAD_EXPORTS.map((each) => `--export=${each}`).join(' ')}`);
    }
    for (const [key, { exportName }] of named) requireTask(key, exportName, name, exports);
    /** @param {string} global @returns {number} */
    const value = (global) => /** @type {any} */ (exports[global]).value;
    /** Where the pool may lie. @readonly */
    this.end = alignUp(value('__heap_base'), POOL_ALIGN);
    /** @private */
    this.stackBytes = alignUp(Math.max(...named.map(([, { stackBytes }]) => stackBytes)), STACK_ALIGN);
    /** @private */
    this.tlsBytes = value('__tls_size');
    /** @private */
    this.tlsAlign = Math.max(STACK_ALIGN, value('__tls_align'));
  }

  /**
   * Take what a lane's workers need, one after the other.
   *
   * @param {RegionHeap} heap
   * @returns {WasmPlace}
   * @throws {PoolError} ZB_POOL_PAYLOAD: the region has no room
   */
  place(heap) {
    const { module, stackBytes, tlsBytes, tlsAlign } = this;
    const bytes = GUARD_BYTES + stackBytes + tlsAlign + tlsBytes;
    const guardAt = heap.take(bytes);
    if (guardAt === 0) throw new PoolError('ZB_POOL_PAYLOAD', `the pool's region has no ${bytes} bytes left for the stack of a worker; raise region.maxBytes, or lower wasmTask({ stackBytes })`);
    const stackAt = guardAt + GUARD_BYTES;
    const stackEnd = stackAt + stackBytes;
    return { module, guardAt, stackAt, stackEnd, tlsAt: alignUp(stackEnd, tlsAlign) };
  }
}

/**
 * The imports for an instance over a memory.
 *
 * @param {WebAssembly.Module} module  that imports nothing but a memory
 * @param {WebAssembly.Memory} memory
 */
export function importsOf(module, memory) {
  return Object.fromEntries(WebAssembly.Module.imports(module).map(({ module: from, name }) => [from, { [name]: memory }]));
}

/** @param {readonly (readonly [string, WasmTask<any, any>])[]} tasks @returns {WasmSource} */
function onlySource(tasks) {
  const sources = new Map(tasks.map(([key, { module }]) => [module, key]));
  const [first, second] = sources;
  if (second !== undefined) {
    throw new TypeError(`createPool(): the tasks "${first?.[1]}" and "${second[1]}" are of two modules, ${nameOf(/** @type {any} */ (first?.[0]))} and ${nameOf(second[0])}, which were linked for the same addresses; link one module with both, or make two pools`);
  }
  return /** @type {WasmSource} */ (first?.[0]);
}

/** @param {WasmSource} source */
function nameOf(source) {
  return typeof source === 'string' ? source : 'given to wasmTask()';
}

/** @param {WasmSource} source @returns {WebAssembly.Module} */
function moduleOf(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source !== 'string') return new WebAssembly.Module(source);
  const fs = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:fs');
  if (fs === undefined || !source.startsWith('file:')) {
    throw new TypeError(`wasmTask({ module }): ${source} cannot be read at once; give what it holds, as await WebAssembly.compileStreaming(fetch(url))`);
  }
  return new WebAssembly.Module(fs.readFileSync(new URL(source)));
}

/**
 * How much memory a module asks for cannot be told from a WebAssembly.Module: the memory grows
 * until it is enough. An instance that does not come to be has written nothing.
 *
 * @param {WebAssembly.Module} module @param {string} name @param {WebAssembly.Memory} memory
 */
function link(module, name, memory) {
  const imports = WebAssembly.Module.imports(module);
  const others = imports.filter(({ kind }) => kind !== 'memory').map(({ module: from, name: what, kind }) => `${kind} ${from}.${what}`);
  if (others.length > 0) throw new TypeError(`the module ${name} imports ${others.join(', ')}; tasks in C may import a memory only`);
  if (imports.length !== 1) throw new TypeError(`the module ${name} imports no memory; link it with --import-memory --shared-memory --max-memory=4294901760`);
  for (;;) {
    try {
      return new WebAssembly.Instance(module, importsOf(module, memory));
    } catch (error) {
      if (!(error instanceof WebAssembly.LinkError)) throw error;
      if (!double(memory)) {
        throw new TypeError(`the module ${name} does not fit the pool's memory, which is shared and has ${memory.buffer.byteLength} bytes at most; link it with --shared-memory --max-memory=4294901760, or set region.maxBytes to no more than the --max-memory that it has: ${error.message}`, { cause: error });
      }
    }
  }
}

/** @param {WebAssembly.Memory} memory @returns {boolean} false: it is as long as it can be */
function double(memory) {
  for (let pages = memory.buffer.byteLength / PAGE_BYTES; pages >= 1; pages = Math.floor(pages / 2)) {
    try {
      memory.grow(pages);
      return true;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return false;
}

/** @param {string} key @param {string} exportName @param {string} name @param {WebAssembly.Exports} exports */
function requireTask(key, exportName, name, exports) {
  const found = exports[exportName];
  if (typeof found !== 'function') {
    const there = Object.keys(exports).filter((each) => isTask(exports[each]));
    throw new TypeError(`the task "${key}": the module ${name} exports no function "${exportName}"; ${there.length === 0 ? 'it exports no tasks' : `its tasks are ${there.join(', ')}`}`);
  }
  if (!isTask(found)) throw new TypeError(`the task "${key}": the export "${exportName}" of the module ${name} takes ${found.length} parameters, and a task ${PARAMETERS}; define it with ZB_TASK() (zerobuf/task.h)`);
}

/** @param {unknown} value */
function isTask(value) {
  return typeof value === 'function' && value.length === PARAMETERS;
}

/** @param {number} bytes @param {number} align */
function alignUp(bytes, align) {
  return Math.ceil(bytes / align) * align;
}
