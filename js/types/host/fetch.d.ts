/**
 * @typedef {object} FetchOptions
 * @property {boolean} [trustContentLength] requests come from an HTTP server that lets no body be longer than declared, so
 *   that one of a declared length is read in one piece
 */
/**
 * @typedef {(request: Request, env?: unknown, context?: unknown) => Response | Promise<Response>} FetchHandler without a
 *   promise where there is no body and nothing to wait for.  A `context` with waitUntil(), as workerd passes one, keeps a
 *   handler alive whose client has gone
 */
/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & FetchOptions} [options]
 * @returns {FetchHandler}
 */
export function createHandler(module: WebAssembly.Module, options?: GuestOptions & FetchOptions): FetchHandler;
/**
 * The same over a guest that others use, too.
 * @param {Guest} guest
 * @param {FetchOptions} [options]
 * @returns {FetchHandler}
 */
export function fetchHandler(guest: Guest, options?: FetchOptions): FetchHandler;
export type FetchOptions = {
    /**
     * requests come from an HTTP server that lets no body be longer than declared, so
     * that one of a declared length is read in one piece
     */
    trustContentLength?: boolean | undefined;
};
/**
 * without a
 *   promise where there is no body and nothing to wait for.  A `context` with waitUntil(), as workerd passes one, keeps a
 *   handler alive whose client has gone
 */
export type FetchHandler = (request: Request, env?: unknown, context?: unknown) => Response | Promise<Response>;
import type { GuestOptions } from './guest.js';
import type { Guest } from './guest.js';
