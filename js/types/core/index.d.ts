/**
 * The value in a slot; arrays and objects as accessors.
 *
 * @param {Arena} arena
 * @param {number} slot  offset of 16 bytes, 4-aligned
 * @returns {any}
 */
export function readValue(arena: Arena, slot: number): any;
/**
 * The value in a slot; arrays and objects as deep copies.
 *
 * @param {Arena} arena
 * @param {number} slot  offset of 16 bytes, 4-aligned
 * @returns {any}
 */
export function readValueEager(arena: Arena, slot: number): any;
/**
 * The string at a string header.
 *
 * @param {Arena} arena
 * @param {number} header  offset
 * @returns {string}
 */
export function readString(arena: Arena, header: number): string;
/**
 * The bytes at a bytes header, copied.
 *
 * @param {Arena} arena
 * @param {number} header  offset
 * @returns {Uint8Array}
 */
export function readBytes(arena: Arena, header: number): Uint8Array;
/**
 * Deep copy of the object at a handle.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @returns {any}
 */
export function toJSObject(arena: Arena, handle: number): any;
/**
 * Deep copy of the array at a handle.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @returns {any[]}
 */
export function toJSArray(arena: Arena, handle: number): any[];
/**
 * Accessors over a memory.
 *
 * @typedef {object} Zerobuf
 * @property {Arena} arena
 * @property {<T extends object>(value: T) => T & Accessor} create  write an object or array
 *   and return its accessor. Nothing changes when it throws.
 * @property {(ptr: number) => any} wrapObject  accessor of an object that is there
 * @property {(ptr: number) => any} wrapArray   accessor of an array that is there
 * @property {(offset: number) => any} read     the value in a slot
 * @property {<T extends object>(value: T | number) => T & Accessor} view  an object for hot
 *   loops: one small allocation, no own properties. From an accessor, another view or a handle
 * @property {<T = any>(value: readonly T[] | number) => List<T>} list  an array whose objects are given
 *   as views. From an accessor, another list or a handle
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
/**
 * Keep structured values in a memory.
 *
 * @param {MemoryLike} memory  a WebAssembly.Memory, or `{ buffer }`
 * @param {number} [startOffset]  first byte that may be used; with `control` it is ignored
 * @param {ArenaOptions} [options]
 * @returns {Readonly<Zerobuf>}
 */
export function zerobuf(memory: MemoryLike, startOffset?: number, options?: ArenaOptions): Readonly<Zerobuf>;
export { Arena } from "./arena.js";
export { Seqlock } from "./seqlock.js";
export { reference } from "./extended/reference.js";
export { defineSchema } from "./schema.js";
export * from "./schema-types.js";
/**
 * Accessors over a memory.
 */
export type Zerobuf = {
    arena: Arena;
    /**
     * write an object or array
     * and return its accessor. Nothing changes when it throws.
     */
    create: <T extends object>(value: T) => T & Accessor;
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
import { Arena } from './arena.js';
import type { MemoryLike } from './region.js';
import type { ArenaOptions } from './arena.js';
import type { Checkpoint } from './checkpoint.js';
export { createArrayProxy, createObjectProxy } from "./accessor.js";
export { StaleReferenceError, ZerobufError, ZerobufRangeError, ZerobufTypeError } from "./errors.js";
export { ARRAY_HEADER_BYTES as ARRAY_HEADER, OBJECT_ENTRY_BYTES as OBJECT_ENTRY, OBJECT_HEADER_BYTES as OBJECT_HEADER, SLOT_BYTES as VALUE_SLOT, STRING_HEADER_BYTES as STRING_HEADER, Tag } from "./layout.gen.js";
export { allocArray, allocBytes, allocObject, allocString, writeValue } from "./write.js";
