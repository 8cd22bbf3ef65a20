/**
 * @param {Arena} arena  synced; within a writing operation
 * @param {unknown} value  no symbol of an extended arena: reduce.js has those
 * @returns {Readonly<Cell> | undefined} undefined for an object
 */
export function encodeLeaf(arena: Arena, value: unknown): Readonly<Cell> | undefined;
/**
 * Write a string with its header.
 *
 * @param {Arena} arena  within a writing operation
 * @param {string} text  lone surrogates become U+FFFD, unless the arena has a carrier
 * @returns {number} offset of the header; of a text that is not well-formed, in an arena with
 *   a carrier, the negative offset of the bytes header of its units (SPEC.md, 9.7)
 */
export function placeString(arena: Arena, text: string): number;
/**
 * Write bytes with their header.
 *
 * @param {Arena} arena  within a writing operation
 * @param {Uint8Array} bytes  copied
 * @returns {number} offset of the header
 */
export function placeBytes(arena: Arena, bytes: Uint8Array): number;
import type { Arena } from './arena.js';
import type { Cell } from './cell.js';
