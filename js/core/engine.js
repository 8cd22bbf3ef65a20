// SPDX-License-Identifier: MIT
// The C core inside: JSON, verification and copies run in WebAssembly over the very memory in
// which the values lie, and make no JavaScript objects on the way.
import { isOf, shippedModule } from './engine-module.js';
import { EngineSession } from './engine-session.js';
import { decodeWindow, feedBytes, feedText } from './engine-text.js';
import { fault, faultOfStatus, typeFault } from './errors.js';
import { find } from './find.js';
import { requireParseOptions, requireStringifyOptions, syntaxFault } from './json-options.js';
import { stringifyPlain } from './json.js';
import { wasmKernels } from './kernels-wasm.js';
import { SLOT_A_AT, SLOT_B_AT, Tag } from './layout.gen.js';
import { locate, ownedBy } from './located.js';
import { readSlot } from './value.js';
import { requireVerifyOptions } from './verify-options.js';

/** @import { Arena } from './arena.js' */
/** @import { ParseOptions, StringifyOptions } from './json-options.js' */
/** @import { VerifyOptions, VerifyReport } from './verify-options.js' */

/**
 * @typedef {object} EngineOptions
 * @property {WebAssembly.Module} [module]  zerobuf/core/engine.wasm, or engine-shared.wasm for a
 *   shared memory; by default it is loaded from where this file lies
 * @property {WebAssembly.Module} [kernels]  zerobuf/core/kernels.wasm, or kernels-shared.wasm: the
 *   mathematics of columns. By default it is loaded, too; where it cannot be (or with `module`
 *   alone) columns reckon in JavaScript, with the same results
 * @property {number} [at]  offset of bytes of your own for the engine, a multiple of 16, which lie
 *   below the arena and are used for nothing else: about 64 KiB (Engine.byteLength). By default
 *   the engine takes them from the arena, which then begins behind them: reset() goes back to
 *   there, and what was created before the engine is never freed
 */

/** @param {Arena} arena */
const moduleName = (arena) => (arena.isSharedMemory ? 'engine-shared' : 'engine');

/** Names of statuses that are about the text, not the memory. */
const OF_THE_TEXT = new Set(['ZB_E_SYNTAX', 'ZB_E_UTF8', 'ZB_E_DEPTH', 'ZB_E_EXISTS']);

export class Engine {
  /** @private @readonly @type {EngineSession} */
  session;

  /**
   * Use attachEngine() or attachEngineSync(): they make one engine per arena.
   *
   * @param {Arena} arena
   * @param {WebAssembly.Module} module
   * @param {number} [at]
   * @param {WebAssembly.Module} [kernels]
   */
  constructor(arena, module, at, kernels) {
    /** @readonly */
    this.arena = arena;
    /** The code, for other threads: postMessage() takes it. @readonly */
    this.module = module;
    this.session = new EngineSession(arena, module, at, kernels);
    const { kernels: exports } = this.session.block;
    if (exports !== undefined) arena.kernels = wasmKernels(exports);
  }

  /** Bytes of the memory that the engine takes. */
  get byteLength() {
    return this.session.block.byteLength;
  }

  /** Offset of those bytes. */
  get byteOffset() {
    return this.session.block.at;
  }

  /**
   * Read a JSON text (RFC 8259) into the arena. One pass, without JavaScript objects; numbers as
   * JSON.parse has them.
   *
   * @param {string | Uint8Array | ArrayBuffer} text  bytes are UTF-8, which is checked; bytes that
   *   lie in this memory, below the arena's offset, are read where they are
   * @param {ParseOptions} [options]
   * @returns {any} an accessor, or the value itself when the text is no array and no object
   * @throws {SyntaxError} with code, offset, line and column, when the text is no JSON
   * @throws {RangeError} "out of memory". Nothing changes on failure
   */
  parse(text, options) {
    const { flags, maxDepth, duplicates } = requireParseOptions(options);
    const { arena, session } = this;
    const { exports } = session;
    session.enter();
    const status = session.run(() => {
      session.require(exports.parse_begin(session.control, flags, maxDepth, duplicates), 'the text cannot be read');
      if (typeof text === 'string') feedText(session, text);
      else feedBytes(session, text);
      return exports.parse_end();
    }, () => exports.parse_abort());
    if (status !== 0) throw this.parseFault(status);
    arena.sync();
    const tag = arena.dv.getUint8(session.block.resultAt);
    if (tag === Tag.Array || tag === Tag.Object) {
      session.keep();
      return readSlot(arena, session.block.resultAt);
    }
    const value = readSlot(arena, session.block.resultAt); // before its bytes are free again
    session.discard();
    return value;
  }

