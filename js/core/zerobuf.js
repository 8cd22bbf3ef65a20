// SPDX-License-Identifier: MIT
// What most programs use: one object over a memory.
import { create, createArrayProxy, createObjectProxy } from './accessor.js';
import { Arena } from './arena.js';
import { columnAt, createColumn } from './column.js';
import { attachEngine, engineOf } from './engine.js';
import { typeFault } from './errors.js';
import { find } from './find.js';
import { parsePlain, stringifyPlain } from './json.js';
import { toPlain } from './plain.js';
import { readValue } from './read.js';
import { targetOf } from './target.js';
import { listOf, viewOf } from './view.js';

/** @import { ArenaOptions } from './arena.js' */
/** @import { Checkpoint } from './checkpoint.js' */
/** @import { Element } from './column-storage.js' */
/** @import { EngineOptions } from './engine.js' */
/** @import { TypedArray } from './extended/column.js' */
/** @import { ParseOptions, StringifyOptions } from './json-options.js' */
/** @import { MemoryLike } from './region.js' */
/** @import { Live } from './schema-types.js' */
/** @import { VerifyOptions, VerifyReport } from './verify-options.js' */

/**
 * @template {TypedArray} T
 * @typedef {import('./column.js').Column<T>} Column
 */

/**
 * Accessors over a memory.
 *
 * @typedef {object} Zerobuf
 * @property {Arena} arena
 * @property {<T extends object>(value: T) => Live<T>} create  write an object or array
 *   and return its accessor. Nothing changes when it throws.
 * @property {(ptr: number) => any} wrapObject  accessor of an object that is there
 * @property {(ptr: number) => any} wrapArray   accessor of an array that is there
 * @property {(offset: number) => any} read     the value in a slot
 * @property {<T extends object>(value: T | number) => T & Accessor} view  an object for hot
 *   loops: one small allocation, no own properties. From an accessor, another view or a handle
 * @property {<T = any>(value: readonly T[] | number) => List<T>} list  an array whose objects are given
 *   as views. From an accessor, another list or a handle
 * @property {{ <T extends TypedArray>(type: { new (length: number): T, new (buffer: ArrayBufferLike, byteOffset: number, length: number): T }, lengthOrValues?: number | Iterable<Element<T>> | ArrayLike<Element<T>>): Column<T> }} column
 *   numbers side by side in the region; see createColumn()
 * @property {(header: number) => Column<any>} columnAt  a column that is there
 * @property {(text: string | Uint8Array | ArrayBuffer, options?: ParseOptions) => any} parse
 *   read JSON text. With an engine in one pass and without JavaScript objects, else by JSON.parse
 * @property {{ (value: unknown, options: StringifyOptions & { bytes: true }): Uint8Array; (value: unknown, options?: StringifyOptions): string }} stringify
 *   write a value as JSON text. With an engine accessors are read by C
 * @property {(root: any, path: string) => any} find  the value that a path like "places[3].name" or
 *   "/places/3/name" leads to, undefined when there is none
 * @property {<T>(value: T) => T} compact  a copy of a value without what lies abandoned around it
 * @property {(root: unknown, options?: VerifyOptions) => VerifyReport} verify  require that all that
 *   a value reaches is safe to read. Needs an engine
 * @property {() => number} save                a checkpoint
 * @property {(checkpoint: number) => void} restore  free what was allocated since
 * @property {() => void} reset                 free everything
 * @property {<R>(operation: (buf: Zerobuf) => R) => R} scope  free what a function allocates
 *   when it ends; see Arena.scope()
 * @property {() => Checkpoint & Disposable} checkpoint  a checkpoint for `using`
 */

/**
 * An array for hot loops. Its objects come as views, all of them with the fields of the first;
 * arrays and other values as everywhere.
 *
 * @template T
 * @typedef {{ readonly length: number, at(index: number): T, forEach(visit: (element: T, index: number) => void): void,
 *   toJS(): T[], readonly __zerobuf_ptr: number } & Iterable<T>} List
 */

/**
 * What accessors have besides the data.
 *
 * @typedef {{ readonly __zerobuf_ptr: number, toJS(): any }} Accessor
 */

/** @param {Arena} arena */
function requireEngine(arena) {
  const engine = engineOf(arena);
  if (engine !== undefined) return engine;
  throw typeFault('verification runs in the C engine: await zerobuf.engine(buf) first; without it, wrap what you do not trust with an arena of trusted: false');
}

/** @param {Arena} arena @param {any} value */
function compact(arena, value) {
  const engine = engineOf(arena);
  if (engine !== undefined) return engine.compact(value);
  const target = targetOf(value);
  if (target === undefined) throw typeFault('compact() copies what an accessor shows; use create() for other values');
  return create(arena, toPlain(target));
}

/**
 * Keep structured values in a memory.
 *
 * @param {MemoryLike} memory  a WebAssembly.Memory, or `{ buffer }`
 * @param {number} [startOffset]  first byte that may be used; with `control` it is ignored
 * @param {ArenaOptions} [options]
 * @returns {Readonly<Zerobuf>}
 */
export function zerobuf(memory, startOffset = 0, options = {}) {
  const arena = new Arena(memory, startOffset, options);
  const buf = Object.freeze({
    arena,
    create: (/** @type {any} */ value) => create(arena, value),
    wrapObject: (/** @type {number} */ ptr) => createObjectProxy(arena, ptr),
    wrapArray: (/** @type {number} */ ptr) => createArrayProxy(arena, ptr),
    view: (/** @type {any} */ value) => viewOf(arena, value),
    list: (/** @type {any} */ value) => listOf(arena, value),
    read: (/** @type {number} */ offset) => readValue(arena, offset),
    column: (/** @type {any} */ type, /** @type {any} */ lengthOrValues) => /** @type {Column<any>} */ (createColumn(arena, type, lengthOrValues)),
    columnAt: (/** @type {number} */ header) => columnAt(arena, header),
    parse: (/** @type {any} */ text, /** @type {any} */ options) => {
      const engine = engineOf(arena);
      return engine === undefined ? parsePlain(arena, text, options) : engine.parse(text, options);
    },
    stringify: (/** @type {any} */ value, /** @type {any} */ options) => {
      const engine = engineOf(arena);
      return engine === undefined ? stringifyPlain(value, options) : engine.stringify(value, options);
    },
    find,
    compact: (/** @type {any} */ value) => compact(arena, value),
    verify: (/** @type {any} */ root, /** @type {any} */ options) => requireEngine(arena).verify(root, options),
    save: () => arena.save(),
    restore: (/** @type {number} */ checkpoint) => arena.restore(checkpoint),
    reset: () => arena.reset(),
    scope: (/** @type {(buf: any) => any} */ operation) => arena.scope(operation, buf),
    checkpoint: () => arena.checkpoint(),
  });
  return buf;
}

/**
 * Put the C core to work on the same memory: parse, stringify, verify, compact and the
 * mathematics of columns then run in WebAssembly, without a copy. All else works without it.
 *
 * @param {Readonly<Zerobuf> | MemoryLike} target  what zerobuf() gave, or a memory, for which a
 *   zerobuf object is made
 * @param {EngineOptions & ArenaOptions & { startOffset?: number }} [options]  those of the arena
 *   are for a memory
 * @returns {Promise<Readonly<Zerobuf>>} the zerobuf object, whose arena has an engine now
 * @throws see attachEngine()
 */
zerobuf.engine = async function engine(target, options = {}) {
  const buf = 'arena' in target ? target : zerobuf(target, options.startOffset, options);
  await attachEngine(buf.arena, options);
  return buf;
};
