// SPDX-License-Identifier: MIT
// The functions of pool.call: what a call may be given beside its argument.
import { timeoutOf } from './caller.js';
import { describe, requireNames } from './check-option.js';
import { LIMITS, requireLimits } from './task.js';

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
export function callFunction(caller, task, taskOptions, telemetry) {
  const ofTask = limitsOf(caller, taskOptions);
  /** @param {unknown} argument @param {CallLimits | undefined} limits */
  const start = (argument, limits) => caller.start(task, argument, telemetry.isOn ? { ...limits, observe: telemetry.call(task.name) } : limits);
  return (argument, options) => {
    let limits = ofTask;
    if (options !== undefined) {
      requireCallOptions(options, `call.${task.name}()`);
      limits = { ...limitsOf(caller, { ...taskOptions, ...options }), signal: options.signal };
    }
    if (!(argument instanceof Promise)) return start(argument, limits);
    if (limits?.isRejectable !== true) return later(argument, limits?.signal, (value) => start(value, limits));
    const giveUp = new AbortController();
    const signal = limits.signal === undefined ? giveUp.signal : AbortSignal.any([limits.signal, giveUp.signal]);
    const promise = later(argument, signal, (value) => start(value, { ...limits, signal }));
    return Object.assign(promise, { reject: (/** @type {unknown} */ reason) => giveUp.abort(reason) });
  };
}

/**
 * A call whose argument is a promise: it is made when that is resolved, unless it was given up.
 *
 * @param {Promise<unknown>} argument
 * @param {AbortSignal | undefined} signal
 * @param {(value: unknown) => Promise<any>} start
 */
async function later(argument, signal, start) {
  if (signal === undefined) return start(await argument);
  /** @type {() => void} */
  let stop = () => {};
  try {
    const value = await Promise.race([argument, new Promise((_, reject) => {
      stop = () => reject(signal.reason);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    })]);
    return start(value);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** @param {CallOptions} options @param {string} where */
function requireCallOptions(options, where) {
  if (typeof options !== 'object' || options === null) throw new TypeError(`${where} expects an object with options as its second argument, not ${describe(options)}; tasks have one argument`);
  requireNames(options, ['signal', ...LIMITS], where);
  requireLimits(options, where);
  const { signal } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new TypeError(`${where}: signal is ${describe(signal)}; give an AbortSignal`);
}

/** @param {Caller} caller @param {TaskOptions} options @returns {CallLimits | undefined} undefined: there are none */
function limitsOf(caller, { timeout, hardTimeout, priority, abortSignal }) {
  if (timeout === undefined && hardTimeout === undefined && (priority ?? 0) === 0 && abortSignal !== true) return undefined;
  /** @type {CallLimits} */
  const limits = {};
  if (abortSignal === true) limits.isRejectable = true;
  if (priority !== undefined) limits.priority = priority;
  if (hardTimeout !== undefined) limits.hardTimeoutMs = hardTimeout;
  if (timeout !== undefined) {
    limits.timeoutMs = typeof timeout === 'number' ? timeout : timeout.time;
    if (typeof timeout === 'object') limits.onTimeout = (open) => endByTimeout(caller, open, timeout);
  }
  return limits;
}

/** @param {Caller} caller @param {OpenCall} open @param {Exclude<Timeout, number>} timeout */
function endByTimeout(caller, open, timeout) {
  if ('default' in timeout) caller.end(open, timeout.default, false);
  else if (timeout.maybe === true) caller.end(open, undefined, false);
  else caller.end(open, 'error' in timeout ? timeout.error : timeoutOf(open.task, timeout.time), true);
}
