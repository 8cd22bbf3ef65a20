// SPDX-License-Identifier: MIT
// Handlers that wait, on engines that cannot suspend them (SPEC.md, 8.17): where one waits, its C frames are unwound; when
// the host has what it waited for, the handler is entered anew, with its request written anew, and is told again what it
// was told before.  All of that belongs to the call: nothing is shared, each operation is done once.

import { OPERATION_DEADLINE, OPERATION_GIVE_UP, OPERATION_RESULT_AT, OPERATION_SLEEP, OPERATION_TICKET_AT, PENDING } from '../core/layout.gen.js';
import { Calls, STATUS_DEADLINE, stoppedByAnother } from './calls.js';
import { GuestError } from './errors.js';
import { printOf } from './fingerprint.js';
import { Journal, replayFailed } from './journal.js';

/** @import { Entry } from './journal.js' */
/** @import { OpenCall } from './open-call.js' */

/** Unwinds the frames of a handler.  No Error: nobody reads it, and a stack trace costs time. */
const PAUSE = Object.freeze({ pause: true });

export class ReplayedCalls extends Calls {
  /** @override @param {(request: number, operation: number) => number | Promise<number>} wait */
  suspending(wait) {
    return wait;
  }

  /** @override @param {(request: number) => number} handle */
  promising(handle) {
    return (/** @type {number} */ request) => this.#run(/** @type {OpenCall} */ (this.open.get(request)), handle);
  }

  /**
   * @param {OpenCall} call
   * @param {(request: number) => number} handle
   * @returns {Promise<number>}
   */
  async #run(call, handle) {
    const journal = (call.journal = new Journal());
    for (;;) {
      try {
        return handle(call.request);
      } catch (error) {
        if (error instanceof GuestError && error.code === 'ZB_GUEST_REPLAY') this.instance.release(call.request);
        if (error !== PAUSE) throw error;
      }
      await this.#settled(call, /** @type {Entry} */ (journal.entries.find(({ waited, outcome }) => waited === journal.run && outcome === null)));
      if (this.broken !== null) throw stoppedByAnother();
      this.#enterAnew(call, journal);
    }
  }

  /**
   * @param {OpenCall} call
   * @param {Entry} entry that it waits for
   * @returns {Promise<void>} also at the deadline; rejects when the instance is gone
   */
  #settled(call, entry) {
    return new Promise((resolve, reject) => {
      const waiting = {
        stop: (/** @type {unknown} */ error) => {
          call.waiting = null;
          reject(error);
        },
        expire: () => goOn(() => (entry.outcome = { status: STATUS_DEADLINE })),
        ms: entry.kind === OPERATION_SLEEP ? 0 : this.maxWaitMs,
      };
      const goOn = (/** @type {() => void} */ note = () => {}) => {
        if (call.waiting !== waiting) return;
        call.waiting = null;
        note();
        resolve();
      };
      call.waits(waiting);
      /** @type {Promise<void>} */ (entry.settles).then(() => goOn());
    });
  }

  /**
   * @param {OpenCall} call
   * @param {Journal} journal
   */
  #enterAnew(call, journal) {
    const { instance } = this;
    instance.crypto?.end(call.request);
    instance.release(call.request);
    instance.refresh();
    const request = call.writeRequest();
    if (request === 0) throw replayFailed('there is no memory to enter the handler anew');
    this.open.delete(call.request);
    call.moved(request);
    this.open.set(request, call);
    this.zbPlan(request);
    instance.steps?.begin();
    try {
      journal.rewind();
    } catch (error) {
      instance.release(request);
      throw error;
    }
  }

  /**
   * The import zb.start.
   * @override
   * @param {number} request
   * @param {number} at
   */
  start(request, at) {
    const { call, kind, operation, a, b } = this.look(request, at);
    const { journal } = call;
    if (journal === null || kind === OPERATION_GIVE_UP) return super.start(request, at);
    const print = printOf(call, kind, a, b);
    const known = journal.again(kind, print);
    if (known !== undefined) return this.#started(request, at, call, known);
    const entry = journal.add(kind, print);
    if (call.late && kind !== OPERATION_DEADLINE) {
      entry.outcome = { status: STATUS_DEADLINE };
      return STATUS_DEADLINE;
    }
    try {
      const value = operation.start(call, a, b, this.instance);
      if (value instanceof Promise) {
        entry.pending = true;
        entry.settles = value.then(
          (settled) => void (entry.settled = { value: settled }),
          (error) => void (entry.settled = { error }),
        );
      } else {
        entry.outcome = { value };
      }
    } catch (error) {
      if (error instanceof GuestError) throw error;
      entry.outcome = { error };
    }
    return this.#started(request, at, call, entry);
  }

  /**
   * @param {number} request
   * @param {number} at
   * @param {OpenCall} call
   * @param {Entry} entry
   */
  #started(request, at, call, entry) {
    if (!entry.pending) return this.#tell(request, at, entry);
    this.instance.refresh();
    this.instance.u32[(at + OPERATION_TICKET_AT) >>> 2] = /** @type {Journal} */ (call.journal).entries.indexOf(entry) + 1;
    return PENDING;
  }

  /**
   * The import zb.wait: returns what is known, and unwinds the handler where it is not.
   * @override
   * @param {number} request
   * @param {number} at
   * @returns {number}
   */
  wait(request, at) {
    const { call, ticket } = this.look(request, at);
    const journal = /** @type {Journal} */ (call.journal);
    const entry = journal.entries[ticket - 1];
    if (entry === undefined || !entry.pending || entry.waited === journal.run) throw new GuestError('ZB_GUEST_CALL', `no operation with ticket ${ticket} is pending`);
    entry.waited = journal.run;
    if (entry.outcome === null) {
      entry.outcome = call.late ? { status: STATUS_DEADLINE } : entry.settled;
      if (entry.outcome === null) throw PAUSE;
    }
    return this.#tell(request, at, entry);
  }

  /**
   * @param {number} request
   * @param {number} at
   * @param {Entry} entry with an outcome
   */
  #tell(request, at, entry) {
    const outcome = /** @type {NonNullable<Entry['outcome']>} */ (entry.outcome);
    if ('status' in outcome) return outcome.status;
    if ('error' in outcome) return this.fail(request, at, outcome.error);
    const { call, operation, a, b } = this.look(request, at);
    const slot = at + OPERATION_RESULT_AT;
    if (entry.kept !== undefined) {
      operation.give?.(call, a, b, slot, entry.kept);
      return 0;
    }
    const status = this.finish(request, at, outcome.value);
    if (status === 0) entry.kept = operation.keep?.(call, a, slot);
    return status;
  }
}
