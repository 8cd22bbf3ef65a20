/**
 * Name of an object's entry.
 *
 * @param {Arena} arena
 * @param {number} entry  offset, checked
 */
export function keyName(arena: Arena, entry: number): string;
/**
 * Deep copy of what an accessor shows.
 *
 * @param {ObjectTarget | ArrayTarget} target
 * @returns {any}
 */
export function toPlain(target: ObjectTarget | ArrayTarget): any;
/**
 * Deep copy of the array or object at a handle.
 *
 * @param {Arena} arena
 * @param {number} tag     Tag.Array or Tag.Object
 * @param {number} handle  u32
 * @returns {any}
 */
export function plainAt(arena: Arena, tag: number, handle: number): any;
/**
 * The value in a slot; arrays and objects as deep copies.
 *
 * @param {Arena} arena  synced
 * @param {number} slot  offset, checked
 * @returns {any}
 */
export function readSlotPlain(arena: Arena, slot: number): any;
import type { Arena } from './arena.js';
import type { ObjectTarget } from './target.js';
import { ArrayTarget } from './target.js';
