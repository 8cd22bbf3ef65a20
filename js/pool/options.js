// SPDX-License-Identifier: MIT
// What a pool can be told, and what it does unless told otherwise.
import { MAX_PAGES, PAGE_BYTES } from '../core/layout.gen.js';
import { BALANCERS } from './balancer.js';
import { describe } from './task.js';
import { coreCount } from './threads.js';

/**
 * @typedef {object} PoolOptions
 * @property {number} [threads]  workers; 1 unless given
 * @property {'roundRobin' | 'leastLoaded' | 'firstIdle' | 'random'} [balancer]  which worker a call
 *   is posted to; the least loaded unless given
 * @property {boolean} [stealing]  whether an idle worker takes calls that were posted to a busy one; true
 *   unless given. Calls with buffers that move stay where they were posted
 * @property {number} [depth]  most calls that are posted to a worker at once, from 1; others wait in order
 *   of priority. 128 unless given; it is rounded so that the pool's records are a power of two
 * @property {{ limit?: number, whenFull?: 'wait' | 'reject' }} [queue]  limit: calls that may wait; more are rejected with
 *   "reject", and wait as well with "wait", which is the default: await pool.room() then
 * @property {{ threshold?: number }} [inline]  have the caller's own thread run calls, too, between turns of its event loop, when each worker has
 *   so many open calls; 8 unless given. No thread helps unless this is given
 * @property {number | boolean} [restart]  whether a worker that ended is replaced: true, false, or how many
 *   may fail to start one after the other; 3 unless given
 * @property {string | URL} [module]  that workers import to find the tasks; found out unless given
 * @property {number} [maxPayloadBytes]  of a value; 1 GiB unless given
 * @property {{ valueBytes?: number, maxBytes?: number }} [region]  valueBytes: values have the
 *   region grow to so many bytes, longer bursts travel beside it; 16 MiB unless given. maxBytes: of all of it, alloc() included;
 *   1 GiB unless given, most 4 GiB - 64 KiB
 * @property {number} [pollMicroseconds]  how long the caller looks for results once per turn of its event loop
 *   before it has itself be woken; 100 unless given, 0: never
 * @property {number} [spinMicroseconds]  how long a worker looks for the next call before it sleeps; 50
 *   unless given, 0 where there is one core
 * @property {number} [hardTimeout]  milliseconds after which a call's worker is terminated and replaced
 * @property {{ href: string | URL, name?: string, data?: unknown }} [bootstrap]  a function that each worker calls with
 *   the data before it loads the tasks
 * @property {object} [worker]  options of the runtime's Worker: resourceLimits, execArgv, env, stdout, …
 * @property {{ BufferReferenceReturn?: 'copy' | 'borrow' }} [unsafe]  accepted for those who know them; both are safe
 *   here: a returned reference is moved, and belongs to who gets it
 * @property {readonly ('calls' | 'workers' | 'memory')[] | boolean} [debug]  what is told on the console
 * @property {Tracer} [tracer]  gets a span for each call, as OpenTelemetry's tracers do
 */

/**
 * @typedef {object} Span
 * @property {(name: string, value: any) => any} setAttribute
 * @property {(error: any) => void} recordException
 * @property {(status: { code: number, message?: string }) => any} setStatus  code: 1 for success, 2 for an error
 * @property {() => void} end
 */

/** @typedef {{ startSpan: (name: string, options?: any) => Span }} Tracer */

const MAX_BYTES = MAX_PAGES * PAGE_BYTES;
const MIB = 1024 * 1024;
const MAX_THREADS = 254;
const MAX_DEPTH = 65536;

const NAMES = ['threads', 'balancer', 'stealing', 'depth', 'queue', 'inline', 'restart', 'module', 'maxPayloadBytes', 'region', 'pollMicroseconds',
  'spinMicroseconds', 'hardTimeout', 'bootstrap', 'worker', 'unsafe', 'debug', 'tracer'];

