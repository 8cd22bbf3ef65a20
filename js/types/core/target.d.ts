/**
 * The target of an accessor, or undefined for every other value.
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
/** @param {ObjectTarget | ArrayTarget} target */
export function isFreed(target: ObjectTarget | ArrayTarget): boolean;
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
/** Reading this from an accessor yields its target. Never exported by the package. */
export const TARGET: unique symbol;
export class ObjectTarget {
    /** @param {Arena} arena @param {number} handle */
    constructor(arena: Arena, handle: number);
    arena: Arena;
    handle: number;
    epoch: number;
    /** Whether the arena's cache knows it. */
    isKnown: boolean;
    /** The accessor. @type {any} */
    proxy: any;
}
export class ArrayTarget extends Array<any> {
    /** @param {Arena} arena @param {number} handle */
    constructor(arena: Arena, handle: number);
    arena: Arena;
    handle: number;
    epoch: number;
    /** Whether the arena's cache knows it. */
    isKnown: boolean;
    /** The accessor. @type {any} */
    proxy: any;
}
import type { Arena } from './arena.js';
