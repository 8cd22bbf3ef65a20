// SPDX-License-Identifier: MIT
// A guest as a fetch handler: workerd, Cloudflare Workers, Deno, Bun, and every server that speaks Request and Response.

import { bodyTooLarge, createGuest, isBodyless, plainAnswer } from './guest.js';
import { pathOf } from './target.js';

/** @import { GuestOptions } from './guest.js' */
/** @import { HeaderSource } from './headers.js' */
/** @import { Answer } from './instance.js' */

const encoder = new TextEncoder();

/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & {trustContentLength?: boolean}} [options] trustContentLength: requests come from an HTTP
 *   server that lets no body be longer than declared, so that one of a declared length is read in one piece
 * @returns {(request: Request) => Response | Promise<Response>} without a promise where there is no body to wait for
 */
export function createHandler(module, options) {
  const guest = createGuest(module, options);
  const trusted = options?.trustContentLength === true;

  /**
   * @param {Request} request
   * @param {Uint8Array[] | null} body
   */
  function answer(request, body) {
    const { method } = request;
    return toResponse(method, guest.call({ method, path: pathOf(request.url), body, headers: new FetchHeaders(request) }));
  }

  return function handle(request) {
    const { method } = request;
    // Reading `request.body` makes a stream: only where there can be one.
    if (method === 'GET' || method === 'HEAD' || request.body === null) return answer(request, null);
    return readBody(request, guest.maxBodyBytes, trusted).then((body) =>
      Array.isArray(body) ? answer(request, body) : toResponse(method, body));
  };
}

/**
 * Headers of a request, which platforms make when `headers` is first read.
 * @implements {HeaderSource}
 */
class FetchHeaders {
  /** @param {Request} request */
  constructor(request) {
    this.request = request;
  }

  /** @param {string} name */
  get(name) {
    return this.request.headers.get(name);
  }

  /** @param {(value: string, name: string) => void} visit */
  forEach(visit) {
    this.request.headers.forEach((value, name) => visit(value, name));
  }
}

/**
 * The body's pieces, or the answer to a body that is too long or breaks off.  What a request declares can refuse it
 * early, but is believed only when the caller vouches for it: the stream may hold more.
 * @param {Request} request with a body
 * @param {number} maxBytes
 * @param {boolean} trusted
 * @returns {Promise<Uint8Array[] | Answer>} never rejects
 */
async function readBody(request, maxBytes, trusted) {
  const declared = request.headers.get('content-length');
  if (Number(declared) > maxBytes) return bodyTooLarge(maxBytes);
  try {
    if (trusted && declared !== null) return [new Uint8Array(await request.arrayBuffer())];
    const reader = /** @type {ReadableStream<Uint8Array>} */ (request.body).getReader();
    const pieces = [];
    let bytes = 0;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return pieces;
      bytes += value.byteLength;
      // Not waited for: the answer does not depend on how the source takes it.
      if (bytes > maxBytes) {
        reader.cancel().catch(() => {});
        return bodyTooLarge(maxBytes);
      }
      pieces.push(value);
    }
  } catch {
    // Most often the client is gone, and nobody reads this.
    return plainAnswer(400, 'The body of the request could not be read to its end.');
  }
}

/**
 * @param {string} method
 * @param {Answer} answer
 * @returns {Response}
 */
function toResponse(method, { status, contentType, body, headers }) {
  const bodyless = isBodyless(method, status);
  if (headers.length === 0 && contentType !== null && !bodyless)
    return new Response(/** @type {BodyInit | null} */ (body), { status, headers: { 'content-type': contentType } });

  /** @type {[string, string][]} */
  const lines = contentType === null ? [] : [['content-type', contentType]];
  for (const [name, value] of headers) if (name !== 'content-type' || contentType === null) lines.push([name, value]);
  if (bodyless) return new Response(null, { status, headers: lines });
  // A string would be given a content type of the platform's own.
  const bytes = contentType === null && typeof body === 'string' ? encoder.encode(body) : body;
  return new Response(/** @type {BodyInit | null} */ (bytes), { status, headers: lines });
}
