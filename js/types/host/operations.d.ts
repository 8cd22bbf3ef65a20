/** @import { OpenCall } from './open-call.js' */
/** @import { Instance } from './instance.js' */
/**
 * @typedef {object} Operation
 * @property {string} failure name of the status when it fails
 * @property {(call: OpenCall, a: number, b: number, instance: Instance) => unknown} start a value, or the promise of one.
 *   What a guest did wrong is thrown as a GuestError and ends its instance; all else that is thrown or rejected is the
 *   operation's failure, told to the handler
 * @property {(call: OpenCall, a: number, b: number, slot: number, value: any) => void} [finish] write the result
 * @property {(call: OpenCall, a: number, slot: number) => unknown} [keep] what finish() has written, where it can do so
 *   only once
 * @property {(call: OpenCall, a: number, b: number, slot: number, kept: any) => void} [give] write that once more
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
    /**
     * what finish() has written, where it can do so
     * only once
     */
    keep?: ((call: OpenCall, a: number, slot: number) => unknown) | undefined;
    /**
     * write that once more
     */
    give?: ((call: OpenCall, a: number, b: number, slot: number, kept: any) => void) | undefined;
};
import type { OpenCall } from './open-call.js';
import type { Instance } from './instance.js';
