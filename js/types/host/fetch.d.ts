/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions} [options]
 * @returns {(request: Request) => Response | Promise<Response>} without a promise where there is no body to wait for
 */
export function createHandler(module: WebAssembly.Module, options?: GuestOptions): (request: Request) => Response | Promise<Response>;
import type { GuestOptions } from './guest.js';
