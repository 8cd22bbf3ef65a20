// SPDX-License-Identifier: MIT
// Runs a guest in any JavaScript runtime and keeps the process safe from it: a failure costs one request.

import { Tag } from '../core/layout.gen.js';
import { checkModule } from './abi.js';
import { Calls, CAN_WAIT } from './calls.js';
import { GuestError } from './errors.js';
import { isEventMethod } from './events.js';
import { NO_HEADERS } from './headers.js';
import { byteLength, Instance } from './instance.js';
import { lastWords, panicWords } from './last-words.js';
import { ReplayedCalls } from './replay.js';
import { checkMaxLoopSteps } from './steps.js';
import { packValues } from './values.js';
import { wasmFrames } from './wasm-frames.js';

/** @import { BodySource } from './body.js' */
/** @import { HeaderSource } from './headers.js' */
/** @import { Answer, Bytes, Load } from './instance.js' */
/** @import { Snapshots } from './snapshot.js' */

/**
 * Fetches what a handler needs before it is called: a handler then need not wait for it, on engines and in modules that
 * cannot wait, too.
 * @callback FanOut
 * @param {{method: string, path: string, headers: HeaderSource}} request path with query
 * @param {any} env bindings
 * @param {any} context
 * @returns {readonly unknown[] | Promise<readonly unknown[]>} what zb_request_value() gives: null, numbers, strings, bytes,
 *   dates, arrays and plain objects.  What is thrown is answered with 502, and the handler not called
 */

/**
 * @typedef {object} GuestOptions
 * @property {Load} [load] makes the application's data, in the guest's memory, for ZB_INIT; called again
 *   for every instance that replaces a failed one
 * @property {(line: string) => void} [log] where failures are told; console.error by default
 * @property {boolean} [development] tell clients the details of failures
 * @property {number} [maxBodyBytes] longer request bodies get 413; 100 MiB by default.  Handlers that read a body as it
 *   comes set limits of their own
 * @property {number} [maxCalls] requests that may wait at once in handlers; at the limit further ones get 503.  1024 by default
 * @property {number} [maxMemoryBytes] an instance whose memory has grown past this takes no further requests: a new one
 *   does, and what the guest kept in globals is gone.  Without it instances live on.  WebAssembly memory never shrinks
 *   Where the memory was larger when the guest had started, twice that.  On Cloudflare, which ends an isolate at 128 MB, it
 *   is 96 MiB by default
 * @property {number} [maxWaitMs] what a handler waits for may take this long, twice at the most; then the wait fails with
 *   ZB_E_DEADLINE.  0 = any time; zb_sleep() always may.  120,000 by default
 * @property {number} [maxLoopSteps] a call that takes more steps, entries of functions and rounds of loops, ends with 500;
 *   for modules built with --fuel.  Without it there is no limit
 * @property {boolean} [replay] handlers are not suspended but entered anew after each wait, as on engines without
 *   WebAssembly.promising, where nothing else can be done: docs/containment.md has the rules.  For tests
 * @property {object} [env] bindings by name, for host calls: any objects
 * @property {Snapshots} [snapshots] images of the memory of a guest that waits, for Durable Objects
 * @property {FanOut} [fanOut] asked before each HTTP request
 */

/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} path with query
 * @property {string | Bytes | null} [body]
 * @property {BodySource} [stream] in place of `body`, where `streams()` says so
 * @property {HeaderSource} [headers] asked only when the guest asks
 * @property {unknown} [env] bindings for the host calls of this request; those of the options by default
 * @property {unknown} [context] what zb_context() leads to
 * @property {unknown} [event] what zb_event() leads to
 * @property {readonly unknown[]} [values] what zb_request_value() gives; in place of asking `fanOut`
 */

