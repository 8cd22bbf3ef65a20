/**
 * The error that says what to do about a taken port.
 * @param {string} hostname
 * @param {number} port
 */
export function portTaken(hostname: string, port: number): GuestError;
/**
 * Where a server listens.
 * @param {string} hostname a name, or an address without brackets
 * @param {number} port
 */
export function urlOf(hostname: string, port: number): string;
/**
 * A guest or its surroundings cannot be used.  `code` says which kind of problem it is:
 *
 * - `ZB_GUEST_ABI`: the module is no guest that this host can run
 * - `ZB_GUEST_START`: the guest started and reported a failure
 * - `ZB_GUEST_CALL`: the guest broke the call ABI halfway through a request; its instance is given up
 * - `ZB_GUEST_RESPONSE`: the guest answered with bytes that are no response
 * - `ZB_GUEST_REPLAY`: a handler cannot be entered anew after it waited; its request alone fails
 * - `ZB_GUEST_EVENT`: the guest did not handle an event
 * - `ZB_PORT_TAKEN`, `ZB_WORKERD`: the server could not be started
 */
export class GuestError extends ZerobufError {
    /**
     * @param {string} code
     * @param {string} sentence what was wrong and what to do about it
     * @param {ErrorOptions} [options]
     */
    constructor(code: string, sentence: string, options?: ErrorOptions);
    cause: unknown;
}
/** An operation failed with another status than failures of its kind have. */
export class Refusal extends Error {
    /**
     * @param {string} status as in ZB_E_BUDGET
     * @param {string} sentence for the handler
     */
    constructor(status: string, sentence: string);
    status: string;
}
import { ZerobufError } from '../core/errors.js';
