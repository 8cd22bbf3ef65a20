/** Whether an object has its own way to travel. @param {any} object */
export function isCarried(object: any): boolean;
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
export const ATTACHMENT: unique symbol;
export type Carrier = {
    /**
     *   what a slot holds for a value that is not copied; undefined for one that is
     */
    take: (value: object, kind: string, written: Written) => Readonly<Cell> | undefined;
    /**
     * the value in a slot whose tag occurs
     * in calls alone. Throws for every other tag
     */
    read: (slot: number, tag: number) => unknown;
    /**
     * what is given for elements of the region itself
     */
    adopt: (view: TypedArray) => TypedArray;
};
import type { Written } from './written.js';
import type { Cell } from '../cell.js';
import type { TypedArray } from './column.js';
