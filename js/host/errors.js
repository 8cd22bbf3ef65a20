// SPDX-License-Identifier: MIT

/**
 * A guest or its surroundings cannot be used.  `code` says which kind of problem it is:
 *
 * - `ZB_GUEST_ABI`: the module is no guest that this host can run
 * - `ZB_GUEST_START`: the guest started and reported a failure
 * - `ZB_GUEST_CALL`: the guest broke the call ABI halfway through a request; its instance is given up
 * - `ZB_GUEST_RESPONSE`: the guest answered with bytes that are no response
 * - `ZB_PORT_TAKEN`, `ZB_WORKERD`: the server could not be started
 */
export class GuestError extends Error {
  /**
   * @param {string} code
   * @param {string} message a sentence that names the remedy
   * @param {ErrorOptions} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = "GuestError";
    this.code = code;
  }
}
