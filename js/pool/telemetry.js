// SPDX-License-Identifier: MIT
// What a pool tells others while it works: diagnostics_channel, the console, a tracer.

/** @import { Span, Tracer } from './options.js' */

/** @type {any} */
const diagnostics = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:diagnostics_channel');

/** Messages: { task } when a call is made, { task, error | undefined } when it is over, { event, lane, reason } of workers, { bytes } of the region. */
const NAMES = { start: 'zerobuf.pool.call.start', end: 'zerobuf.pool.call.end', worker: 'zerobuf.pool.worker', memory: 'zerobuf.pool.memory' };

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
    this.memory = diagnostics?.channel(NAMES.memory);
    /** @private */
    this.isDebuggingCalls = debug.has('calls');
  }

  /** Whether anybody wants to know of calls. */
  get isOn() {
    return this.tracer !== undefined || this.isDebuggingCalls || this.starts?.hasSubscribers === true || this.ends?.hasSubscribers === true;
  }

  /** A call is made. @param {string} task @returns {(value: unknown, isError: boolean) => void} to be called when it is over */
  call(task) {
    const span = guarded(() => this.tracer?.startSpan(`zerobuf.pool ${task}`, { attributes: { 'zerobuf.task': task } }));
    if (this.starts?.hasSubscribers) this.starts.publish({ task });
    const since = performance.now();
    return (value, isError) => {
      const error = isError ? value : undefined;
      if (span !== undefined) guarded(() => endSpan(span, isError, error));
      if (this.ends?.hasSubscribers) this.ends.publish({ task, error });
      if (this.isDebuggingCalls) console.error(`zerobuf pool: ${task} ${isError ? `failed (${said(error)})` : 'returned'} after ${(performance.now() - since).toFixed(3)} ms`);
    };
  }

  /** @param {string} event @param {Record<string, unknown>} details */
  worker(event, details) {
    if (this.workers?.hasSubscribers) this.workers.publish({ event, ...details });
    if (this.debug.has('workers')) console.error(`zerobuf pool: worker ${details['lane']}: ${event}${details['reason'] === undefined ? '' : ` (${details['reason']})`}`);
  }

  /** The region has grown. @param {number} bytes  to so many */
  grown(bytes) {
    if (this.memory?.hasSubscribers) this.memory.publish({ bytes });
    if (this.debug.has('memory')) console.error(`zerobuf pool: the region has ${bytes} bytes`);
  }
}

/** @param {Span} span @param {boolean} isError @param {any} error */
function endSpan(span, isError, error) {
  if (isError) span.recordException(error);
  span.setStatus(isError ? { code: ERROR, message: said(error) } : { code: OK });
  span.end();
}

/** What a tracer throws is its own affair: the call goes on. @template T @param {() => T} act @returns {T | undefined} */
function guarded(act) {
  try {
    return act();
  } catch (error) {
    console.error('zerobuf pool: the tracer failed', error);
    return undefined;
  }
}

/** @param {any} error  anything that was thrown */
function said(error) {
  try {
    return String(error?.message ?? error);
  } catch {
    return `a value of type ${typeof error}`;
  }
}
