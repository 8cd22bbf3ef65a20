/**
 * Read the field of an accessor.
 *
 * @param {unknown} object
 * @param {number} index  of its entry
 * @returns {any}
 */
export function readField(object: unknown, index: number): any;
/**
 * Write the field of an accessor.
 *
 * @param {unknown} object
 * @param {number} index  of its entry
 * @param {unknown} value
 * @param {string} name
 */
export function writeField(object: unknown, index: number, value: unknown, name: string): undefined;
/**
 * Read the field of a view by name: its object may be of another shape than the view's class.
 *
 * @param {unknown} object
 * @param {string} name
 * @returns {any}
 */
export function readNamed(object: unknown, name: string): any;
/** @param {unknown} object @param {string} name @param {unknown} value */
export function writeNamed(object: unknown, name: string, value: unknown): undefined;
/**
 * The string, array or object that a slot refers to, for a class that has read the slot's tag.
 *
 * @param {Arena} arena
 * @param {number} slot
 * @param {number} tag
 * @returns {any}
 */
export function referred(arena: Arena, slot: number, tag: number): any;
/** Elements of a list. @param {unknown} list */
export function lengthOf(list: unknown): number;
/**
 * The element of a list, as Array.prototype.at() counts.
 *
 * @param {unknown} list
 * @param {unknown} index
 * @param {(handle: number) => any} viewOf  makes the view of an object
 * @returns {any} undefined past the ends
 */
export function elementOf(list: unknown, index: unknown, viewOf: (handle: number) => any): any;
/** Deep copy as plain values. @this {unknown} */
export function toJS(this: unknown): any;
/** For JSON.stringify(). An object that inherits from an accessor is shown as itself. @this {unknown} */
export function toJSON(this: unknown): any;
/** What follows every class in the prototype chain: methods, then the names that it lacks. */
export const methods: any;
/**
 * Names that accessors keep for themselves. Data under these names is data like any other (it
 * is listed, stored, and in toJS()), but reading the property gives the accessor's own.
 *
 * @type {Readonly<Record<string, PropertyDescriptor>>}
 */
export const reserved: Readonly<Record<string, PropertyDescriptor>>;
/** What follows the class of lists. An array has no names, so there is nothing to set. */
export const listMethods: any;
import type { Arena } from './arena.js';
