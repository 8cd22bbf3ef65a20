// SPDX-License-Identifier: MIT

/** @import { Deadline } from './deadlines.js' */
/** @import { CallerTask } from './caller.js' */

/** A call that was made and is not over, as the caller knows it. */
export class OpenCall {
  /**
   * @param {CallerTask} task
   * @param {unknown} argument  kept until the call is over: what lies in the region for it lies there so long
   */
  constructor(task, argument) {
    /** @readonly */
    this.task = task;
    this.argument = argument;
    /** @type {(value: any) => void} */
    this.resolve = nothing;
    /** @type {(reason: unknown) => void} */
    this.reject = nothing;
    /** Of its record; -1 while it waits for one. */
    this.call = -1;
    /** It was posted to. */
    this.lane = -1;
    /** Came beside the region, and is for that lane alone. */
    this.isPinned = false;
    /** Of the message that brings what comes beside the region. */
    this.message = 0;
    /** The promise is settled: the result, when it comes, is dropped. */
    this.isSettled = false;
    /** Higher goes first. */
    this.priority = 0;
    /** When the call was made, in performance.now(); 0: not noted. */
    this.since = 0;
    /** @type {Deadline | undefined} */
    this.deadline = undefined;
    /** @type {Deadline | undefined} */
    this.hardDeadline = undefined;
    /** @type {AbortSignal | undefined} */
    this.signal = undefined;
    /** @type {(() => void) | undefined} */
    this.onAbort = undefined;
    /** Called when the promise is settled. @type {((error: unknown, isError: boolean) => void) | undefined} */
    this.observe = undefined;
  }
}

function nothing() {}
