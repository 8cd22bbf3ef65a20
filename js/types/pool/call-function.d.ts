/** @import { CallLimits, Caller, CallerTask } from './caller.js' */
/** @import { OpenCall } from './open-call.js' */
/** @import { TaskOptions, Timeout } from './task.js' */
/** @import { Telemetry } from './telemetry.js' */
/**
 * What one call may be given beside its argument; what its task says otherwise.
 *
 * @typedef {object} CallOptions
 * @property {AbortSignal} [signal]  the call is rejected with its reason; a task that runs is told
 * @property {Timeout} [timeout]
 * @property {number} [hardTimeout]
 * @property {number} [priority]
 */
/**
 * @param {Caller} caller
 * @param {CallerTask} task
 * @param {TaskOptions} taskOptions
 * @param {Telemetry} telemetry
 * @returns {(argument: unknown, options?: CallOptions) => Promise<any>}
 */
export function callFunction(caller: Caller, task: CallerTask, taskOptions: TaskOptions, telemetry: Telemetry): (argument: unknown, options?: CallOptions) => Promise<any>;
/**
 * What one call may be given beside its argument; what its task says otherwise.
 */
export type CallOptions = {
    /**
     * the call is rejected with its reason; a task that runs is told
     */
    signal?: AbortSignal | undefined;
    timeout?: Timeout | undefined;
    hardTimeout?: number | undefined;
    priority?: number | undefined;
};
import type { Caller } from './caller.js';
import type { CallerTask } from './caller.js';
import type { TaskOptions } from './task.js';
import type { Telemetry } from './telemetry.js';
import type { Timeout } from './task.js';
