/** @import { Arena } from './arena.js' */
/**
 * The string at a string header.
 *
 * @param {Arena} arena
 * @param {number} header  offset
 * @returns {string}
 */
export function readString(arena: Arena, header: number): string;
/**
 * The bytes at a bytes header, copied: the copy stays valid when the memory grows.
 *
 * @param {Arena} arena
 * @param {number} header  offset
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function readBytes(arena: Arena, header: number): Uint8Array<ArrayBuffer>;
/**
 * The value in a slot; arrays and objects as accessors.
 *
 * @param {Arena} arena  synced
 * @param {number} slot  offset, checked
 * @returns {any}
 */
export function readSlot(arena: Arena, slot: number): any;
/** @param {Arena} arena @param {number} slot */
export function unknownTag(arena: Arena, slot: number): import("./errors.js").ZerobufError | import("./errors.js").ZerobufRangeError | import("./errors.js").ZerobufTypeError;
import type { Arena } from './arena.js';
