/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & {trustContentLength?: boolean}} [options] trustContentLength: requests come from an HTTP
 *   server that lets no body be longer than declared, so that one of a declared length is read in one piece
 * @returns {(request: Request, env?: unknown, context?: unknown) => Response | Promise<Response>} without a promise where
 *   there is no body and no handler to wait for.  A `context` with waitUntil(), as workerd passes one, keeps a handler
 *   alive whose client has gone
 */
export function createHandler(module: WebAssembly.Module, options?: GuestOptions & {
    trustContentLength?: boolean;
}): (request: Request, env?: unknown, context?: unknown) => Response | Promise<Response>;
/**
 * The same over a guest that somebody else holds.
 * @param {Guest} guest
 * @param {{trusted: boolean}} options trusted: as trustContentLength above
 * @returns {(request: Request, env?: unknown, context?: unknown) => Response | Promise<Response>}
 */
export function fetchHandler(guest: Guest, { trusted }: {
    trusted: boolean;
}): (request: Request, env?: unknown, context?: unknown) => Response | Promise<Response>;
import type { GuestOptions } from './guest.js';
import type { Guest } from './guest.js';
