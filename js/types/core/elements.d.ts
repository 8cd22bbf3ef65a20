/** @param {Arena} arena  synced @param {number} handle */
export function getLength(arena: Arena, handle: number): number;
/**
 * Slot of an element.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @param {number} index  below the capacity
 */
export function elementAt(arena: Arena, handle: number, index: number): number;
/**
 * @param {ArrayTarget} target  opened
 * @param {number} index  whole, at least 0
 * @returns {any} undefined for a hole and past the end
 */
export function getElement(target: ArrayTarget, index: number): any;
/**
 * Whether there is an element: strict arenas have no holes.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {number} index  whole, at least 0
 */
export function hasElement(arena: Arena, handle: number, index: number): boolean;
/**
 * Leave a hole in place of an element, if there is one.
 *
 * @param {Arena} arena  synced, extended
 * @param {number} handle
 * @param {number} index
 */
export function deleteElement(arena: Arena, handle: number, index: number): void;
/**
 * Store an element; at the length it is appended, past it the gap is filled with
 * null, or in an extended arena with holes.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {number} index
 * @param {unknown} value
 */
export function setElement(arena: Arena, handle: number, index: number, value: unknown): void;
/**
 * Set the length: shorter drops elements, longer appends nulls, or holes.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {unknown} length
 */
export function setLength(arena: Arena, handle: number, length: unknown): void;
/**
 * Replace `removed` elements at `start` by `values`.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {number} start    past the length means at the end
 * @param {number} removed  more than there are means all that follow start
 * @param {readonly unknown[]} values
 */
export function replaceElements(arena: Arena, handle: number, start: number, removed: number, values: readonly unknown[]): void;
/** Iterator over an array's elements as they are when they are met. @implements {IterableIterator<any>} */
export class ElementIterator implements IterableIterator<any> {
    /** @param {ArrayTarget} target */
    constructor(target: ArrayTarget);
    /** @private */
    private target;
    /** @private */
    private index;
    /** @returns {IteratorResult<any>} */
    next(): IteratorResult<any>;
    [Symbol.iterator](): this;
}
import type { Arena } from './arena.js';
import type { ArrayTarget } from './target.js';
