/**
 * @param {App} app
 * @returns {Promise<WorkerModule[]>} the first one is the worker
 * @throws {GuestError} the bindings are not what they must be
 */
export function workerModules({ wasm, load, data, bindings, ...options }: App): Promise<WorkerModule[]>;
/**
 * Text of the main module.
 * @param {{loads: boolean, classes: readonly string[], options: object}} what  `loads`: there are load.js and data.bin;
 *   `classes`: names of Durable Objects; `options`: of the guest, as far as JSON holds them
 * @returns {string}
 */
export function workerSource({ loads, classes, options }: {
    loads: boolean;
    classes: readonly string[];
    options: object;
}): string;
/** @import { Bindings } from './worker-bindings.js' */
/**
 * @typedef {object} App
 * @property {Uint8Array} wasm the guest
 * @property {string | URL} [load] file of an ES module without imports that exports `load(buf, data)`
 * @property {Uint8Array} [data] given to `load` as an ArrayBuffer
 * @property {Bindings} [bindings] what the worker reaches beyond itself; nothing by default
 * @property {boolean} [development] as in GuestOptions
 * @property {number} [maxBodyBytes] as in GuestOptions
 * @property {number} [maxCalls] as in GuestOptions
 * @property {number} [maxMemoryBytes] as in GuestOptions
 * @property {number} [maxWaitMs] as in GuestOptions
 * @property {number} [maxLoopSteps] as in GuestOptions
 */
/**
 * @typedef {object} WorkerModule
 * @property {string} name with slashes; other modules import it by that
 * @property {"esModule" | "wasm" | "data"} type
 * @property {string | Uint8Array} contents text of an ES module, else bytes
 */
/** What workerd is asked to behave like. */
export const COMPATIBILITY_DATE: "2026-11-01";
/** By the signal, a handler that sends its answer in pieces learns that the client has gone before the first one. */
export const COMPATIBILITY_FLAGS: string[];
export type App = {
    /**
     * the guest
     */
    wasm: Uint8Array;
    /**
     * file of an ES module without imports that exports `load(buf, data)`
     */
    load?: string | URL | undefined;
    /**
     * given to `load` as an ArrayBuffer
     */
    data?: Uint8Array<ArrayBufferLike> | undefined;
    /**
     * what the worker reaches beyond itself; nothing by default
     */
    bindings?: Bindings | undefined;
    /**
     * as in GuestOptions
     */
    development?: boolean | undefined;
    /**
     * as in GuestOptions
     */
    maxBodyBytes?: number | undefined;
    /**
     * as in GuestOptions
     */
    maxCalls?: number | undefined;
    /**
     * as in GuestOptions
     */
    maxMemoryBytes?: number | undefined;
    /**
     * as in GuestOptions
     */
    maxWaitMs?: number | undefined;
    /**
     * as in GuestOptions
     */
    maxLoopSteps?: number | undefined;
};
export type WorkerModule = {
    /**
     * with slashes; other modules import it by that
     */
    name: string;
    type: "esModule" | "wasm" | "data";
    /**
     * text of an ES module, else bytes
     */
    contents: string | Uint8Array;
};
import type { Bindings } from './worker-bindings.js';
