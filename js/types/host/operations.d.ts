/** @import { OpenCall } from './calls.js' */
/** @import { Instance } from './instance.js' */
/**
 * A value, or the promise of one.  What a guest did wrong is thrown as a GuestError and ends its instance; all else
 * that is thrown or rejected is the operation's failure, told to the handler.
 * @typedef {object} Operation
 * @property {(call: OpenCall, a: number, b: number, instance: Instance) => unknown} start
 * @property {(call: OpenCall, a: number, b: number, instance: Instance, value: any) => [tag: number, a: number]} finish
 *   the result's slot
 */
/** @type {Readonly<Record<number, Operation>>} */
export const OPERATIONS: Readonly<Record<number, Operation>>;
/**
 * A value, or the promise of one.  What a guest did wrong is thrown as a GuestError and ends its instance; all else
 * that is thrown or rejected is the operation's failure, told to the handler.
 */
export type Operation = {
    start: (call: OpenCall, a: number, b: number, instance: Instance) => unknown;
    /**
     *   the result's slot
     */
    finish: (call: OpenCall, a: number, b: number, instance: Instance, value: any) => [tag: number, a: number];
};
import type { OpenCall } from './calls.js';
import type { Instance } from './instance.js';
