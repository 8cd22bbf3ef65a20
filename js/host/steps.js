// SPDX-License-Identifier: MIT
// How long a handler may run without an end: modules that were built with --fuel count their steps down (js/cli/count-steps.js).

import { GuestError } from './errors.js';

/** @import { GuestExports } from './abi.js' */

/** As good as no limit: what the host itself asks of a guest is not counted against a call. */
const ENDLESS = 2n ** 63n - 1n;

export class Steps {
  #most;
  #left;
  #out;

  /**
   * @param {WebAssembly.Global} left the module's counter
   * @param {WebAssembly.Global} out not 0 once it has stopped by it
   * @param {number} most of a call; Infinity for no limit
   */
  constructor(left, out, most) {
    this.#left = left;
    this.#out = out;
    this.most = most;
    this.#most = most === Infinity ? ENDLESS : BigInt(most);
  }

  /** A call begins. */
  begin() {
    this.#left.value = this.#most;
  }

  /** It has ended. */
  end() {
    this.#left.value = ENDLESS;
  }

  get usedUp() {
    return this.#out.value !== 0;
  }
}

/**
 * @param {GuestExports} exports
 * @param {number} most
 * @returns {Steps | null} null for a module that does not count
 * @throws {GuestError} there is a limit, and nothing that keeps it
 */
export function stepsOf({ zb_steps, zb_steps_out }, most) {
  if (zb_steps instanceof WebAssembly.Global && zb_steps_out instanceof WebAssembly.Global) return new Steps(zb_steps, zb_steps_out, most);
  if (most === Infinity) return null;
  throw new GuestError('ZB_GUEST_ABI', 'maxLoopSteps is set, but the module does not count its steps: build it with --fuel.');
}

/**
 * @param {unknown} value
 * @throws {RangeError}
 */
export function checkMaxLoopSteps(value) {
  if (value === Infinity || (Number.isSafeInteger(value) && Number(value) >= 1)) return;
  throw new RangeError(`maxLoopSteps must be a whole number of steps, 1 or more, and not ${String(value)}.`);
}
