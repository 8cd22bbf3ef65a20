/**
 * The value without payload B, or with it: then set `cell.f64` or `cell.i64` first.
 *
 * @param {number} tag
 * @param {number} a
 * @returns {Readonly<Cell>}
 */
export function setCell(tag: number, a: number): Readonly<Cell>;
/**
 * Store a whole slot; bytes that the value does not use become zero.
 *
 * @param {Arena} arena
 * @param {number} slot  offset, checked
 * @param {Readonly<Cell>} content
 */
export function storeCell(arena: Arena, slot: number, content: Readonly<Cell>): void;
/** @import { Arena } from './arena.js' */
export class Cell {
    /** @type {number} */
    tag: number;
    /** Payload A, taken modulo 2^32. */
    a: number;
    /** Payload B of an f64 or a date. */
    f64: number;
    /** Payload B of a bigint. */
    i64: bigint;
    /** A copy that later encoding does not overwrite. */
    clone(): Cell & this;
}
/** What is encoded goes here, one value at a time: overwritten by the next. */
export const cell: Cell;
import type { Arena } from './arena.js';