  /** @private @param {number} status */
  parseFault(status) {
    const { exports } = this.session;
    this.arena.sync();
    const error = faultOfStatus(status, 'the text cannot be read');
    if (!OF_THE_TEXT.has(error.code)) return error;
    const { u8 } = this.arena;
    let sentence = '';
    for (let at = exports.parse_error_what() >>> 0; u8[at]; at++) sentence += String.fromCharCode(/** @type {number} */ (u8[at]));
    return syntaxFault(error.code, sentence, {
      offset: exports.parse_error_offset(),
      line: exports.parse_error_line() >>> 0,
      column: exports.parse_error_column() >>> 0,
    });
  }

  /**
   * Write a value as JSON text.
   *
   * @overload
   * @param {unknown} value
   * @param {StringifyOptions & { bytes: true }} options
   * @returns {Uint8Array<ArrayBuffer>}
   */
  /**
   * Write a value as JSON text, as JSON.stringify(value.toJS()) does; what JSON cannot carry is
   * written as include/zerobuf/json.h says (bytes as base64, bigints as integers, a Map as an array
   * of pairs). Accessors of this memory are read by C; everything else is written by JavaScript,
   * with the same result.
   *
   * @overload
   * @param {unknown} value
   * @param {StringifyOptions} [options]
   * @returns {string}
   */
  /** @param {unknown} value @param {StringifyOptions} [options] */
  stringify(value, options) {
    const root = ownedBy(this.arena, value);
    if (root === undefined) return stringifyPlain(value, options);
    const { indent, flags, bytes, maxBytes } = requireStringifyOptions(options);
    const { session } = this;
    this.putArgument(root.tag, root.handle);
    const text = decodeWindow(session, bytes, maxBytes);
    const status = session.run(() => session.exports.stringify(session.control, indent, flags));
    if (status !== 0) throw faultOfStatus(status, 'the value cannot be written as JSON', root.handle);
    return text.end();
  }

  /** @private @param {number} tag @param {number} handle */
  putArgument(tag, handle) {
    const { dv } = this.arena;
    const at = this.session.block.argumentAt;
    dv.setUint32(at, tag, true);
    dv.setUint32(at + SLOT_A_AT, handle, true);
    dv.setFloat64(at + SLOT_B_AT, 0, true);
  }

  /**
   * Check once that everything that a value reaches is safe to read: no offset outside the
   * region, no unknown tag, no length above its capacity, no ill-formed text, within the given
   * depth and budgets. It says nothing about bytes that change afterwards.
   *
   * @param {unknown} root  an accessor, or the offset of what `kind` says
   * @param {VerifyOptions} [options]
   * @returns {VerifyReport}
   * @throws with the code of what was found first, and its offset
   */
  verify(root, options) {
    const { arena, session } = this;
    const { exports } = session;
    const { kind, at } = locate(arena, root, options?.kind);
    const { flags, slots, maxDepth, maxNodes, maxBytes, isGraph } = requireVerifyOptions(options, arena.isExtended);
    const mark = arena.offset; // no checkpoint: the debug log is for those of the user
    try {
      const scratch = isGraph ? this.takeScratch(mark) : { at: 0, byteLength: 0 };
      const status = session.run(() => exports.verify(
        kind, at, flags, slots, maxDepth, maxNodes, maxBytes, scratch.at, scratch.byteLength));
      if (status !== 0) throw faultOfStatus(status, `the value at ${at} is not safe to read`, exports.verify_offset() >>> 0);
      return { nodes: exports.verify_nodes(), bytes: exports.verify_bytes(), depth: exports.verify_depth() >>> 0 };
    } finally {
      arena.rewind(mark);
    }
  }

