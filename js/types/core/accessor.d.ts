/**
 * The accessor of the object at a handle.
 *
 * @param {Arena} arena    synced
 * @param {number} handle  u32
 * @returns {any}
 */
export function objectAt(arena: Arena, handle: number): any;
/**
 * The accessor of the array at a handle.
 *
 * @param {Arena} arena    synced
 * @param {number} handle  u32
 * @returns {any}
 */
export function arrayAt(arena: Arena, handle: number): any;
/**
 * @param {Arena} arena
 * @param {number} tag     Tag.Array or Tag.Object
 * @param {number} handle  u32
 * @returns {any}
 */
export function childAt(arena: Arena, tag: number, handle: number): any;
/**
 * Write an object or array and all that it holds.
 *
 * @param {Arena} arena
 * @param {unknown} value
 * @returns {any} its accessor
 */
export function create(arena: Arena, value: unknown): any;
/**
 * Wrap an object that somebody else wrote. Its block is checked now, its values when read.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @returns {any}
 */
export function createObjectProxy(arena: Arena, handle: number): any;
/**
 * Wrap an array that somebody else wrote. Its block is checked now, its values when read.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @returns {any}
 */
export function createArrayProxy(arena: Arena, handle: number): any;
import type { Arena } from './arena.js';
