/**
 * Serve a guest over HTTP: Deno's and Bun's own servers there, node:http elsewhere.
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & {port?: number, hostname?: string}} [options] port 0 takes a free one
 * @returns {Promise<Server>}
 * @throws {GuestError} the module is no guest, does not start, or the port is taken
 */
export function serve(module: WebAssembly.Module, options?: GuestOptions & {
    port?: number;
    hostname?: string;
}): Promise<Server>;
import type { GuestOptions } from './guest.js';
import type { Server } from './node.js';
