/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & {trustContentLength?: boolean}} [options] trustContentLength: requests come from an HTTP
 *   server that lets no body be longer than declared, so that one of a declared length is read in one piece
 * @returns {(request: Request) => Response | Promise<Response>} without a promise where there is no body to wait for
 */
export function createHandler(module: WebAssembly.Module, options?: GuestOptions & {
    trustContentLength?: boolean;
}): (request: Request) => Response | Promise<Response>;
import type { GuestOptions } from './guest.js';
