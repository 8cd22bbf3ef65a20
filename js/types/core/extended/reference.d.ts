/** @param {unknown} value @returns {value is Reference} */
export function isReference(value: unknown): value is Reference;
/**
 * A typed array over an arena's own memory, to be stored as a reference to those very bytes.
 * Whoever reads it, by accessor or toJS(), gets a view of them. They must stay what they are
 * for as long as the value is read; nothing keeps them alive.
 *
 * @param {TypedArray} view
 * @returns {Reference}
 * @throws {TypeError} for what is no typed array; storing it throws when it lies elsewhere
 */
export function reference(view: TypedArray): Reference;
/**
 * Write a header over the bytes where they are.
 *
 * @param {Arena} arena  synced
 * @param {Reference} value
 * @returns {number} offset of the header
 */
export function allocReference(arena: Arena, { view }: Reference): number;
/** @import { Arena } from '../arena.js' */
/** @import { TypedArray } from './column.js' */
export class Reference {
    /** @param {TypedArray} view */
    constructor(view: TypedArray);
    /** The elements. */
    get view(): TypedArray;
    /** So that arenas that know no references refuse it by name. */
    get [Symbol.toStringTag](): string;
    #private;
}
import type { TypedArray } from './column.js';
import type { Arena } from '../arena.js';
