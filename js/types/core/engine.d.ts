/**
 * The engine of an arena that has one.
 *
 * @param {Arena} arena
 * @returns {Engine | undefined}
 */
export function engineOf(arena: Arena): Engine | undefined;
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
export function attachEngine(arena: Arena, options?: EngineOptions): Promise<Engine>;
/**
 * The same at once, for a module that is there.
 *
 * @param {Arena} arena
 * @param {EngineOptions & { module: WebAssembly.Module }} options
 * @returns {Engine}
 */
export function attachEngineSync(arena: Arena, { module, at, kernels }: EngineOptions & {
    module: WebAssembly.Module;
}): Engine;
export class Engine {
    /**
     * Use attachEngine() or attachEngineSync(): they make one engine per arena.
     *
     * @param {Arena} arena
     * @param {WebAssembly.Module} module
     * @param {number} [at]
     * @param {WebAssembly.Module} [kernels]
     */
    constructor(arena: Arena, module: WebAssembly.Module, at?: number, kernels?: WebAssembly.Module);
    /** @private @readonly @type {EngineSession} */
    private readonly session;
    /** @readonly */
    readonly arena: Arena;
    /** The code, for other threads: postMessage() takes it. @readonly */
    readonly module: WebAssembly.Module;
    /** Bytes of the memory that the engine takes. */
    get byteLength(): number;
    /** Offset of those bytes. */
    get byteOffset(): number;
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
    parse(text: string | Uint8Array | ArrayBuffer, options?: ParseOptions): any;
    /** @private @param {number} status */
    private parseFault;
    /**
     * Write a value as JSON text.
     *
     * @overload
     * @param {unknown} value
     * @param {StringifyOptions & { bytes: true }} options
     * @returns {Uint8Array<ArrayBuffer>}
     */
    stringify(value: unknown, options: StringifyOptions & {
        bytes: true;
    }): Uint8Array<ArrayBuffer>;
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
    stringify(value: unknown, options?: StringifyOptions | undefined): string;
    /** @private @param {number} tag @param {number} handle */
    private putArgument;
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
    verify(root: unknown, options?: VerifyOptions): VerifyReport;
    /** @private Bytes to remember visited containers in: an eighth of the region. @param {number} mark */
    private takeScratch;
    /**
     * The value that a path leads to from an accessor; see find.js.
     *
     * @param {any} root
     * @param {string} path  "places[3].name", "places.3.name", or a JSON pointer "/places/3/name"
     * @returns {any} undefined when there is none
     */
    find(root: any, path: string): any;
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
    compact<T>(value: T): T;
}
export type EngineOptions = {
    /**
     * zerobuf/core/engine.wasm, or engine-shared.wasm for a
     * shared memory; by default it is loaded from where this file lies
     */
    module?: WebAssembly.Module | undefined;
    /**
     * zerobuf/core/kernels.wasm, or kernels-shared.wasm: the
     * mathematics of columns. By default it is loaded, too; where it cannot be (or with `module`
     * alone) columns reckon in JavaScript, with the same results
     */
    kernels?: WebAssembly.Module | undefined;
    /**
     * offset of bytes of your own for the engine, a multiple of 16, which lie
     * below the arena and are used for nothing else: about 64 KiB (Engine.byteLength). By default
     * the engine takes them from the arena, which then begins behind them: reset() goes back to
     * there, and what was created before the engine is never freed
     */
    at?: number | undefined;
};
import type { Arena } from './arena.js';
import type { ParseOptions } from './json-options.js';
import type { StringifyOptions } from './json-options.js';
import type { VerifyOptions } from './verify-options.js';
import type { VerifyReport } from './verify-options.js';
