// SPDX-License-Identifier: MIT
// A request that a handler passes on as it came: to a Durable Object, or to another worker.

/**
 * @param {{fetch: (request: Request) => Promise<Response>}} target
 * @param {unknown} request what the platform gave
 * @param {string} path with query, in place of the request's own
 * @param {Uint8Array | null} body when the guest has it; null when there is none, or nobody has read it yet
 * @returns {Promise<Response>}
 */
export function forward(target, request, path, body) {
  if (!(request instanceof Request)) throw new TypeError('Only an HTTP request can be passed on, and this call is none.');
  if (!path.startsWith('/')) throw new TypeError(`A request is passed on to a path that begins with "/", and not to ${JSON.stringify(path)}.`);
  // Put together, since a path that begins with two slashes would be taken for another host.
  const url = new URL(request.url).origin + path;
  if (body === null) return target.fetch(new Request(url, request));
  const { method, headers, redirect } = request;
  return target.fetch(new Request(url, { method, headers, redirect, body: /** @type {BodyInit} */ (/** @type {unknown} */ (body)) }));
}
