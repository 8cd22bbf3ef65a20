/** @import { Arena } from './arena.js' */
/**
 * The value in a slot; arrays and objects as accessors.
 *
 * @param {Arena} arena
 * @param {number} slot  offset of 16 bytes, 4-aligned
 * @returns {any}
 */
export function readValue(arena: Arena, slot: number): any;
/**
 * The value in a slot; arrays and objects as deep copies.
 *
 * @param {Arena} arena
 * @param {number} slot  offset of 16 bytes, 4-aligned
 * @returns {any}
 */
export function readValueEager(arena: Arena, slot: number): any;
/**
 * The string at a string header.
 *
 * @param {Arena} arena
 * @param {number} header  offset
 * @returns {string}
 */
export function readString(arena: Arena, header: number): string;
/**
 * The bytes at a bytes header, copied.
 *
 * @param {Arena} arena
 * @param {number} header  offset
 * @returns {Uint8Array}
 */
export function readBytes(arena: Arena, header: number): Uint8Array;
/**
 * Deep copy of the object at a handle.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @returns {any}
 */
export function toJSObject(arena: Arena, handle: number): any;
/**
 * Deep copy of the array at a handle.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @returns {any[]}
 */
export function toJSArray(arena: Arena, handle: number): any[];
import type { Arena } from './arena.js';
