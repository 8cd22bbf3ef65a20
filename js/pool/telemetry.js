// SPDX-License-Identifier: MIT
// What a pool tells others while it works: diagnostics_channel, the console, a tracer.

/** @import { Tracer } from './options.js' */

/** @type {any} */
const diagnostics = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:diagnostics_channel');

/** Messages: { task } when a call is made, { task, error | undefined } when it is over, { event, lane, reason } of workers. */
const NAMES = { start: 'zerobuf.pool.call.start', end: 'zerobuf.pool.call.end', worker: 'zerobuf.pool.worker' };

const OK = 1;
const ERROR = 2;

export class Telemetry {
  /** @param {ReadonlySet<string>} debug @param {Tracer | undefined} tracer */
  constructor(debug, tracer) {
    /** @private */
    this.debug = debug;
    /** @private */
    this.tracer = tracer;
    /** @private */
    this.starts = diagnostics?.channel(NAMES.start);
    /** @private */
    this.ends = diagnostics?.channel(NAMES.end);
    /** @private */
    this.workers = diagnostics?.channel(NAMES.worker);
    /** @private */
    this.isDebuggingCalls = debug.has('calls');
  }

  /** Whether anybody wants to know of calls. */
  get isOn() {
    return this.tracer !== undefined || this.isDebuggingCalls || this.starts?.hasSubscribers === true || this.ends?.hasSubscribers === true;
  }

  /** A call is made. @param {string} task @returns {(value: unknown, isError: boolean) => void} to be called when it is over */
  call(task) {
    const span = this.tracer?.startSpan(`zerobuf.pool ${task}`, { attributes: { 'zerobuf.task': task } });
    if (this.starts?.hasSubscribers) this.starts.publish({ task });
    const since = performance.now();
    return (value, isError) => {
      const error = isError ? value : undefined;
      if (span !== undefined) {
        if (isError) span.recordException(error);
        span.setStatus(isError ? { code: ERROR, message: String(/** @type {any} */ (error)?.message ?? error) } : { code: OK });
        span.end();
      }
      if (this.ends?.hasSubscribers) this.ends.publish({ task, error });
      if (this.isDebuggingCalls) console.error(`zerobuf pool: ${task} ${isError ? `failed (${error})` : 'returned'} after ${(performance.now() - since).toFixed(3)} ms`);
    };
  }

  /** @param {string} event @param {Record<string, unknown>} details */
  worker(event, details) {
    if (this.workers?.hasSubscribers) this.workers.publish({ event, ...details });
    if (this.debug.has('workers')) console.error(`zerobuf pool: worker ${details['lane']}: ${event}${details['reason'] === undefined ? '' : ` (${details['reason']})`}`);
  }
}
