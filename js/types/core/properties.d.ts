/** @import { Arena } from './arena.js' */
/** @import { Cell } from './cell.js' */
/** @import { Key } from './keys.js' */
/** @import { ObjectTarget } from './target.js' */
/**
 * The slot of a property.
 *
 * @param {ObjectTarget} target
 * @param {string} name
 * @returns {number} 0 when there is none
 */
export function slotOf(target: ObjectTarget, name: string): number;
/**
 * Set a property, adding it when it is new.
 *
 * @param {ObjectTarget} target
 * @param {string} name
 * @param {unknown} value
 */
export function setProperty(target: ObjectTarget, name: string, value: unknown): void;
/**
 * The names of an object's entries, one each, repeated ones too.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @returns {string[]}
 */
export function entryNames(arena: Arena, handle: number): string[];
/** @param {symbol} name */
export function refuseSymbol(name: symbol): import("./errors.js").ZerobufTypeError;
import type { ObjectTarget } from './target.js';
import type { Arena } from './arena.js';
