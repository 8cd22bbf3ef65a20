/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions} [options]
 * @returns {Guest}
 * @throws {GuestError} when the module is no guest
 * @throws {RangeError} when an option is out of range
 */
export function createGuest(module: WebAssembly.Module, options?: GuestOptions): Guest;
/**
 * Anything else would compare false with every length, and let every body in.
 * @param {unknown} value
 * @throws {RangeError}
 */
export function checkMaxBodyBytes(value: unknown): void;
/**
 * An answer of the host's own.
 * @param {number} status
 * @param {string} sentence
 * @returns {Answer}
 */
export function plainAnswer(status: number, sentence: string): Answer;
/** @param {number} maxBodyBytes */
export function bodyTooLarge(maxBodyBytes: number): Answer;
/**
 * Statuses whose responses have no body, and the method whose responses have none.
 * @param {string} method
 * @param {number} status
 */
export function isBodyless(method: string, status: number): boolean;
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
export const DEFAULT_MAX_BODY_BYTES: number;
/**
 * Fetches what a handler needs before it is called: a handler then need not wait for it, on engines and in modules that
 * cannot wait, too.
 */
export type FanOut = (request: {
    method: string;
    path: string;
    headers: HeaderSource;
}, env: any, context: any) => readonly unknown[] | Promise<readonly unknown[]>;
export type GuestOptions = {
    /**
     * makes the application's data, in the guest's memory, for ZB_INIT; called again
     * for every instance that replaces a failed one
     */
    load?: Load | undefined;
    /**
     * where failures are told; console.error by default
     */
    log?: ((line: string) => void) | undefined;
    /**
     * tell clients the details of failures
     */
    development?: boolean | undefined;
    /**
     * longer request bodies get 413; 100 MiB by default.  Handlers that read a body as it
     * comes set limits of their own
     */
    maxBodyBytes?: number | undefined;
    /**
     * requests that may wait at once in handlers; at the limit further ones get 503.  1024 by default
     */
    maxCalls?: number | undefined;
    /**
     * an instance whose memory has grown past this takes no further requests: a new one
     * does, and what the guest kept in globals is gone.  Without it instances live on.  WebAssembly memory never shrinks
     * Where the memory was larger when the guest had started, twice that.  On Cloudflare, which ends an isolate at 128 MB, it
     * is 96 MiB by default
     */
    maxMemoryBytes?: number | undefined;
    /**
     * what a handler waits for may take this long, twice at the most; then the wait fails with
     * ZB_E_DEADLINE.  0 = any time; zb_sleep() always may.  120,000 by default
     */
    maxWaitMs?: number | undefined;
    /**
     * a call that takes more steps, entries of functions and rounds of loops, ends with 500;
     * for modules built with --fuel.  Without it there is no limit
     */
    maxLoopSteps?: number | undefined;
    /**
     * handlers are not suspended but entered anew after each wait, as on engines without
     * WebAssembly.promising, where nothing else can be done: docs/containment.md has the rules.  For tests
     */
    replay?: boolean | undefined;
    /**
     * bindings by name, for host calls: any objects
     */
    env?: object | undefined;
    /**
     * images of the memory of a guest that waits, for Durable Objects
     */
    snapshots?: Snapshots | undefined;
    /**
     * asked before each HTTP request
     */
    fanOut?: FanOut | undefined;
};
export type Request = {
    method: string;
    /**
     * with query
     */
    path: string;
    body?: string | Bytes | null | undefined;
    /**
     * in place of `body`, where `streams()` says so
     */
    stream?: BodySource | undefined;
    /**
     * asked only when the guest asks
     */
    headers?: HeaderSource | undefined;
    /**
     * bindings for the host calls of this request; those of the options by default
     */
    env?: unknown;
    /**
     * what zb_context() leads to
     */
    context?: unknown;
    /**
     * what zb_event() leads to
     */
    event?: unknown;
    /**
     * what zb_request_value() gives; in place of asking `fanOut`
     */
    values?: readonly unknown[] | undefined;
};
export type Guest = {
    /**
     * never throws or rejects: what goes wrong is answered
     * with 4xx or 5xx.  A promise only where the handler may wait, or fanOut gives one
     */
    handle: (request: Request) => Answer | Promise<Answer>;
    /**
     * the same for a guest whose handlers never wait, without fanOut
     */
    call: (request: Request) => Answer;
    /**
     * whether handlers may wait
     */
    waits: boolean;
    /**
     * whether there is a fanOut
     */
    fansOut: boolean;
    /**
     * whether the handler reads the body as it comes
     */
    streams: (method: string, path: string) => boolean;
    /**
     * instantiate now, not at the first request; throws what keeps the guest from starting
     */
    start: () => void;
    /**
     * how many were started so far: another one than before has fresh globals
     */
    instances: number;
    maxBodyBytes: number;
    /**
     * size of the guest's memory, 0 while no instance lives
     */
    memoryBytes: number;
};
import type { Answer } from './instance.js';
import type { HeaderSource } from './headers.js';
import type { Load } from './instance.js';
import type { Snapshots } from './snapshot.js';
import type { Bytes } from './instance.js';
import type { BodySource } from './body.js';
