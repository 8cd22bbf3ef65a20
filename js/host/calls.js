// SPDX-License-Identifier: MIT
// An instance of a guest whose handlers wait: many calls are open in it, and take turns where they wait (SPEC.md, 8.9).

import {
  OPERATION_A_AT,
  OPERATION_B_AT,
  OPERATION_BYTES,
  OPERATION_DEADLINE,
  OPERATION_KIND_AT,
  OPERATION_RESULT_AT,
  OPERATION_SLEEP,
  OPERATION_TICKET_AT,
  PENDING,
  PLAN_STREAM,
  PLAN_WAITS,
  READ_ALIGN,
  SLOT_A_AT,
  STATUSES,
  Tag,
} from '../core/layout.gen.js';
import { StreamedBody } from './body.js';
import { GuestError, Refusal } from './errors.js';
import { headerLines } from './headers.js';
import { Instance } from './instance.js';
import { OpenCall } from './open-call.js';
import { OPERATIONS } from './operations.js';
import { packValues } from './values.js';

/** @import { BodySource } from './body.js' */
/** @import { HeaderSource } from './headers.js' */
/** @import { Answer, Bytes, Load } from './instance.js' */
/** @import { Surroundings } from './open-call.js' */
/** @import { Snapshots } from './snapshot.js' */
/** @import { PackedValues } from './values.js' */

/**
 * JavaScript Promise Integration: https://github.com/WebAssembly/js-promise-integration
 * @type {{Suspending?: new (f: Function) => Function, promising?: (f: Function) => (request: number) => Promise<number>}}
 */
const { Suspending, promising } = /** @type {any} */ (WebAssembly);

/** Whether handlers can wait in this engine. */
export const CAN_WAIT = typeof promising === 'function' && typeof Suspending === 'function';

/** @param {string} wanted */
const statusOf = (wanted) => STATUSES.find(([name]) => name === wanted)?.[1] ?? -1;
export const STATUS_DEADLINE = statusOf('ZB_E_DEADLINE');

export function stoppedByAnother() {
  return new GuestError('ZB_GUEST_CALL', 'another request stopped the instance in which this one waited');
}

/**
 * @typedef {object} CallsOptions
 * @property {Load} [load]
 * @property {(line: string) => void} [log]
 * @property {number} [maxLoopSteps]
 * @property {number} [maxWaitMs]
 * @property {Snapshots} [snapshots]
 */

/** Handlers are suspended where they wait.  ReplayedCalls (replay.js) does without that. */
export class Calls {
  /**
   * @param {WebAssembly.Module} module checked by checkModule(), which said that it waits
   * @param {CallsOptions} options
   */
  constructor(module, { maxWaitMs = 0, ...options }) {
    this.maxWaitMs = maxWaitMs;
    /** @type {Map<number, OpenCall>} */
    this.open = new Map();
    /** Why no call of this instance can go on. @type {unknown} */
    this.broken = null;
    const wait = (/** @type {number} */ request, /** @type {number} */ operation) => this.wait(request >>> 0, operation >>> 0);
    const imports = {
      start: (/** @type {number} */ request, /** @type {number} */ operation) => this.start(request >>> 0, operation >>> 0),
      wait: this.suspending(wait),
    };
    this.instance = new Instance(module, { ...options, imports: /** @type {any} */ (imports), calls: this.open });
    this.enter = this.promising(this.instance.handle);
    this.zbPlan = /** @type {(request: number) => number} */ (this.instance.exports.zb_plan);
  }

  /**
   * The import that waits.
   * @param {(request: number, operation: number) => number | Promise<number>} wait
   * @returns {Function}
   */
  suspending(wait) {
    return new /** @type {NonNullable<typeof Suspending>} */ (Suspending)(wait);
  }

  /**
   * The way into a handler that may wait.
   * @param {(request: number) => number} handle
   * @returns {(request: number) => Promise<number>}
   */
  promising(handle) {
    return /** @type {NonNullable<typeof promising>} */ (promising)(handle);
  }