/**
 * @typedef {object} Guest
 * @property {(request: Request) => Answer | Promise<Answer>} handle never throws or rejects: what goes wrong is answered
 *   with 4xx or 5xx.  A promise only where the handler may wait, or fanOut gives one
 * @property {(request: Request) => Answer} call the same for a guest whose handlers never wait, without fanOut
 * @property {boolean} waits whether handlers may wait
 * @property {boolean} fansOut whether there is a fanOut
 * @property {(method: string, path: string) => boolean} streams whether the handler reads the body as it comes
 * @property {() => void} start instantiate now, not at the first request; throws what keeps the guest from starting
 * @property {number} instances how many were started so far: another one than before has fresh globals
 * @property {number} maxBodyBytes
 * @property {number} memoryBytes size of the guest's memory, 0 while no instance lives
 */

export const DEFAULT_MAX_BODY_BYTES = 100 * 1024 * 1024;
const DEFAULT_MAX_CALLS = 1024;
const DEFAULT_MAX_WAIT_MS = 120_000;

/** Cloudflare counts 128 MB for all of an isolate. */
const EDGE_MAX_MEMORY_BYTES = 96 * 2 ** 20;
const DEFAULT_MAX_MEMORY_BYTES = globalThis.navigator?.userAgent === 'Cloudflare-Workers' ? EDGE_MAX_MEMORY_BYTES : Infinity;

/** Timers take a signed 32-bit number of milliseconds. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** V8 ends the whole process at about 32,700 suspended stacks (two mappings each, of the 65,530 that Linux allows). */
const MOST_CALLS = 16_384;

const encoder = new TextEncoder();

/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions} [options]
 * @returns {Guest}
 * @throws {GuestError} when the module is no guest
 * @throws {RangeError} when an option is out of range
 */
