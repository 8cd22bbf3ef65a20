// SPDX-License-Identifier: MIT
// The bytes that an engine takes in the memory it works on, and the instance over them.
//
//   at                                                                       at + byteLength
//    | control block 64 | module's data | table | window 16 KiB | stack 32 KiB <- |
//
// The control block stands in for the state of an arena that JavaScript alone knows
// (engine-session.js). The window is for text on its way in or out.
//
// The stack suffices for what needs most of it, writing JSON (11 KB) and verifying a value of
// as many levels as MAX_DEPTH allows; if it did not, it would run into the window, not into
// somebody's values.
import { fault, typeFault } from './errors.js';
import { dynamicNeeds, isOf } from './engine-module.js';
import { CONTROL_BYTES } from './layout.gen.js';
import { requireOffset } from './region.js';

/** @import { Arena } from './arena.js' */

/**
 * What the module exports. Statuses are those of SPEC.md, 7.
 *
 * @typedef {object} EngineExports
 * @property {() => void} [__wasm_apply_data_relocs]
 * @property {() => number} engine_table_bytes
 * @property {(table: number, window: number, windowBytes: number) => void} engine_start
 * @property {() => number} engine_argument_at
 * @property {() => number} engine_result_at
 * @property {(control: number, flags: number, maxDepth: number, duplicates: number) => number} parse_begin
 * @property {(at: number, length: number) => number} parse_feed
 * @property {() => number} parse_end
 * @property {() => void} parse_abort
 * @property {() => number} parse_error_offset
 * @property {() => number} parse_error_line
 * @property {() => number} parse_error_column
 * @property {() => number} parse_error_what
 * @property {(control: number, indent: number, flags: number) => number} stringify
 * @property {(control: number) => number} copy
 * @property {(kind: number, root: number, flags: number, slots: number, maxDepth: number,
 *   maxNodes: number, maxBytes: number, scratch: number, scratchBytes: number) => number} verify
 * @property {() => number} verify_nodes
 * @property {() => number} verify_bytes
 * @property {() => number} verify_offset
 * @property {() => number} verify_depth
 */

/** What the module asks of JavaScript. @typedef {{ grow(bytes: number): number, emit(length: number): void }} EngineImports */

const BLOCK_ALIGN = 16;
const WINDOW_BYTES = 16384;
const STACK_BYTES = 32768;
/** Of engine_table_bytes(), which cannot be asked before there is an instance. */
const TABLE_BYTES = 667 * 16;

/** Entry 0 of the table stays empty: to C it is the null pointer. */
const FIRST_ENTRY = 1;

/** @param {number} bytes @param {number} align */
const roundUp = (bytes, align) => Math.ceil(bytes / align) * align;

/** @param {Arena} arena @param {unknown} at @param {number} byteLength */
function placeAt(arena, at, byteLength) {
  const offset = requireOffset(at, 'at');
  if (offset === 0 || offset % BLOCK_ALIGN !== 0) {
    throw fault('ZB_E_ALIGN', `the engine's block at ${offset} is not a multiple of ${BLOCK_ALIGN} above 0`, offset);
  }
  if (offset + byteLength > arena.start) {
    throw fault('ZB_E_INVALID', `the engine's block from ${offset} to ${offset + byteLength} does not lie below the arena, which starts at ${arena.start}; give bytes of your own, or no \`at\``, offset);
  }
  arena.sync();
  arena.check(offset, byteLength);
  return offset;
}

/** @param {WebAssembly.Module} module @param {Arena} arena @param {WebAssembly.Imports} imports */
function link(module, arena, imports) {
  try {
    return new WebAssembly.Instance(module, imports);
  } catch (error) {
    if (!(error instanceof WebAssembly.LinkError)) throw error;
    const kind = arena.isSharedMemory ? 'engine-shared.wasm' : 'engine.wasm';
    throw typeFault(`the engine does not fit this memory (${error.message}); it takes a WebAssembly.Memory of 32-bit addresses and, for one like this, the module ${kind} (or its like, of kernels)`);
  }
}

export class EngineBlock {
  /**
   * Take the bytes and instantiate the module over them.
   *
   * @param {Arena} arena
   * @param {WebAssembly.Module} module
   * @param {EngineImports} host
   * @param {number} [at]  bytes of the user's own, below the arena; else bytes of the arena
   *   that it then never frees
   * @param {WebAssembly.Module} [kernels]
   */
  constructor(arena, module, host, at, kernels) {
    if (!isOf(arena.memory, 'Memory')) {
      throw typeFault('an engine needs a WebAssembly.Memory; without an engine everything works on any buffer');
    }
    const memory = /** @type {WebAssembly.Memory} */ (arena.memory);
    const needs = dynamicNeeds(module);
    const dataAt = roundUp(CONTROL_BYTES, Math.max(needs.memoryAlign, BLOCK_ALIGN));
    const tableAt = roundUp(dataAt + needs.memoryBytes, BLOCK_ALIGN);
    const windowAt = tableAt + TABLE_BYTES;
    const stackAt = windowAt + WINDOW_BYTES;
    const byteLength = stackAt + STACK_BYTES;
    const mark = arena.save();
    arena.turn++;
    /** Offset of the block. */
    this.at = at === undefined ? arena.take(byteLength, BLOCK_ALIGN) : placeAt(arena, at, byteLength);
    this.byteLength = byteLength;
    this.windowAt = this.at + windowAt;
    this.windowBytes = WINDOW_BYTES;
    /** @private */
    this.stackTop = this.at + byteLength;
    /** @private */
    this.stackPointer = new WebAssembly.Global({ value: 'i32', mutable: true }, this.stackTop | 0);
    arena.u8.fill(0, this.at, this.at + tableAt); // the module's data is expected to be zero before it starts
    try {
      const instance = link(module, arena, {
        env: {
          memory,
          __memory_base: new WebAssembly.Global({ value: 'i32' }, (this.at + dataAt) | 0),
          __table_base: new WebAssembly.Global({ value: 'i32' }, FIRST_ENTRY),
          __stack_pointer: this.stackPointer,
          __indirect_function_table: new WebAssembly.Table({ element: 'anyfunc', initial: FIRST_ENTRY + needs.tableEntries }),
        },
        zerobuf: /** @type {any} */ (host),
      });
      this.exports = /** @type {EngineExports} */ (/** @type {unknown} */ (instance.exports));
      this.exports.__wasm_apply_data_relocs?.();
      if (this.exports.engine_table_bytes() > TABLE_BYTES) {
        throw fault('ZB_E_INVALID', 'the module is of another version than this file; take both from one package');
      }
      this.exports.engine_start(this.at + tableAt, this.windowAt, WINDOW_BYTES);
      /**
       * The functions zb_kernel_* of columns, and the stack, which they share. They have no data.
       *
       * @type {Readonly<Record<string, any>> | undefined}
       */
      this.kernels = kernels === undefined ? undefined : {
        ...link(kernels, arena, { env: { memory, __stack_pointer: this.stackPointer } }).exports,
        __stack_pointer: this.stackPointer,
      };
      if (at === undefined) arena.keep(this.at + byteLength);
    } catch (error) {
      if (at === undefined) arena.rewind(mark);
      throw error;
    }
    /** Slots through which values go in and out. */
    this.argumentAt = this.exports.engine_argument_at() >>> 0;
    this.resultAt = this.exports.engine_result_at() >>> 0;
  }

  /** Forget what a call that was left by an exception had on the stack. */
  unwind() {
    this.stackPointer.value = this.stackTop | 0;
  }
}
