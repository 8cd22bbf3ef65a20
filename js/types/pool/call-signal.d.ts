/** @import { Calls } from './calls.js' */
/** What a task learns of its caller's wish to stop. Valid while the call is open. */
export class CallSignal {
    /** @param {Calls} calls @param {number} call */
    constructor(calls: Calls, call: number);
    /** Whether the caller has given up: aborted, or its time is over. Costs one atomic load. */
    hasAborted(): boolean;
    /** Milliseconds since the task began; never goes back. */
    now(): number;
    /** An AbortSignal for what the task itself awaits. It aborts when the event loop of the worker gets its turn. */
    get signal(): AbortSignal;
    /** Abort the AbortSignal if the call is. @package @returns {boolean} whether it did so now */
    look(): boolean;
    #private;
}
import type { Calls } from './calls.js';
