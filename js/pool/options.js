// SPDX-License-Identifier: MIT
// What a pool can be told, and what it does unless told otherwise.
import { MAX_PAGES, PAGE_BYTES } from '../core/layout.gen.js';
import { BALANCERS } from './balancer.js';
import { describe, requireAddress, requireFlag, requireMilliseconds, requireNames, requireObject, requireOneOf, requireWhole } from './check-option.js';
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
/** Workers that fail to start, one after the other, before their lane is given up. */
const FAILED_STARTS = 3;
const DEBUG = ['calls', 'workers', 'memory'];

const NAMES = ['threads', 'balancer', 'stealing', 'depth', 'queue', 'inline', 'restart', 'module', 'maxPayloadBytes', 'region', 'pollMicroseconds',
  'spinMicroseconds', 'hardTimeout', 'bootstrap', 'worker', 'unsafe', 'debug', 'tracer'];

/** @param {PoolOptions} options */
export function resolveOptions(options) {
  requireObject(options, 'createPool(): options', 'an object');
  requireNames(options, NAMES, 'createPool()');
  const { balancer = 'leastLoaded', stealing = true, restart = true } = options;
  const { limit = Infinity, whenFull = 'wait' } = part(options.queue, 'queue', ['limit', 'whenFull']);
  const region = part(options.region, 'region', ['valueBytes', 'maxBytes']);
  const { BufferReferenceReturn = 'copy' } = part(options.unsafe, 'unsafe', ['BufferReferenceReturn']);
  requireOneOf(balancer, name('balancer'), Object.keys(BALANCERS));
  requireOneOf(whenFull, name('queue.whenFull'), ['wait', 'reject']);
  requireOneOf(BufferReferenceReturn, name('unsafe.BufferReferenceReturn'), ['copy', 'borrow']);
  const inline = options.inline === undefined ? undefined : part(options.inline, 'inline', ['threshold']);
  const looks = coreCount() === 1 ? 0 : 1; // with one core, who looks keeps the other from working
  return {
    threads: whole(options.threads, 'threads', 1, 1, MAX_THREADS),
    balancer: /** @type {() => import('./balancer.js').Balancer} */ (BALANCERS[balancer]),
    isStealing: requireFlag(stealing, name('stealing')),
    depth: whole(options.depth, 'depth', 128, 1, MAX_DEPTH),
    queueLimit: limit === Infinity ? Infinity : whole(limit, 'queue.limit', 0, 0, 2 ** 31),
    isFullRefused: whenFull === 'reject',
    inline: inline === undefined ? undefined : { threshold: whole(inline.threshold, 'inline.threshold', 8, 1, MAX_DEPTH) },
    mostFailedStarts: typeof restart === 'boolean' ? (restart ? FAILED_STARTS : 0) : whole(restart, 'restart', 0, 0, 1e6),
    module: options.module === undefined ? undefined : requireAddress(options.module, name('module')),
    maxPayloadBytes: whole(options.maxPayloadBytes, 'maxPayloadBytes', 1024 * MIB, 1024, MAX_BYTES),
    valueBytes: whole(region.valueBytes, 'region.valueBytes', 16 * MIB, 0, MAX_BYTES),
    maxBytes: whole(region.maxBytes, 'region.maxBytes', 1024 * MIB, PAGE_BYTES, MAX_BYTES),
    pollMicroseconds: looks * whole(options.pollMicroseconds, 'pollMicroseconds', 100, 0, 1e6),
    spinMicroseconds: looks * whole(options.spinMicroseconds, 'spinMicroseconds', 50, 0, 1e6),
    hardTimeout: options.hardTimeout === undefined ? undefined : requireMilliseconds(options.hardTimeout, name('hardTimeout')),
    bootstrap: options.bootstrap === undefined ? undefined : bootstrapOf(options.bootstrap),
    worker: requireObject(options.worker ?? {}, name('worker'), "options of the runtime's Worker"),
    debug: debugOf(options.debug ?? false),
    tracer: options.tracer === undefined ? undefined : tracerOf(options.tracer),
  };
}

/** @param {string} option */
function name(option) {
  return `createPool(): ${option}`;
}

/** @param {unknown} value @param {string} option @param {readonly string[]} known @returns {any} */
function part(value, option, known) {
  if (value === undefined) return {};
  requireNames(requireObject(value, name(option), `an object with ${known.join(' and ')}`), known, name(option));
  return value;
}

/** @param {unknown} value @param {string} option @param {number} otherwise @param {number} least @param {number} most */
function whole(value, option, otherwise, least, most) {
  return value === undefined ? otherwise : requireWhole(value, name(option), least, most);
}

/** @param {any} bootstrap */
function bootstrapOf(bootstrap) {
  const { href, name: exported = 'default', data } = part(bootstrap, 'bootstrap', ['href', 'name', 'data']);
  if (typeof exported !== 'string') throw new TypeError(`${name('bootstrap.name')} is ${describe(exported)}; give the name of an export`);
  return { href: requireAddress(href, name('bootstrap.href')), name: exported, data };
}

/** @param {any} debug @returns {ReadonlySet<string>} */
function debugOf(debug) {
  if (typeof debug === 'boolean') return new Set(debug ? DEBUG : []);
  if (!Array.isArray(debug)) throw new TypeError(`${name('debug')} is ${describe(debug)}; give true, false, or an array of ${DEBUG.join(', ')}`);
  for (const one of debug) requireOneOf(one, name('debug'), DEBUG);
  return new Set(debug);
}

/** @param {any} tracer @returns {Tracer} */
function tracerOf(tracer) {
  if (typeof tracer?.startSpan !== 'function') throw new TypeError(`${name('tracer')} has no function startSpan; give a tracer of OpenTelemetry, or one like it`);
  return tracer;
}