  /**
   * Whether the body of a request is to be read by its handler.
   * @param {string} method
   * @param {string} path with query
   */
  streams(method, path) {
    const { instance } = this;
    const request = instance.write(method, path, null, 0, null, null);
    if (request === 0) return false;
    const flags = this.zbPlan(request);
    instance.release(request);
    return (flags & PLAN_STREAM) !== 0;
  }

  /**
   * Answer one request.  Throws or rejects with whatever the guest throws; `null` when the guest has no memory for it.
   * @param {string} method
   * @param {string} path with query
   * @param {Bytes | null} body
   * @param {number} bodyTag
   * @param {HeaderSource} headers
   * @param {BodySource | null} source of a body for a handler that streams
   * @param {Surroundings} surroundings
   * @param {(error: unknown) => void} failLate told what stopped a handler that has sent a part of its answer
   * @returns {Answer | null | Promise<Answer>}
   */
  call(method, path, body, bodyTag, headers, source, surroundings, failLate) {
    const { instance } = this;
    const lines = instance.eagerHeaders ? headerLines(headers) : null;
    const write = (/** @type {PackedValues | null} */ values) => instance.write(method, path, source === null ? body : true, bodyTag, lines, values);
    const request = write(surroundings.values ?? null);
    if (request === 0) {
      source?.cancel();
      return null;
    }
    const call = new OpenCall(instance, request, headers, source && new StreamedBody(source), surroundings);
    // Packed values are placed once.
    call.writeRequest = () => write(surroundings.given === undefined ? null : packValues(surroundings.given));
    this.open.set(request, call);
    try {
      const waits = (this.zbPlan(request) & PLAN_WAITS) !== 0;
      instance.steps?.begin();
      if (!waits) return this.#end(call, instance.handle(request));
    } catch (error) {
      this.#drop(call);
      throw error;
    }
    return new Promise((resolve, reject) => {
      call.respond = resolve;
      this.enter(request).then(
        (response) => {
          try {
            if (this.broken !== null) throw stoppedByAnother();
            resolve(this.#end(call, response));
            call.stream?.end();
          } catch (error) {
            this.#drop(call);
            this.#failed(call, error, failLate, reject);
          }
        },
        (error) => {
          this.#drop(call);
          this.#failed(call, error, failLate, reject);
        },
      );
    });
  }

  /**
   * @param {OpenCall} call
   * @param {unknown} error
   * @param {(error: unknown) => void} failLate
   * @param {(error: unknown) => void} reject
   */
  #failed(call, error, failLate, reject) {
    if (call.stream === null) return reject(error);
    call.stream.end(error);
    failLate(error);
  }

  /**
   * One call has left the memory in a state that nobody knows: none of the others can go on in it.
   * @param {unknown} error
   */
  break(error) {
    if (this.broken !== null) return;
    this.broken = error;
    for (const call of this.open.values()) call.waiting?.stop(stoppedByAnother());
  }

