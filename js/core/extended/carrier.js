// SPDX-License-Identifier: MIT
// What calls carry beside a region (SPEC.md, 9.7): the part of js/pool that the core asks.

/** @import { Cell } from '../cell.js' */
/** @import { TypedArray } from './column.js' */
/** @import { Written } from './written.js' */

/**
 * @typedef {object} Carrier
 * @property {(value: object, kind: string, written: Written) => Readonly<Cell> | undefined} take
 *   what a slot holds for a value that is not copied; undefined for one that is
 * @property {(slot: number, tag: number) => unknown} read  the value in a slot whose tag occurs
 *   in calls alone. Throws for every other tag
 * @property {(view: TypedArray) => TypedArray} adopt  what is given for elements of the region itself
 */

/** A method with this name gives the bytes, a Uint8Array, whose ArrayBuffer is to be carried for an object. */
export const ATTACHMENT = Symbol.for('zerobuf.attachment');

/** Whether an object has its own way to travel. @param {any} object */
export function isCarried(object) {
  return object[ATTACHMENT] !== undefined;
}