export function createGuest(module, options = {}) {
  const { load, log = console.error, development = false, maxBodyBytes = DEFAULT_MAX_BODY_BYTES, maxCalls = DEFAULT_MAX_CALLS, maxMemoryBytes = DEFAULT_MAX_MEMORY_BYTES, maxWaitMs = DEFAULT_MAX_WAIT_MS, maxLoopSteps = Infinity, replay = !CAN_WAIT, env: ownEnv = null, snapshots, fanOut } = options;
  checkMaxBodyBytes(maxBodyBytes);
  checkMaxCalls(maxCalls);
  if (!(maxMemoryBytes > 0)) throw new RangeError(`maxMemoryBytes must be a number of bytes above 0, and not ${String(maxMemoryBytes)}.`);
  checkMaxWaitMs(maxWaitMs);
  checkMaxLoopSteps(maxLoopSteps);
  const { concurrent } = checkModule(module);
  /** @type {Instance | null} */
  let instance = null;
  /** The same for a guest that waits. @type {Calls | null} */
  let calls = null;

  /**
   * @param {string} what
   * @param {unknown} error
   */
  function failure(what, error) {
    const frames = development ? wasmFrames(error) : '';
    const detail = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)) + frames;
    log(`zerobuf: ${what}: ${detail}`);
    return plainAnswer(500, development ? `${what}: ${detail}` : 'The handler failed. The log of the server says why.');
  }

  /**
   * @param {unknown} error
   * @param {string} method
   * @param {string} path
   * @param {Instance} live
   * @param {() => void} giveUp
   */
  function failed(error, method, path, live, giveUp) {
    if (error instanceof GuestError && error.code === 'ZB_GUEST_RESPONSE') return failure('The response is not valid', error);
    if (error instanceof GuestError && error.code === 'ZB_GUEST_REPLAY') return failure(`The guest could not go on in ${method} ${path}`, error);
    // The guest stopped halfway: nobody knows what its memory holds.
    giveUp();
    if (live.steps?.usedUp) return failure(`The guest was stopped in ${method} ${path}`, new Error(`it used up its ${live.steps.most} steps (maxLoopSteps)`));
    const trapped = error instanceof WebAssembly.RuntimeError;
    const panic = trapped ? panicWords(live.exports) : '';
    if (panic !== '') {
      log(`zerobuf: panic in ${method} ${path}: ${panic}${development ? wasmFrames(error) : ''}`);
      return plainAnswer(500, `panic: ${panic}`);
    }
    const words = trapped ? lastWords(live.exports) : '';
    return failure(`The guest stopped in ${method} ${path}${words === '' ? '' : `, after it said ${JSON.stringify(words)}`}`, error);
  }

  let instances = 0;

  /**
   * @template T
   * @param {T} fresh that has started
   */
  function counted(fresh) {
    instances++;
    return fresh;
  }

  /**
   * What no slot holds is the caller's fault, and nothing has happened to the guest.
   * @param {readonly unknown[] | undefined} values
   */
  function pack(values) {
    try {
      return values === undefined ? null : packValues(values);
    } catch (error) {
      return failure('The values of the request could not be written', error);
    }
  }

  const startOne = () => (instance ??= counted(new Instance(module, { load, log, maxLoopSteps })));
  const startCalls = () => (calls ??= counted(new (replay ? ReplayedCalls : Calls)(module, { load, log, maxLoopSteps, maxWaitMs, snapshots })));

  /** @param {Instance} live */
  const outgrown = (live) => live.u8.byteLength > Math.max(maxMemoryBytes, 2 * live.startBytes);

  /** @param {Request} request */
  function call({ method, path, body = null, headers = NO_HEADERS, values }) {
    const bytes = typeof body === 'string' ? encoder.encode(body) : body;
    if (bytes !== null && byteLength(bytes) > maxBodyBytes) return bodyTooLarge(maxBodyBytes);
    let live;
    try {
      live = instance ?? startOne();
    } catch (error) {
      // Not remembered: what was missing may be there at the next request.
      return failure('The guest could not be started', error);
    }
    const packed = pack(values);
    if (packed !== null && 'status' in packed) return packed;
    try {
      const answer = live.call(method, path, bytes, typeof body === 'string' ? Tag.String : Tag.Bytes, headers, packed) ?? noMemory();
      if (outgrown(live)) instance = null;
      return answer;
    } catch (error) {
      return failed(error, method, path, live, () => {
        instance = null;
      });
    }
  }

  /** Instances that take no further requests, and have some that wait. @type {Set<Calls>} */
  const retired = new Set();

  /** @param {Calls} live */
  function retire(live) {
    if (calls !== live) return;
    calls = null;
    live.instance.saver.retire();
    retired.add(live);
  }

  /** @param {Calls} live */
  function openCalls(live) {
    let count = live.open.size;
    for (const old of retired) {
      if (old.open.size === 0) retired.delete(old);
      else count += old.open.size;
    }
    return count;
  }

  /**
   * @param {Request} request
   * @returns {Answer | Promise<Answer>}
   */
  function handleWaiting({ method, path, body = null, stream, headers = NO_HEADERS, env = ownEnv, context, event, values }) {
    const bytes = typeof body === 'string' ? encoder.encode(body) : body;
    const answer = (/** @type {Answer} */ refusal) => {
      stream?.cancel();
      return refusal;
    };
    if (bytes !== null && byteLength(bytes) > maxBodyBytes) return answer(bodyTooLarge(maxBodyBytes));
    /** @type {Calls} */
    let live;
    try {
      live = calls ?? startCalls();
    } catch (error) {
      return answer(failure('The guest could not be started', error));
    }
    if (openCalls(live) >= maxCalls) return answer(busy());
    const packed = pack(values);
    if (packed !== null && 'status' in packed) return answer(packed);
    const give = (/** @type {unknown} */ error) =>
      failed(error, method, path, live.instance, () => {
        if (calls === live) calls = null;
        live.break(error);
      });
    try {
      const result = live.call(method, path, bytes, typeof body === 'string' ? Tag.String : Tag.Bytes, headers, stream ?? null, { env, context, event, values: packed, given: values }, give);
      const settle = (/** @type {Answer | null} */ ready) => {
        if (outgrown(live.instance)) retire(live);
        return ready ?? noMemory();
      };
      return result instanceof Promise ? result.then(settle, give) : settle(result);
    } catch (error) {
      return give(error);
    }
  }

  const handle = concurrent ? handleWaiting : call;

  /**
   * @param {Request} request
   * @returns {Answer | Promise<Answer>}
   */
  function handleFanned(request) {
    const { method, path, headers = NO_HEADERS, env = ownEnv, context, stream } = request;
    if (fanOut === undefined || request.values !== undefined || isEventMethod(method)) return handle(request);
    const goOn = (/** @type {readonly unknown[]} */ values) => handle({ ...request, values });
    const missing = (/** @type {unknown} */ error) => {
      stream?.cancel();
      return { ...failure('The data for this request could not be fetched', error), status: 502 };
    };
    try {
      const values = fanOut({ method, path, headers }, env, context);
      return values instanceof Promise ? values.then(goOn, missing) : goOn(values);
    } catch (error) {
      return missing(error);
    }
  }

  return {
    maxBodyBytes,
    waits: concurrent,
    fansOut: fanOut !== undefined,
    start: concurrent ? startCalls : startOne,
    get instances() {
      return instances;
    },
    get memoryBytes() {
      const live = calls === null ? instance : calls.instance;
      return live === null ? 0 : live.exports.memory.buffer.byteLength;
    },
    handle: fanOut === undefined ? handle : handleFanned,
    call: concurrent || fanOut !== undefined
      ? () => {
          throw new GuestError('ZB_GUEST_CALL', 'Handlers of this guest may wait, or its fanOut: use handle(), which returns a promise where one does.');
        }
      : call,
    streams(method, path) {
      if (!concurrent) return false;
      try {
        return (calls ?? startCalls()).streams(method, path);
      } catch {
        return false; // handle() meets the same, and tells it
      }
    },
  };
}