  /**
   * @param {OpenCall} call
   * @param {unknown} response
   */
  #end(call, response) {
    this.#drop(call);
    const answer = this.instance.end(call.request, response, call.objects);
    if (this.open.size === 0 && this.broken === null) this.instance.saver.save();
    return answer;
  }

  /** @param {OpenCall} call */
  #drop(call) {
    if (this.open.get(call.request) !== call) return; // let go of before
    this.open.delete(call.request);
    this.instance.crypto?.end(call.request);
    call.end();
  }

  /**
   * @param {number} request
   * @param {number} at of the operation
   */
  look(request, at) {
    if (this.broken !== null) throw stoppedByAnother(); // it was about to go on when that happened
    const call = this.open.get(request);
    if (call === undefined) throw new GuestError('ZB_GUEST_CALL', 'a host call was made for a request that is not open');
    this.instance.refresh();
    const { u32 } = this.instance;
    if (at % READ_ALIGN !== 0 || at > u32.byteLength - OPERATION_BYTES)
      throw new GuestError('ZB_GUEST_CALL', `the operation at ${at} is misaligned or outside the memory`);
    const kind = /** @type {number} */ (u32[(at + OPERATION_KIND_AT) >>> 2]);
    const operation = OPERATIONS[kind];
    if (operation === undefined) throw new GuestError('ZB_GUEST_CALL', `there is no operation ${kind}`);
    return {
      call,
      kind,
      operation,
      a: /** @type {number} */ (u32[(at + OPERATION_A_AT) >>> 2]),
      b: /** @type {number} */ (u32[(at + OPERATION_B_AT) >>> 2]),
      ticket: /** @type {number} */ (u32[(at + OPERATION_TICKET_AT) >>> 2]),
    };
  }

  /**
   * The import zb.start: never waits.  The one place where an operation begins.
   * @param {number} request
   * @param {number} at
   * @returns {number} status, or PENDING
   */
  start(request, at) {
    const { call, kind, operation, a, b } = this.look(request, at);
    if (call.late && kind !== OPERATION_DEADLINE) return STATUS_DEADLINE;
    let value;
    try {
      value = operation.start(call, a, b, this.instance);
    } catch (error) {
      if (error instanceof GuestError) throw error;
      return this.fail(request, at, error);
    }
    if (!(value instanceof Promise)) return this.finish(request, at, value);
    value.catch(() => {}); // it may never be waited for
    call.lastTicket++;
    call.pending.set(call.lastTicket, value);
    this.instance.refresh(); // what was called may have entered the guest, and grown its memory
    this.instance.u32[(at + OPERATION_TICKET_AT) >>> 2] = call.lastTicket;
    return PENDING;
  }

  /**
   * The import zb.wait: the handler goes on when the promise settles.
   * @param {number} request
   * @param {number} at
   * @returns {number | Promise<number>}
   */
  wait(request, at) {
    return new Promise((resolve, reject) => {
      const { call, kind, ticket } = this.look(request, at);
      const promise = call.pending.get(ticket);
      if (promise === undefined) throw new GuestError('ZB_GUEST_CALL', `no operation with ticket ${ticket} is pending`);
      call.pending.delete(ticket);
      if (call.late) {
        resolve(STATUS_DEADLINE);
        return;
      }
      /** The first of three to come: the outcome, the deadline, the end of the instance. */
      const waiting = {
        stop: (/** @type {unknown} */ error) => {
          call.waiting = null;
          reject(error);
        },
        expire: () => goOn(() => STATUS_DEADLINE),
        ms: kind === OPERATION_SLEEP ? 0 : this.maxWaitMs,
      };
      call.waits(waiting);
      /** @param {() => number} write */
      const goOn = (write) => {
        if (call.waiting !== waiting) return;
        call.waiting = null;
        try {
          resolve(write());
        } catch (error) {
          reject(error);
        }
      };
      promise.then(
        (value) => goOn(() => this.finish(request, at, value)),
        (error) => goOn(() => this.fail(request, at, error)),
      );
    });
  }

  /**
   * @param {number} request
   * @param {number} at
   * @param {unknown} value
   */
  finish(request, at, value) {
    const { call, operation, a, b } = this.look(request, at);
    const slot = at + OPERATION_RESULT_AT;
    try {
      this.instance.u32[slot >>> 2] = Tag.Null;
      operation.finish?.(call, a, b, slot, value);
    } catch (error) {
      return this.fail(request, at, error); // a value that no slot holds, or no memory for it
    } finally {
      this.instance.refresh();
    }
    return 0;
  }

  /**
   * Leave the host's message as the result, where there is memory for it.
   * @param {number} request
   * @param {number} at
   * @param {unknown} error
   */
  fail(request, at, error) {
    const { call, operation } = this.look(request, at);
    const slot = at + OPERATION_RESULT_AT;
    const { instance } = this;
    instance.u32[slot >>> 2] = Tag.Null;
    try {
      const message = call.writeText(error instanceof Error ? error.message : String(error));
      instance.u32[slot >>> 2] = Tag.String;
      instance.u32[(slot + SLOT_A_AT) >>> 2] = message;
    } catch (damage) {
      if (damage instanceof GuestError) throw damage;
      instance.refresh(); // without memory for a message the status says enough
    }
    return statusOf(error instanceof Refusal ? error.status : operation.failure);
  }
}
