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
    /** Payload B of an f64. */
    f64: number;
    /** Payload B of a bigint. */
    i64: bigint;
    /** A copy that later encoding does not overwrite. */
    clone(): Cell & this;
}
import type { Arena } from './arena.js';
