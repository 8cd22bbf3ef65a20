/**
 * A function as a task, with limits. Export it, so that workers find it: they import the
 * module that calls task().
 *
 * @template Argument, Result
 * @template {boolean | undefined} [Abortable=false]
 * @param {{ f: (argument: Argument, signal: CallSignal) => Result, abortSignal?: Abortable } & TaskOptions} definition
 * @returns {Task<Argument, Result, Abortable>}
 */
export function task<Argument, Result, Abortable extends boolean | undefined = false>(definition: {
    f: (argument: Argument, signal: CallSignal) => Result;
    abortSignal?: Abortable;
} & TaskOptions): Task<Argument, Result, Abortable>;
/**
 * A function that another module exports. This thread does not load the module.
 *
 * @template {boolean | undefined} [Abortable=false]
 * @param {{ href: string | URL, name?: string, abortSignal?: Abortable } & TaskOptions} definition  name: of the export; "default" unless given
 * @returns {Task<any, any, Abortable>}
 */
export function importTask<Abortable extends boolean | undefined = false>(definition: {
    href: string | URL;
    name?: string;
    abortSignal?: Abortable;
} & TaskOptions): Task<any, any, Abortable>;
/** @param {Record<string, any>} limits @param {string} where */
export function requireLimits({ timeout, hardTimeout, priority }: Record<string, any>, where: string): void;
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
export class Task<Argument, Result, Abortable extends boolean | undefined = false> {
    /**
     * @param {((argument: Argument, signal: CallSignal) => Result) | undefined} f
     * @param {string | undefined} href  of the module
     * @param {string | undefined} exported  its name there, where that is known
     * @param {TaskOptions & { abortSignal?: Abortable }} options
     */
    constructor(f: ((argument: Argument, signal: CallSignal) => Result) | undefined, href: string | undefined, exported: string | undefined, options: TaskOptions & {
        abortSignal?: Abortable;
    });
    /** @readonly */
    readonly f: ((argument: Argument, signal: CallSignal) => Result) | undefined;
    /** @readonly */
    readonly href: string | undefined;
    /** @readonly */
    readonly exported: string | undefined;
    /** @readonly */
    readonly options: TaskOptions & {
        abortSignal?: Abortable;
    };
}
/** Of a task, and of one call. */
export const LIMITS: readonly string[];
/**
 * `default`: the call is resolved with this; `maybe: true`: with undefined; `error`: rejected with this
 */
export type Timeout = number | {
    time: number;
    default?: unknown;
    maybe?: boolean;
    error?: unknown;
};
export type TaskOptions = {
    timeout?: Timeout | undefined;
    /**
     * milliseconds after which the worker is terminated and replaced
     */
    hardTimeout?: number | undefined;
    /**
     * the function gets a signal as its second argument
     */
    abortSignal?: boolean | undefined;
    /**
     * the function gets its argument as accessors over the shared bytes,
     * which are valid until it has returned, or the promise it returned is settled
     */
    view?: boolean | undefined;
    /**
     * of its calls; higher goes first; 0 unless given
     */
    priority?: number | undefined;
};
import type { CallSignal } from './call-signal.js';