/**
 * Anything else would compare false with every length, and let every body in.
 * @param {unknown} value
 * @throws {RangeError}
 */
export function checkMaxBodyBytes(value) {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return;
  throw new RangeError(`maxBodyBytes must be a whole number of bytes, 0 or more, and not ${String(value)}.`);
}

/**
 * @param {unknown} value
 * @throws {RangeError}
 */
function checkMaxCalls(value) {
  if (Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= MOST_CALLS) return;
  throw new RangeError(`maxCalls must be a whole number from 1 to ${MOST_CALLS}, and not ${String(value)}.`);
}

/**
 * @param {unknown} value
 * @throws {RangeError}
 */
function checkMaxWaitMs(value) {
  if (Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= LONGEST_WAIT_MS) return;
  throw new RangeError(`maxWaitMs must be a whole number of milliseconds from 0 to ${LONGEST_WAIT_MS}, and not ${String(value)}.`);
}

function noMemory() {
  return plainAnswer(503, 'The handler has no memory left for this request.');
}

/** Never a queue: on workerd a request may not wait for what another one does. */
function busy() {
  return plainAnswer(503, 'As many requests as the server takes are being handled. Try again later.');
}

/**
 * An answer of the host's own.
 * @param {number} status
 * @param {string} sentence
 * @returns {Answer}
 */
export function plainAnswer(status, sentence) {
  const text = `${sentence}\n`;
  // Hosts take a string's length for that of its bytes.
  const body = /[^\0-\x7f]/.test(text) ? encoder.encode(text) : text;
  return { status, contentType: 'text/plain; charset=utf-8', body, headers: [] };
}

/** @param {number} maxBodyBytes */
export function bodyTooLarge(maxBodyBytes) {
  return plainAnswer(413, `The body is longer than the ${maxBodyBytes} bytes that this server takes.`);
}

/**
 * Statuses whose responses have no body, and the method whose responses have none.
 * @param {string} method
 * @param {number} status
 */
export function isBodyless(method, status) {
  return status === 204 || status === 205 || status === 304 || method === 'HEAD';
}
