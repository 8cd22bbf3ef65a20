/**
 * What host calls of a request begin at.
 * @typedef {object} Surroundings
 * @property {unknown} [env] bindings
 * @property {unknown} [context] of a worker, or the state of a Durable Object
 * @property {unknown} [event] what the call is for, when it is no HTTP request
 * @property {PackedValues | null} [values] that go with the request
 * @property {readonly unknown[]} [given] the same before they were packed
 */
/**
 * @typedef {object} Waiting
 * @property {(error: unknown) => void} stop the instance is gone
 * @property {() => void} expire it takes too long
 * @property {number} ms how long it may take, 0 = as long as it wants
 */
/** A call of a guest whose handlers wait, from its request to its response: what the host holds for it. */
export class OpenCall {
    /**
     * @param {Instance} instance
     * @param {number} request
     * @param {HeaderSource} headers
     * @param {StreamedBody | null} body
     * @param {Surroundings} surroundings
     */
    constructor(instance: Instance, request: number, headers: HeaderSource, body: StreamedBody | null, { env, context, event }: Surroundings);
    instance: Instance;
    request: number;
    headers: HeaderSource;
    body: StreamedBody | null;
    env: unknown;
    context: unknown;
    event: unknown;
    /** Results that are no data; their numbers begin with 1. @type {unknown[]} */
    objects: unknown[];
    /** Operations that were started and not waited for. @type {Map<number, Promise<unknown>>} */
    pending: Map<number, Promise<unknown>>;
    lastTicket: number;
    /** The body that is being sent while the handler runs. @type {ResponseStream | null} */
    stream: ResponseStream | null;
    /** Write the request once more. @type {() => number} */
    writeRequest: () => number;
    /** What happened in earlier runs of the handler, where it is entered anew after each wait. @type {Journal | null} */
    journal: Journal | null;
    /** Takes the answer, once. @type {(answer: Answer) => void} */
    respond: (answer: Answer) => void;
    /** The deadline has passed. */
    late: boolean;
    /** The wait that the call is in. @type {Waiting | null} */
    waiting: Waiting | null;
    /** The wait that the timer saw when it was set. @type {Waiting | null} */
    seen: Waiting | null;
    /**
     * The request lies elsewhere now.
     * @param {number} request
     */
    moved(request: number): void;
    /**
     * A wait begins.
     * @param {Waiting} waiting
     */
    waits(waiting: Waiting): void;
    /** The call's arena, for values that JavaScript reads and writes there. */
    get arena(): import("../core/arena.js").Arena;
    /**
     * Write a string where the arena's next bytes are: what most results are costs no view of the arena.
     * @param {string} text
     * @returns {number} offset of its header
     */
    writeText(text: string): number;
    /**
     * @param {number} ms
     * @param {() => void} then not called when the call ends before
     */
    after(ms: number, then: () => void): NodeJS.Timeout;
    /** @param {number} ms from now; 0 takes the deadline away */
    setDeadline(ms: number): void;
    /**
     * Send the head of the response with the first piece of its body, then further ones.
     * @param {number} at
     * @param {number} length
     * @returns {Promise<void> | undefined} undefined when the piece is on its way
     */
    write(at: number, length: number): Promise<void> | undefined;
    /** Let go of all that is held for the call. */
    end(): void;
    #private;
}
/**
 * What host calls of a request begin at.
 */
export type Surroundings = {
    /**
     * bindings
     */
    env?: unknown;
    /**
     * of a worker, or the state of a Durable Object
     */
    context?: unknown;
    /**
     * what the call is for, when it is no HTTP request
     */
    event?: unknown;
    /**
     * that go with the request
     */
    values?: PackedValues | null | undefined;
    /**
     * the same before they were packed
     */
    given?: readonly unknown[] | undefined;
};
export type Waiting = {
    /**
     * the instance is gone
     */
    stop: (error: unknown) => void;
    /**
     * it takes too long
     */
    expire: () => void;
    /**
     * how long it may take, 0 = as long as it wants
     */
    ms: number;
};
import type { Instance } from './instance.js';
import type { HeaderSource } from './headers.js';
import type { StreamedBody } from './body.js';
import { ResponseStream } from './response-stream.js';
import type { Journal } from './journal.js';
import type { Answer } from './instance.js';
import type { PackedValues } from './values.js';
