/**
 * Keep structured values in a memory.
 *
 * @param {MemoryLike} memory  a WebAssembly.Memory, or `{ buffer }`
 * @param {number} [startOffset]  first byte that may be used; with `control` it is ignored
 * @param {ArenaOptions} [options]
 * @returns {Readonly<Zerobuf>}
 */
export function zerobuf(memory: MemoryLike, startOffset?: number, options?: ArenaOptions): Readonly<Zerobuf>;
export namespace zerobuf {
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
    function engine(target: Readonly<Zerobuf> | MemoryLike, options?: EngineOptions & ArenaOptions & {
        startOffset?: number;
    }): Promise<Readonly<Zerobuf>>;
}
export type Column<T extends TypedArray> = import("./column.js").Column<T>;
/**
 * Accessors over a memory.
 */
export type Zerobuf = {
    arena: Arena;
    /**
     * write an object or array
     * and return its accessor. Nothing changes when it throws.
     */
    create: <T extends object>(value: T) => Live<T>;
    /**
     * accessor of an object that is there
     */
    wrapObject: (ptr: number) => any;
    /**
     * accessor of an array that is there
     */
    wrapArray: (ptr: number) => any;
    /**
     * the value in a slot
     */
    read: (offset: number) => any;
    /**
     * an object for hot
     * loops: one small allocation, no own properties. From an accessor, another view or a handle
     */
    view: <T extends object>(value: T | number) => T & Accessor;
    /**
     * an array whose objects are given
     * as views. From an accessor, another list or a handle
     */
    list: <T = any>(value: readonly T[] | number) => List<T>;
    /**
     *   numbers side by side in the region; see createColumn()
     */
    column: {
        <T extends TypedArray>(type: {
            new (length: number): T;
            new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
        }, lengthOrValues?: number | Iterable<Element<T>> | ArrayLike<Element<T>>): Column<T>;
    };
    /**
     * a column that is there
     */
    columnAt: (header: number) => Column<any>;
    /**
     *   read JSON text. With an engine in one pass and without JavaScript objects, else by JSON.parse
     */
    parse: (text: string | Uint8Array | ArrayBuffer, options?: ParseOptions) => any;
    /**
     *   write a value as JSON text. With an engine accessors are read by C
     */
    stringify: {
        (value: unknown, options: StringifyOptions & {
            bytes: true;
        }): Uint8Array;
        (value: unknown, options?: StringifyOptions): string;
    };
    /**
     * the value that a path like "places[3].name" or
     * "/places/3/name" leads to, undefined when there is none
     */
    find: (root: any, path: string) => any;
    /**
     * a copy of a value without what lies abandoned around it
     */
    compact: <T>(value: T) => T;
    /**
     * require that all that
     * a value reaches is safe to read. Needs an engine
     */
    verify: (root: unknown, options?: VerifyOptions) => VerifyReport;
    /**
     * a checkpoint
     */
    save: () => number;
    /**
     * free what was allocated since
     */
    restore: (checkpoint: number) => void;
    /**
     * free everything
     */
    reset: () => void;
    /**
     * free what a function allocates
     * when it ends; see Arena.scope()
     */
    scope: <R>(operation: (buf: Zerobuf) => R) => R;
    /**
     * a checkpoint for `using`
     */
    checkpoint: () => Checkpoint & Disposable;
};
/**
 * An array for hot loops. Its objects come as views, all of them with the fields of the first;
 * arrays and other values as everywhere.
 */
export type List<T> = {
    readonly length: number;
    at(index: number): T;
    forEach(visit: (element: T, index: number) => void): void;
    toJS(): T[];
    readonly __zerobuf_ptr: number;
} & Iterable<T>;
/**
 * What accessors have besides the data.
 */
export type Accessor = {
    readonly __zerobuf_ptr: number;
    toJS(): any;
};
import type { MemoryLike } from './region.js';
import type { ArenaOptions } from './arena.js';
import type { EngineOptions } from './engine.js';
import type { TypedArray } from './extended/column.js';
import { Arena } from './arena.js';
import type { Live } from './schema-types.js';
import type { Element } from './column-storage.js';
import type { ParseOptions } from './json-options.js';
import type { StringifyOptions } from './json-options.js';
import type { VerifyOptions } from './verify-options.js';
import type { VerifyReport } from './verify-options.js';
import type { Checkpoint } from './checkpoint.js';
