/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions} [options]
 * @returns {(request: Request) => Promise<Response>}
 */
export function createHandler(module: WebAssembly.Module, options?: GuestOptions): (request: Request) => Promise<Response>;
import type { GuestOptions } from './guest.js';
