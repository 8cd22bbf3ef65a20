// SPDX-License-Identifier: MIT
// serve() of the runtime that this runs on.

/** @import { GuestOptions } from './guest.js' */
/** @import { Server } from './node.js' */

/** @returns {'deno' | 'bun' | 'node'} */
function runtime() {
  // Both call themselves Node, too.
  if ('Deno' in globalThis) return 'deno';
  return 'Bun' in globalThis ? 'bun' : 'node';
}

/**
 * Serve a guest over HTTP: Deno's and Bun's own servers there, node:http elsewhere.
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & {port?: number, hostname?: string}} [options] port 0 takes a free one
 * @returns {Promise<Server>}
 * @throws {GuestError} the module is no guest, does not start, or the port is taken
 */
export async function serve(module, options) {
  const host = await import(`./${runtime()}.js`);
  return host.serve(module, options);
}
