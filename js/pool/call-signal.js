// SPDX-License-Identifier: MIT

/** @import { Calls } from './calls.js' */

/** What a task learns of its caller's wish to stop. Valid while the call is open. */
export class CallSignal {
  /** @type {AbortController | undefined} */
  #controller;
  #calls;
  #call;
  #began = performance.now();

  /** @param {Calls} calls @param {number} call */
  constructor(calls, call) {
    this.#calls = calls;
    this.#call = call;
  }

  /** Whether the caller has given up: aborted, or its time is over. Costs one atomic load. */
  hasAborted() {
    return this.#calls.isAborted(this.#call);
  }

  /** Milliseconds since the task began; never goes back. */
  now() {
    return performance.now() - this.#began;
  }

  /** An AbortSignal for what the task itself awaits. It aborts when the event loop of the worker gets its turn. */
  get signal() {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      this.look(); // once: between two uses of the signal it changes only when the task awaits, as others do
    }
    return this.#controller.signal;
  }

  /** Abort the AbortSignal if the call is. @package @returns {boolean} whether it did so now */
  look() {
    if (this.#controller === undefined || this.#controller.signal.aborted || !this.hasAborted()) return false;
    this.#controller.abort();
    return true;
  }
}
