/** @import { OpenCall } from './open-call.js' */
/** @import { Instance } from './instance.js' */
/**
 * @typedef {object} Operation
 * @property {string} failure name of the status when it fails
 * @property {(call: OpenCall, a: number, b: number, instance: Instance) => unknown} start a value, or the promise of one.
 *   What a guest did wrong is thrown as a GuestError and ends its instance; all else that is thrown or rejected is the
 *   operation's failure, told to the handler
 * @property {(call: OpenCall, a: number, b: number, slot: number, value: any) => void} [finish] write the result
 */
/** @type {Readonly<Record<number, Operation>>} */
export const OPERATIONS: Readonly<Record<number, Operation>>;
export type Operation = {
    /**
     * name of the status when it fails
     */
    failure: string;
    /**
     * a value, or the promise of one.
     * What a guest did wrong is thrown as a GuestError and ends its instance; all else that is thrown or rejected is the
     * operation's failure, told to the handler
     */
    start: (call: OpenCall, a: number, b: number, instance: Instance) => unknown;
    /**
     * write the result
     */
    finish?: ((call: OpenCall, a: number, b: number, slot: number, value: any) => void) | undefined;
};
import type { OpenCall } from './open-call.js';
import type { Instance } from './instance.js';
