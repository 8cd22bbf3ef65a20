/**
 * The data block behind a handle, read anew each time: any side may have moved it.
 *
 * @param {Arena} arena
 * @param {number} handle     checked when its accessor was made
 * @param {number} itemBytes  16 for arrays, 24 for objects
 * @returns {Readonly<typeof found>} one object for all calls: valid until the next
 */
export function blockAt(arena: Arena, handle: number, itemBytes: number): Readonly<typeof found>;
/**
 * The value slot of a key.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @param {Key} key
 * @returns {number} offset of the slot, or 0 when the object has no such key
 */
export function findSlot(arena: Arena, handle: number, key: Key): number;
/**
 * Allocate a handle and its data block in one piece, with all items still to be written.
 *
 * @param {Arena} arena       a value is being written: see pen.js
 * @param {number} length     items it will hold
 * @param {number} itemBytes
 * @returns {number} the handle; the block follows it at handle + 8
 */
export function allocBlock(arena: Arena, length: number, itemBytes: number): number;
/**
 * Make room for `needed` items. The old block is abandoned when it is too small.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @param {number} needed
 * @param {number} itemBytes
 * @returns {number} offset of the block
 */
export function reserve(arena: Arena, handle: number, needed: number, itemBytes: number): number;
/** @import { Arena } from './arena.js' */
/** @import { Key } from './keys.js' */
/** Array and object blocks have headers of one size: capacity and length. */
export const BLOCK_HEADER_BYTES: 8;
import type { Arena } from './arena.js';
declare namespace found {
    let data: number;
    let capacity: number;
    let length: number;
}
import type { Key } from './keys.js';
export {};
