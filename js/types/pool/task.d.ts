/**
 * A function as a task, with limits. Export it, so that workers find it: they import the
 * module that calls task().
 *
 * @template Argument, Result
 * @param {{ f: (argument: Argument, signal: CallSignal) => Result } & TaskOptions} definition
 * @returns {Task<Argument, Result>}
 */
export function task<Argument, Result>(definition: {
    f: (argument: Argument, signal: CallSignal) => Result;
} & TaskOptions): Task<Argument, Result>;
/**
 * A function that another module exports. This thread does not load the module.
 *
 * @param {{ href: string | URL, name?: string } & TaskOptions} definition  name: of the export; "default" unless given
 * @returns {Task<any, any>}
 */
export function importTask(definition: {
    href: string | URL;
    name?: string;
} & TaskOptions): Task<any, any>;
/** @param {unknown} href @param {string} where @param {string} example */
export function addressOf(href: unknown, where: string, example: string): string;
/** @param {Record<string, any>} options @param {string} where @param {readonly string[]} [known] */
export function checkOptions(options: Record<string, any>, where: string, known?: readonly string[]): void;
/** @param {unknown} value */
export function describe(value: unknown): string;
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
export class Task<Argument, Result> {
    /**
     * @param {((argument: Argument, signal: CallSignal) => Result) | undefined} f
     * @param {string | undefined} href  of the module
     * @param {string | undefined} exported  its name there, where that is known
     * @param {TaskOptions} options
     */
    constructor(f: ((argument: Argument, signal: CallSignal) => Result) | undefined, href: string | undefined, exported: string | undefined, options: TaskOptions);
    /** @readonly */
    readonly f: ((argument: Argument, signal: CallSignal) => Result) | undefined;
    /** @readonly */
    readonly href: string | undefined;
    /** @readonly */
    readonly exported: string | undefined;
    /** @readonly */
    readonly options: TaskOptions;
}
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