/** @param {PoolOptions} options */
export function resolveOptions(options) {
  if (typeof options !== 'object' || options === null) throw new TypeError(`createPool() expects an object with options, not ${describe(options)}`);
  requireNames(options, NAMES, 'createPool()');
  const cores = coreCount();
  const { balancer = 'leastLoaded', stealing = true, queue = {}, restart = true, region = {}, unsafe = {}, debug = false } = options;
  requireNames(queue, ['limit', 'whenFull'], 'queue');
  requireNames(region, ['valueBytes', 'maxBytes'], 'region');
  requireNames(unsafe, ['BufferReferenceReturn'], 'unsafe');
  if (!Object.hasOwn(BALANCERS, balancer)) throw new TypeError(`createPool(): balancer is ${describe(balancer)}; choose ${Object.keys(BALANCERS).join(', ')}`);
  if (options.inline !== undefined) requireNames(options.inline, ['threshold'], 'inline');
  oneOf(queue.whenFull, 'queue.whenFull', ['wait', 'reject']);
  oneOf(unsafe.BufferReferenceReturn, 'unsafe.BufferReferenceReturn', ['copy', 'borrow']);
  return {
    threads: whole(options.threads, 'threads', 1, 1, MAX_THREADS),
    balancer: /** @type {() => import('./balancer.js').Balancer} */ (BALANCERS[balancer]),
    isStealing: flag(stealing, 'stealing'),
    depth: whole(options.depth, 'depth', 128, 1, MAX_DEPTH),
    queueLimit: queue.limit === undefined || queue.limit === Infinity ? Infinity : whole(queue.limit, 'queue.limit', 0, 0, 2 ** 31),
    isFullRefused: queue.whenFull === 'reject',
    inline: options.inline === undefined ? undefined : { threshold: whole(options.inline.threshold, 'inline.threshold', 8, 1, MAX_DEPTH) },
    mostFailedStarts: restart === true ? 3 : restart === false ? 0 : whole(restart, 'restart', 3, 0, 1e6),
    isRestarting: restart !== false && restart !== 0,
    module: options.module === undefined ? undefined : String(options.module),
    maxPayloadBytes: whole(options.maxPayloadBytes, 'maxPayloadBytes', 1024 * MIB, 1024, MAX_BYTES),
    valueBytes: whole(region.valueBytes, 'region.valueBytes', 16 * MIB, 0, MAX_BYTES),
    maxBytes: whole(region.maxBytes, 'region.maxBytes', 1024 * MIB, PAGE_BYTES, MAX_BYTES),
    pollMicroseconds: cores === 1 ? 0 : whole(options.pollMicroseconds, 'pollMicroseconds', 100, 0, 1e6),
    spinMicroseconds: cores === 1 ? 0 : whole(options.spinMicroseconds, 'spinMicroseconds', 50, 0, 1e6),
    hardTimeout: options.hardTimeout === undefined ? undefined : whole(options.hardTimeout, 'hardTimeout', 0, 0, 2 ** 31),
    bootstrap: options.bootstrap === undefined ? undefined
      : { href: String(options.bootstrap.href), name: options.bootstrap.name ?? 'default', data: options.bootstrap.data },
    worker: options.worker ?? {},
    debug: new Set(debug === true ? ['calls', 'workers', 'memory'] : debug === false ? [] : debug),
    tracer: options.tracer,
  };
}

/** @param {object} given @param {readonly string[]} known @param {string} where */
function requireNames(given, known, where) {
  for (const name of Object.keys(given)) if (!known.includes(name)) throw new TypeError(`${where} knows no option "${name}"; it knows ${known.join(', ')}`);
}

/** @param {unknown} value @param {string} name */
function flag(value, name) {
  if (typeof value !== 'boolean') throw new TypeError(`createPool(): ${name} is ${describe(value)}; give true or false`);
  return value;
}

/** @param {unknown} value @param {string} name @param {readonly string[]} choices */
function oneOf(value, name, choices) {
  if (value !== undefined && !choices.includes(/** @type {string} */ (value))) throw new TypeError(`createPool(): ${name} is ${describe(value)}; choose ${choices.join(' or ')}`);
}

/** @param {unknown} value @param {string} name @param {number} otherwise @param {number} least @param {number} most */
function whole(value, name, otherwise, least, most) {
  if (value === undefined) return otherwise;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`createPool(): ${name} is ${describe(value)}; give a whole number from ${least} to ${most}`);
  }
  return value;
}