  /** @private Bytes to remember visited containers in: an eighth of the region. @param {number} mark */
  takeScratch(mark) {
    const { arena } = this;
    for (;;) {
      const { size } = arena;
      const byteLength = Math.floor(size / 8) + 1;
      const at = arena.take(byteLength, 8);
      if (arena.size === size) return { at, byteLength };
      arena.rewind(mark); // it has grown, and wants more; an eighth of the growth fits into the growth
    }
  }

  /**
   * The value that a path leads to from an accessor; see find.js.
   *
   * @param {any} root
   * @param {string} path  "places[3].name", "places.3.name", or a JSON pointer "/places/3/name"
   * @returns {any} undefined when there is none
   */
  find(root, path) {
    return find(root, path);
  }

  /**
   * Copy a value and all that it reaches to the arena's offset, without what lies abandoned
   * around the original: spare capacity, blocks that grew, values that were replaced. Shared
   * parts stay shared and cycles stay cycles. The original stays where it is.
   *
   * To keep one value and free the rest, copy it into another memory and restore this one.
   *
   * @template T
   * @param {T} value  an accessor of this memory
   * @returns {T} the accessor of the copy
   * @throws {RangeError} "out of memory". Nothing changes on failure
   */
  compact(value) {
    const { arena, session } = this;
    const root = ownedBy(arena, value);
    if (root === undefined) throw typeFault('compact() copies what lies in its own memory; pass an accessor of it, or use create() for other values');
    session.enter();
    this.putArgument(root.tag, root.handle);
    const status = session.run(() => session.exports.copy(session.control));
    session.require(status, 'the value cannot be copied', root.handle);
    session.keep();
    return readSlot(arena, session.block.resultAt);
  }
}

/** @type {WeakMap<Arena, Engine>} */
const attached = new WeakMap();
/** @type {WeakMap<Arena, Promise<Engine>>} */
const pending = new WeakMap();

/**
 * The engine of an arena that has one.
 *
 * @param {Arena} arena
 * @returns {Engine | undefined}
 */
export function engineOf(arena) {
  return attached.get(arena);
}

/**
 * Give an arena its engine, or find the one that it has: an arena has one at most, and each
 * thread makes its own.
 *
 * @param {Arena} arena
 * @param {EngineOptions} [options]  of the first call
 * @returns {Promise<Engine>}
 * @throws {RangeError} when the memory has no room for it; {TypeError} when it is none that the
 *   engine can work on: no WebAssembly.Memory, or one of 64-bit addresses
 */
export function attachEngine(arena, options = {}) {
  let engine = pending.get(arena);
  if (engine === undefined) {
    engine = load(arena, options);
    pending.set(arena, engine);
    engine.catch(() => pending.delete(arena)); // the next one tries again
  }
  return engine;
}

/** @param {Arena} arena @param {EngineOptions} options */
async function load(arena, options) {
  if (options.module !== undefined) return attachEngineSync(arena, { ...options, module: options.module });
  const [module, kernels] = await Promise.all([
    shippedModule(moduleName(arena)),
    options.kernels ?? shippedModule(arena.isSharedMemory ? 'kernels-shared' : 'kernels').catch(() => undefined),
  ]);
  return attachEngineSync(arena, { ...options, module, kernels });
}

/**
 * The same at once, for a module that is there.
 *
 * @param {Arena} arena
 * @param {EngineOptions & { module: WebAssembly.Module }} options
 * @returns {Engine}
 */
export function attachEngineSync(arena, { module, at, kernels }) {
  const known = attached.get(arena);
  if (known !== undefined) return known;
  if (!isOf(module, 'Module')) {
    throw typeFault(`module must be a WebAssembly.Module of zerobuf/core/${moduleName(arena)}.wasm`);
  }
  if (arena.writing > 0) throw fault('ZB_E_INVALID', 'a value is being written, and its own getter or toJSON attaches an engine; attach it before');
  const engine = new Engine(arena, module, at, kernels);
  attached.set(arena, engine);
  return engine;
}
