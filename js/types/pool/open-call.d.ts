/** @import { Deadline } from './deadlines.js' */
/** @import { CallerTask } from './caller.js' */
/** A call that was made and is not over, as the caller knows it. */
export class OpenCall {
    /**
     * @param {CallerTask} task
     * @param {unknown} argument  kept until the call is over: what lies in the region for it lies there so long
     */
    constructor(task: CallerTask, argument: unknown);
    /** @readonly */
    readonly task: CallerTask;
    argument: unknown;
    /** @type {(value: any) => void} */
    resolve: (value: any) => void;
    /** @type {(reason: unknown) => void} */
    reject: (reason: unknown) => void;
    /** Of its record; -1 while it waits for one. */
    call: number;
    /** It was posted to. */
    lane: number;
    /** Came beside the region, and is for that lane alone. */
    isPinned: boolean;
    /** Of the message that brings what comes beside the region. */
    message: number;
    /** The promise is settled: the result, when it comes, is dropped. */
    isSettled: boolean;
    /** Higher goes first. */
    priority: number;
    /** When the call was made, in performance.now(); 0: not noted. */
    since: number;
    /** @type {Deadline | undefined} */
    deadline: Deadline | undefined;
    /** @type {Deadline | undefined} */
    hardDeadline: Deadline | undefined;
    /** @type {AbortSignal | undefined} */
    signal: AbortSignal | undefined;
    /** @type {(() => void) | undefined} */
    onAbort: (() => void) | undefined;
    /** Called when the promise is settled. @type {((error: unknown, isError: boolean) => void) | undefined} */
    observe: ((error: unknown, isError: boolean) => void) | undefined;
}
import type { CallerTask } from './caller.js';
import type { Deadline } from './deadlines.js';
