export function stoppedByAnother(): GuestError;
/** Whether handlers can wait in this engine. */
export const CAN_WAIT: boolean;
export const STATUS_DEADLINE: number;
/**
 * @typedef {object} CallsOptions
 * @property {Load} [load]
 * @property {(line: string) => void} [log]
 * @property {number} [maxLoopSteps]
 * @property {number} [maxWaitMs]
 * @property {Snapshots} [snapshots]
 */
/** Handlers are suspended where they wait.  ReplayedCalls (replay.js) does without that. */
export class Calls {
    /**
     * @param {WebAssembly.Module} module checked by checkModule(), which said that it waits
     * @param {CallsOptions} options
     */
    constructor(module: WebAssembly.Module, { maxWaitMs, ...options }: CallsOptions);
    maxWaitMs: number;
    /** @type {Map<number, OpenCall>} */
    open: Map<number, OpenCall>;
    /** Why no call of this instance can go on. @type {unknown} */
    broken: unknown;
    instance: Instance;
    enter: (request: number) => Promise<number>;
    zbPlan: (request: number) => number;
    /**
     * The import that waits.
     * @param {(request: number, operation: number) => number | Promise<number>} wait
     * @returns {Function}
     */
    suspending(wait: (request: number, operation: number) => number | Promise<number>): Function;
    /**
     * The way into a handler that may wait.
     * @param {(request: number) => number} handle
     * @returns {(request: number) => Promise<number>}
     */
    promising(handle: (request: number) => number): (request: number) => Promise<number>;
    /**
     * Whether the body of a request is to be read by its handler.
     * @param {string} method
     * @param {string} path with query
     */
    streams(method: string, path: string): boolean;
    /**
     * Answer one request.  Throws or rejects with whatever the guest throws; `null` when the guest has no memory for it.
     * @param {string} method
     * @param {string} path with query
     * @param {Bytes | null} body
     * @param {number} bodyTag
     * @param {HeaderSource} headers
     * @param {BodySource | null} source of a body for a handler that streams
     * @param {Surroundings} surroundings
     * @param {(error: unknown) => void} failLate told what stopped a handler that has sent a part of its answer
     * @returns {Answer | null | Promise<Answer>}
     */
    call(method: string, path: string, body: Bytes | null, bodyTag: number, headers: HeaderSource, source: BodySource | null, surroundings: Surroundings, failLate: (error: unknown) => void): Answer | null | Promise<Answer>;
    /**
     * One call has left the memory in a state that nobody knows: none of the others can go on in it.
     * @param {unknown} error
     */
    break(error: unknown): void;
    /**
     * @param {number} request
     * @param {number} at of the operation
     */
    look(request: number, at: number): {
        call: OpenCall;
        kind: number;
        operation: import("./operations.js").Operation;
        a: number;
        b: number;
        ticket: number;
    };
    /**
     * The import zb.start: never waits.  The one place where an operation begins.
     * @param {number} request
     * @param {number} at
     * @returns {number} status, or PENDING
     */
    start(request: number, at: number): number;
    /**
     * The import zb.wait: the handler goes on when the promise settles.
     * @param {number} request
     * @param {number} at
     * @returns {number | Promise<number>}
     */
    wait(request: number, at: number): number | Promise<number>;
    /**
     * @param {number} request
     * @param {number} at
     * @param {unknown} value
     */
    finish(request: number, at: number, value: unknown): number;
    /**
     * Leave the host's message as the result, where there is memory for it.
     * @param {number} request
     * @param {number} at
     * @param {unknown} error
     */
    fail(request: number, at: number, error: unknown): number;
    #private;
}
export type CallsOptions = {
    load?: Load | undefined;
    log?: ((line: string) => void) | undefined;
    maxLoopSteps?: number | undefined;
    maxWaitMs?: number | undefined;
    snapshots?: Snapshots | undefined;
};
import { GuestError } from './errors.js';
import { OpenCall } from './open-call.js';
import { Instance } from './instance.js';
import type { Bytes } from './instance.js';
import type { HeaderSource } from './headers.js';
import type { BodySource } from './body.js';
import type { Surroundings } from './open-call.js';
import type { Answer } from './instance.js';
import type { Load } from './instance.js';
import type { Snapshots } from './snapshot.js';
