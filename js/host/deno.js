// SPDX-License-Identifier: MIT
// A guest behind the HTTP server of Deno.

import { portTaken, urlOf } from './errors.js';
import { fetchHandler } from './fetch.js';
import { createGuest } from './guest.js';
import { closeWithin } from './close.js';

/** @import { GuestOptions } from './guest.js' */
/** @import { Server } from './node.js' */

/** What is used of Deno: https://docs.deno.com/api/deno/~/Deno.serve */
const { Deno } = /** @type {any} */ (globalThis);

/**
 * Serve a guest over HTTP, as serve() of node.js does.  Deno has no limit on how long a client takes for its headers:
 * a server that the world can reach needs a proxy before it.
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & {port?: number, hostname?: string}} [options] port 0 takes a free one
 * @returns {Promise<Server>}
 * @throws {GuestError} the module is no guest, does not start, or the port is taken
 */
export async function serve(module, { port = 8787, hostname = '127.0.0.1', ...options } = {}) {
  const guest = createGuest(module, options);
  guest.start();
  const stop = new AbortController();
  let server;
  try {
    const handler = fetchHandler(guest, { trustContentLength: true });
    server = Deno.serve({ port, hostname, signal: stop.signal, onListen: () => {} }, (/** @type {Request} */ request) => handler(request));
  } catch (error) {
    throw error instanceof Deno.errors.AddrInUse ? portTaken(hostname, port) : error;
  }
  return {
    url: urlOf(hostname, server.addr.port),
    memoryBytes: () => guest.memoryBytes,
    close: () => closeWithin(() => server.shutdown(), () => stop.abort()),
  };
}
