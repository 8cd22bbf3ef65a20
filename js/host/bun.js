// SPDX-License-Identifier: MIT
// A guest behind the HTTP server of Bun.

import { portTaken, urlOf } from './errors.js';
import { fetchHandler } from './fetch.js';
import { createGuest } from './guest.js';
import { closeWithin } from './close.js';

/** @import { GuestOptions } from './guest.js' */
/** @import { Server } from './node.js' */

/** What is used of Bun: https://bun.sh/docs/api/http */
const { Bun } = /** @type {any} */ (globalThis);

/** Seconds without a byte, of a client or of a handler, after which Bun ends a connection.  Its own 10 would end slow answers. */
const IDLE_SECONDS = 120;

/** The guest's own limit, and those of handlers that stream, are what holds. */
const ANY_BODY_BYTES = 2 ** 40;

/**
 * Serve a guest over HTTP, as serve() of node.js does.
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & {port?: number, hostname?: string}} [options] port 0 takes a free one
 * @returns {Promise<Server>}
 * @throws {GuestError} the module is no guest, does not start, or the port is taken
 */
export async function serve(module, { port = 8787, hostname = '127.0.0.1', ...options } = {}) {
  const guest = createGuest(module, options);
  guest.start();
  let server;
  try {
    const handler = fetchHandler(guest, { trustContentLength: true });
    server = Bun.serve({
      port,
      hostname,
      idleTimeout: IDLE_SECONDS,
      maxRequestBodySize: ANY_BODY_BYTES,
      fetch: (/** @type {Request} */ request) => handler(request),
    });
  } catch (error) {
    throw /** @type {{code?: string}} */ (error).code === 'EADDRINUSE' ? portTaken(hostname, port) : error;
  }
  return {
    url: urlOf(hostname, server.port),
    memoryBytes: () => guest.memoryBytes,
    close: () => closeWithin(() => server.stop(), () => server.stop(true)),
  };
}
