// SPDX-License-Identifier: MIT

import { CALL_CONTROL_BEFORE, CALL_RESPONSE_BEFORE } from '../core/layout.gen.js';
import { zerobuf } from '../core/index.js';
import { ResponseStream } from './response-stream.js';

/** @import { Answer } from './instance.js' */
/** @import { StreamedBody } from './body.js' */
/** @import { HeaderSource } from './headers.js' */
/** @import { Instance } from './instance.js' */

/** Timers take a signed 32-bit number of milliseconds; one that is longer would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A call of a guest whose handlers wait, from its request to its response: what the host holds for it. */
export class OpenCall {
  /** @type {ReturnType<typeof zerobuf>['arena'] | undefined} */
  #arena;
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  #timers = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #deadline;

  /**
   * @param {Instance} instance
   * @param {number} request
   * @param {HeaderSource} headers
   * @param {StreamedBody | null} body
   * @param {unknown} env bindings
   */
  constructor(instance, request, headers, body, env) {
    this.instance = instance;
    this.request = request;
    this.headers = headers;
    this.body = body;
    this.env = env;
    /** Results that are no data; their numbers begin with 1. @type {unknown[]} */
    this.objects = [];
    /** Operations that were started and not waited for. @type {Map<number, Promise<unknown>>} */
    this.pending = new Map();
    this.lastTicket = 0;
    /** The body that is being sent while the handler runs. @type {ResponseStream | null} */
    this.stream = null;
    /** Takes the answer, once. @type {(answer: Answer) => void} */
    this.respond = () => {};
    /** The deadline has passed. */
    this.late = false;
    /** The wait that the call is in. @type {{stop: (error: unknown) => void, expire: () => void} | null} */
    this.waiting = null;
  }

  /** The call's arena, for values that JavaScript reads and writes there. */
  get arena() {
    return (this.#arena ??= this.#attach());
  }

  #attach() {
    const { memory, zb_grow } = this.instance.exports;
    const grow = (/** @type {number} */ bytes) => /** @type {Function} */ (zb_grow)(this.request, bytes);
    return zerobuf(memory, 0, { control: this.request - CALL_CONTROL_BEFORE, grow }).arena;
  }

  /**
   * @param {number} ms
   * @param {() => void} then not called when the call ends before
   */
  after(ms, then) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, Math.min(ms, LONGEST_TIMER_MS));
    this.#timers.add(timer);
    return timer;
  }

  /** @param {number} ms from now; 0 takes the deadline away */
  setDeadline(ms) {
    clearTimeout(this.#deadline);
    if (this.#deadline !== undefined) this.#timers.delete(this.#deadline);
    this.#deadline = undefined;
    this.late = false;
    if (ms === 0) return;
    this.#deadline = this.after(ms, () => {
      this.late = true;
      this.waiting?.expire();
    });
  }

  /**
   * Send the head of the response with the first piece of its body, then further ones.
   * @param {number} at
   * @param {number} length
   * @returns {Promise<void> | undefined} undefined when the piece is on its way
   */
  write(at, length) {
    const { instance } = this;
    if (this.stream === null) {
      const head = instance.readHead(this.request - CALL_RESPONSE_BEFORE);
      this.stream = new ResponseStream();
      this.respond({ ...head, body: this.stream });
    }
    return length === 0 ? undefined : this.stream.write(instance.u8.slice(at, at + length));
  }

  /** Let go of all that is held for the call. */
  end() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.body?.cancel();
    for (const object of this.objects) dispose(object);
  }
}

/**
 * Stubs of other workers are told that they are no longer used.
 * @param {any} object
 */
function dispose(object) {
  try {
    const { dispose: symbol } = /** @type {{dispose?: symbol}} */ (Symbol);
    if (symbol !== undefined) object?.[symbol]?.();
  } catch {
    // It is let go of in any case.
  }
}
