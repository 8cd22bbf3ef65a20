// SPDX-License-Identifier: MIT
// What a pool can be asked to do.
import { callerModule } from './caller-module.js';

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

/** @template Argument, Result */
export class Task {
  /**
   * @param {((argument: Argument, signal: CallSignal) => Result) | undefined} f
   * @param {string | undefined} href  of the module
   * @param {string | undefined} exported  its name there, where that is known
   * @param {TaskOptions} options
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

const OPTIONS = ['timeout', 'hardTimeout', 'abortSignal', 'view', 'priority'];

/**
 * A function as a task, with limits. Export it, so that workers find it: they import the
 * module that calls task().
 *
 * @template Argument, Result
 * @param {{ f: (argument: Argument, signal: CallSignal) => Result } & TaskOptions} definition
 * @returns {Task<Argument, Result>}
 */
export function task(definition) {
  const { f, ...options } = definition;
  if (typeof f !== 'function') throw new TypeError(`task({ f }) expects a function f, not ${describe(f)}`);
  checkOptions(options, 'task()');
  return new Task(f, callerModule(), undefined, options);
}

/**
 * A function that another module exports. This thread does not load the module.
 *
 * @param {{ href: string | URL, name?: string } & TaskOptions} definition  name: of the export; "default" unless given
 * @returns {Task<any, any>}
 */
export function importTask(definition) {
  const { href, name = 'default', ...options } = definition;
  if (typeof name !== 'string') throw new TypeError(`importTask({ name }) expects the name of an export, not ${describe(name)}`);
  checkOptions(options, 'importTask()');
  return new Task(undefined, addressOf(href, 'importTask({ href })', "new URL('./tasks.js', import.meta.url)"), name, options);
}

/** @param {unknown} href @param {string} where @param {string} example */
export function addressOf(href, where, example) {
  const address = href instanceof URL ? href.href : href;
  if (typeof address !== 'string' || !URL.canParse(address)) {
    throw new TypeError(`${where} expects the address of a module, as ${example}, not ${describe(href)}`);
  }
  return address;
}

/** @param {Record<string, any>} options @param {string} where @param {readonly string[]} [known] */
export function checkOptions(options, where, known = OPTIONS) {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw new TypeError(`${where} knows no option "${name}"; it knows ${known.join(', ')}`);
  }
  const { timeout, hardTimeout, priority } = options;
  const time = typeof timeout === 'object' && timeout !== null ? timeout.time : timeout;
  if (timeout !== undefined && !isMilliseconds(time)) throw new RangeError(`${where}: timeout is ${describe(time)}; give milliseconds from 0, or { time, default | maybe | error }`);
  for (const name of typeof timeout === 'object' ? Object.keys(timeout) : []) {
    if (!['time', 'default', 'maybe', 'error'].includes(name)) throw new TypeError(`${where}: timeout knows no "${name}"; give { time, default | maybe | error }`);
  }
  if (hardTimeout !== undefined && !isMilliseconds(hardTimeout)) throw new RangeError(`${where}: hardTimeout is ${describe(hardTimeout)}; give milliseconds from 0`);
  if (priority !== undefined && !Number.isFinite(priority)) throw new RangeError(`${where}: priority is ${describe(priority)}; give a number, higher goes first`);
  for (const name of ['abortSignal', 'view']) {
    const given = options[name];
    if (given !== undefined && typeof given !== 'boolean') throw new TypeError(`${where}: ${name} is ${describe(given)}; give true or false`);
  }
}

/** @param {unknown} value */
function isMilliseconds(value) {
  return typeof value === 'number' && value >= 0 && value !== Infinity;
}

/** @param {unknown} value */
export function describe(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  return value === null || ['undefined', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : `a value of type ${typeof value}`;
}
