// SPDX-License-Identifier: MIT

import { ZerobufError } from '../core/errors.js';

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
  constructor(code, sentence, options) {
    super(code, sentence);
    this.name = 'GuestError';
    if (options?.cause !== undefined) this.cause = options.cause;
  }

  /**
   * ZerobufError recognises all errors of the library; this one only its own.
   * @override
   * @param {unknown} value
   * @returns {value is any}
   */
  static [Symbol.hasInstance](value) {
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }
}

/** An operation failed with another status than failures of its kind have. */
export class Refusal extends Error {
  /**
   * @param {string} status as in ZB_E_BUDGET
   * @param {string} sentence for the handler
   */
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/**
 * The error that says what to do about a taken port.
 * @param {string} hostname
 * @param {number} port
 */
export function portTaken(hostname, port) {
  const remedy = `Choose another one, as in PORT=${port + 1}.`;
  return new GuestError('ZB_PORT_TAKEN', `Port ${port} on ${hostname} is taken by another program. ${remedy}`);
}

/**
 * Where a server listens.
 * @param {string} hostname a name, or an address without brackets
 * @param {number} port
 */
export function urlOf(hostname, port) {
  return `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
}
