/**
 * Serve a guest over HTTP, as serve() of node.js does.  Deno has no limit on how long a client takes for its headers:
 * a server that the world can reach needs a proxy before it.
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & {port?: number, hostname?: string}} [options] port 0 takes a free one
 * @returns {Promise<Server>}
 * @throws {GuestError} the module is no guest, does not start, or the port is taken
 */
export function serve(module: WebAssembly.Module, { port, hostname, ...options }?: GuestOptions & {
    port?: number;
    hostname?: string;
}): Promise<Server>;
import type { GuestOptions } from './guest.js';
import type { Server } from './node.js';
