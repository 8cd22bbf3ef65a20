/**
 * The target of an accessor or view, or undefined for every other value.
 *
 * @param {unknown} value
 * @returns {ObjectTarget | ArrayTarget | undefined}
 */
export function targetOf(value: unknown): ObjectTarget | ArrayTarget | undefined;
/**
 * Begin an operation on an accessor.
 *
 * @param {ObjectTarget | ArrayTarget} target
 * @returns {Arena} with current views
 */
export function open(target: ObjectTarget | ArrayTarget): Arena;
/**
 * The handle, for use outside the accessor. Only from then on can the same value be met
 * again, so that is when the cache must know the accessor: what is created and only used
 * through its accessor costs no cache entry.
 *
 * @param {ObjectTarget | ArrayTarget} target
 * @returns {number}
 */
export function reveal(target: ObjectTarget | ArrayTarget): number;
/**
 * Require a handle to be one.
 *
 * @param {Arena} arena
 * @param {number} handle  whole, at least 0
 */
export function checkHandle(arena: Arena, handle: number): void;
/** @import { Arena } from './arena.js' */
/** Reading this from an accessor or view yields its target. Never exported by the package. */
export const TARGET: unique symbol;
/** Members of the classes of shape-text.js: set the epoch; entries that have become own properties. */
export const RENEW: unique symbol;
export const COUNT: unique symbol;
/**
 * Of an object: the target of its Proxy in dictionary mode, else made whenever it is asked for,
 * since there the accessor itself holds arena and handle.
 */
export class ObjectTarget {
    /**
     * @param {Arena} arena
     * @param {number} handle
     * @param {number} epoch
     * @param {any} proxy  the accessor, or a view
     * @param {boolean} isView
     */
    constructor(arena: Arena, handle: number, epoch: number, proxy: any, isView: boolean);
    arena: Arena;
    handle: number;
    epoch: number;
    /** @type {any} */
    proxy: any;
    isView: boolean;
    isArray: boolean;
}
/** Of a list, made whenever it is asked for. */
export class ListTarget extends ObjectTarget {
    /** @param {Arena} arena @param {number} handle @param {number} epoch @param {any} proxy */
    constructor(arena: Arena, handle: number, epoch: number, proxy: any);
}
/** @typedef {{ accessor: any, handle: number, tag: number, count: number | undefined }} Child */
export class ArrayTarget extends Array<any> {
    /** @param {Arena} arena @param {number} handle */
    constructor(arena: Arena, handle: number);
    arena: Arena;
    handle: number;
    epoch: number;
    /** The accessor. @type {any} */
    proxy: any;
    isView: boolean;
    isArray: boolean;
    /** Accessors of elements that were read, by index. @type {Child[]} */
    children: Child[];
}
/** What console.log shows of an accessor or view: the data. */
export const inspection: Readonly<{
    /** @this {unknown} */
    [INSPECT](this: unknown): any;
}>;
export type Child = {
    accessor: any;
    handle: number;
    tag: number;
    count: number | undefined;
};
import type { Arena } from './arena.js';
declare const INSPECT: unique symbol;
export {};
