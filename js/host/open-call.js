// SPDX-License-Identifier: MIT

import {
  CALL_CONTROL_BEFORE,
  CALL_RESPONSE_BEFORE,
  CONTROL_BUMP_AT,
  CONTROL_LIMIT_AT,
  STRING_HEADER_BYTES,
} from '../core/layout.gen.js';
import { zerobuf } from '../core/index.js';
import { GuestError } from './errors.js';
import { readHead } from './read-response.js';
import { ResponseStream } from './response-stream.js';

/** @import { Answer } from './instance.js' */
/** @import { StreamedBody } from './body.js' */
/** @import { HeaderSource } from './headers.js' */
/** @import { Instance } from './instance.js' */
/** @import { Journal } from './journal.js' */
/** @import { PackedValues } from './values.js' */

/** UTF-8 needs at most three bytes for each UTF-16 unit. */
const UTF8_BYTES_PER_UNIT = 3;

/** Timers take a signed 32-bit number of milliseconds; one that is longer would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * What host calls of a request begin at.
 * @typedef {object} Surroundings
 * @property {unknown} [env] bindings
 * @property {unknown} [context] of a worker, or the state of a Durable Object
 * @property {unknown} [event] what the call is for, when it is no HTTP request
 * @property {PackedValues | null} [values] that go with the request
 * @property {readonly unknown[]} [given] the same before they were packed
 */

/**
 * @typedef {object} Waiting
 * @property {(error: unknown) => void} stop the instance is gone
 * @property {() => void} expire it takes too long
 * @property {number} ms how long it may take, 0 = as long as it wants
 */

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
   * @param {Surroundings} surroundings
   */
  constructor(instance, request, headers, body, { env = null, context = null, event = null }) {
    this.instance = instance;
    this.request = request;
    this.headers = headers;
    this.body = body;
    this.env = env;
    this.context = context;
    this.event = event;
    /** Results that are no data; their numbers begin with 1. @type {unknown[]} */
    this.objects = [];
    /** Operations that were started and not waited for. @type {Map<number, Promise<unknown>>} */
    this.pending = new Map();
    this.lastTicket = 0;
    /** The body that is being sent while the handler runs. @type {ResponseStream | null} */
    this.stream = null;
    /** Write the request once more. @type {() => number} */
    this.writeRequest = () => 0;
    /** What happened in earlier runs of the handler, where it is entered anew after each wait. @type {Journal | null} */
    this.journal = null;
    /** Takes the answer, once. @type {(answer: Answer) => void} */
    this.respond = () => {};
    /** The deadline has passed. */
    this.late = false;
    /** The wait that the call is in. @type {Waiting | null} */
    this.waiting = null;
    /** The wait that the timer saw when it was set. @type {Waiting | null} */
    this.seen = null;
  }

  /**
   * The request lies elsewhere now.
   * @param {number} request
   */
  moved(request) {
    this.request = request;
    this.#arena = undefined;
    this.objects = [];
  }

  /**
   * A wait begins.
   * @param {Waiting} waiting
   */
  waits(waiting) {
    this.waiting = waiting;
    if (waiting.ms !== 0 && this.seen === null) this.#watch(waiting);
  }

  /** One timer is set for many waits, so that one may take up to twice as long as it may. @param {Waiting} waiting */
  #watch(waiting) {
    this.seen = waiting;
    this.after(waiting.ms, () => {
      this.seen = null;
      const now = this.waiting;
      if (now === waiting) now.expire();
      else if (now !== null && now.ms !== 0) this.#watch(now);
    });
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
   * Write a string where the arena's next bytes are: what most results are costs no view of the arena.
   * @param {string} text
   * @returns {number} offset of its header
   */
  writeText(text) {
    const { instance } = this;
    const most = STRING_HEADER_BYTES + UTF8_BYTES_PER_UNIT * text.length;
    const control = this.request - CALL_CONTROL_BEFORE;
    const bump = (control + CONTROL_BUMP_AT) >>> 2;
    const room = () => this.#word(control + CONTROL_LIMIT_AT) - this.#word(control + CONTROL_BUMP_AT) - 3;
    if (room() < most) {
      const { zb_grow } = instance.exports;
      if (/** @type {Function} */ (zb_grow)(this.request, most + 3) !== 0) throw new Error('The request has no memory left.');
      instance.refresh();
    }
    const at = Math.ceil(this.#word(control + CONTROL_BUMP_AT) / 4) * 4;
    if (room() < most || at > instance.u8.byteLength - most) throw new GuestError('ZB_GUEST_CALL', 'the arena of a request is damaged');
    const length = instance.encode(at + STRING_HEADER_BYTES, text);
    instance.u32[at >>> 2] = length;
    instance.u32[bump] = at + STRING_HEADER_BYTES + length;
    return at;
  }

  /** @param {number} at a multiple of 4 inside the memory */
  #word(at) {
    return /** @type {number} */ (this.instance.u32[at >>> 2]);
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
      const head = readHead(instance, this.request - CALL_RESPONSE_BEFORE);
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
