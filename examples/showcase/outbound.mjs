// SPDX-License-Identifier: MIT
// Where outbound requests go on Node, Deno and Bun.  (On workerd the host sees to it.)

import { request as ask } from 'node:http';
import { Readable } from 'node:stream';

/** Statuses whose responses have no body. */
const BODYLESS = new Set([204, 205, 304]);

/**
 * From now on fetch() sends every request as plain HTTP to `address`, its Host header and path kept, except those to
 * `ownPort` of this machine.  fetch() itself would not send another Host than it connects to.
 * @param {string} address host:port
 * @param {number} ownPort
 */
export function routeOutbound(address, ownPort) {
  const direct = globalThis.fetch;
  const own = new Set(['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${ownPort}`));
  const { hostname, port } = new URL(`http://${address}`);
  globalThis.fetch = /** @type {typeof fetch} */ (async (input, init) => {
    const request = new Request(input, init);
    const { method, signal } = request;
    const { host, pathname, search } = new URL(request.url);
    if (own.has(host)) return direct(request);
    const body = request.body === null ? null : Buffer.from(await request.arrayBuffer());
    const length = body === null ? {} : { 'content-length': String(body.length) };
    const headers = { ...Object.fromEntries(request.headers), ...length, host };
    /** @type {import('node:http').IncomingMessage} */
    const answer = await new Promise((resolve, reject) => {
      ask({ hostname, port, method, path: pathname + search, headers, signal }, resolve).on('error', reject).end(body ?? undefined);
    });
    const status = answer.statusCode ?? 0;
    const pieces = Readable.toWeb(answer);
    return new Response(BODYLESS.has(status) ? null : /** @type {any} */ (pieces), { status, headers: /** @type {any} */ (answer.headers) });
  });
}
