/**
 * Write a bigint.
 *
 * @param {Arena} arena  within a writing operation
 * @param {bigint} value  outside i64
 * @returns {number} offset of its bytes header
 */
export function allocInteger(arena: Arena, value: bigint): number;
/**
 * Read a bigint.
 *
 * @param {Arena} arena  synced
 * @param {number} header  offset
 * @returns {bigint}
 */
export function readInteger(arena: Arena, header: number): bigint;
import type { Arena } from '../arena.js';
