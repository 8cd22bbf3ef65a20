// SPDX-License-Identifier: MIT
// What a pool can be asked to do.
import { callerModule } from './caller-module.js';
import { describe, requireAddress, requireFlag, requireMilliseconds, requireNames } from './check-option.js';

/** @import { CallSignal } from './call-signal.js' */

/**
 * What happens when a task takes too long: milliseconds after which the call is rejected with
 * a PoolError; or with something else, or resolved. The task is told by its signal, and goes
 * on unless it looks.
 *
 * @typedef {number | { time: number, default?: unknown, maybe?: boolean, error?: unknown }} Timeout
 *   `default`: the call is resolved with this; `maybe: true`: with undefined; `error`: rejected with this
 */

/**
 * @typedef {object} TaskOptions
 * @property {Timeout} [timeout]
 * @property {number} [hardTimeout]  milliseconds after which the worker is terminated and replaced
 * @property {boolean} [abortSignal]  the function gets a signal as its second argument
 * @property {boolean} [view]  the function gets its argument as accessors over the shared bytes,
 *   which are valid until it has returned, or the promise it returned is settled
 * @property {number} [priority]  of its calls; higher goes first; 0 unless given
 */

/**
 * @template Argument, Result
 * @template {boolean | undefined} [Abortable=false]  whether f gets a signal
 */
export class Task {
  /**
   * @param {((argument: Argument, signal: CallSignal) => Result) | undefined} f
   * @param {string | undefined} href  of the module
   * @param {string | undefined} exported  its name there, where that is known
   * @param {TaskOptions & { abortSignal?: Abortable }} options
   */
  constructor(f, href, exported, options) {
    /** @readonly */
    this.f = f;
    /** @readonly */
    this.href = href;
    /** @readonly */
    this.exported = exported;
    /** @readonly */
    this.options = options;
  }
}

/** Of a task, and of one call. */
export const LIMITS = Object.freeze(['timeout', 'hardTimeout', 'priority']);

/**
 * A function as a task, with limits. Export it, so that workers find it: they import the
 * module that calls task().
 *
 * @template Argument, Result
 * @template {boolean | undefined} [Abortable=false]
 * @param {{ f: (argument: Argument, signal: CallSignal) => Result, abortSignal?: Abortable } & TaskOptions} definition
 * @returns {Task<Argument, Result, Abortable>}
 */
export function task(definition) {
  const { f, ...options } = definition;
  if (typeof f !== 'function') throw new TypeError(`task({ f }) expects a function f, not ${describe(f)}`);
  requireTaskOptions(options, 'task()');
  return new Task(f, callerModule(), undefined, options);
}

/**
 * A function that another module exports. This thread does not load the module.
 *
 * @template {boolean | undefined} [Abortable=false]
 * @param {{ href: string | URL, name?: string, abortSignal?: Abortable } & TaskOptions} definition  name: of the export; "default" unless given
 * @returns {Task<any, any, Abortable>}
 */
export function importTask(definition) {
  const { href, name = 'default', ...options } = definition;
  if (typeof name !== 'string') throw new TypeError(`importTask({ name }) expects the name of an export, not ${describe(name)}`);
  requireTaskOptions(options, 'importTask()');
  return new Task(undefined, requireAddress(href, 'importTask({ href })'), name, options);
}

/** @param {Record<string, any>} options @param {string} where */
function requireTaskOptions(options, where) {
  requireNames(options, [...LIMITS, 'abortSignal', 'view'], where);
  requireLimits(options, where);
  for (const name of ['abortSignal', 'view']) if (options[name] !== undefined) requireFlag(options[name], `${where}: ${name}`);
}

/** @param {Record<string, any>} limits @param {string} where */
export function requireLimits({ timeout, hardTimeout, priority }, where) {
  if (timeout !== undefined) requireTimeout(timeout, `${where}: timeout`);
  if (hardTimeout !== undefined) requireMilliseconds(hardTimeout, `${where}: hardTimeout`);
  if (priority !== undefined && !Number.isFinite(priority)) throw new RangeError(`${where}: priority is ${describe(priority)}; give a number, higher goes first`);
}

/** @param {any} timeout @param {string} where */
function requireTimeout(timeout, where) {
  const isObject = typeof timeout === 'object' && timeout !== null;
  if (isObject) requireNames(timeout, ['time', 'default', 'maybe', 'error'], where);
  requireMilliseconds(isObject ? timeout.time : timeout, where, ', or { time, default | maybe | error }');
}
