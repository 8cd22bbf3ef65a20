// SPDX-License-Identifier: MIT
// A guest as a fetch handler: workerd, Cloudflare Workers, Deno, Bun, and every server that speaks Request and Response.

import { isEventMethod } from './events.js';
import { bodyTooLarge, createGuest, isBodyless, plainAnswer } from './guest.js';
import { PassedResponse } from './passed-response.js';
import { Pieces } from './pieces.js';
import { ResponseStream } from './response-stream.js';
import { pathOf } from './target.js';

/** @import { BodySource } from './body.js' */
/** @import { Guest, GuestOptions } from './guest.js' */
/** @import { HeaderSource } from './headers.js' */
/** @import { Answer } from './instance.js' */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Alone among all it shows headers as text, not as one character for each byte (https://fetch.spec.whatwg.org/#concept-header). */
const SHOWS_TEXT = globalThis.navigator?.userAgent === 'Cloudflare-Workers';

/** @param {string} value of a header @returns {string} the text that its bytes are in UTF-8 */
function textOf(value) {
  if (SHOWS_TEXT || !/[\x80-\xff]/.test(value) || /[^\0-\xff]/.test(value)) return value;
  return decoder.decode(Uint8Array.from(value, (character) => character.charCodeAt(0)));
}

/**
 * @typedef {object} FetchOptions
 * @property {boolean} [trustContentLength] requests come from an HTTP server that lets no body be longer than declared, so
 *   that one of a declared length is read in one piece
 */

/**
 * @typedef {(request: Request, env?: unknown, context?: unknown) => Response | Promise<Response>} FetchHandler without a
 *   promise where there is no body and nothing to wait for.  A `context` with waitUntil(), as workerd passes one, keeps a
 *   handler alive whose client has gone
 */

/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & FetchOptions} [options]
 * @returns {FetchHandler}
 */
export function createHandler(module, options) {
  return fetchHandler(createGuest(module, options), options);
}

/**
 * The same over a guest that others use, too.
 * @param {Guest} guest
 * @param {FetchOptions} [options]
 * @returns {FetchHandler}
 */
export function fetchHandler(guest, options) {
  const trusted = options?.trustContentLength === true;

  /**
   * @param {Request} request
   * @param {Uint8Array[] | null} body
   * @param {BodySource} [stream]
   * @param {unknown} [env]
   * @param {unknown} [context]
   */
  function answer(request, body, stream, env, context) {
    const { method } = request;
    const answered = guest.handle({ method, path: pathOf(request.url), body, stream, env, context, event: request, headers: new FetchHeaders(request) });
    if (!(answered instanceof Promise)) return toResponse(method, answered);
    return answered.then((ready) => {
      const { body: streamed } = ready;
      if (streamed instanceof ResponseStream) {
        keepAlive(context, streamed.finished);
        // A client that goes before the first piece was read: nobody ever reads, or cancels, the body.
        request.signal.addEventListener('abort', () => streamed.cancel());
        if (request.signal.aborted) streamed.cancel();
      }
      return toResponse(method, ready);
    });
  }

  /**
   * @param {Request} request
   * @param {unknown} [env] bindings
   * @param {unknown} [context]
   * @returns {Response | Promise<Response>}
   */
  function respond(request, env, context) {
    const { method } = request;
    if (isEventMethod(method)) return toResponse(method, plainAnswer(501, 'This method is none that a client can send.'));
    // Reading `request.body` makes a stream: only where there can be one.
    if (method === 'GET' || method === 'HEAD' || request.body === null) return answer(request, null, undefined, env, context);
    if (guest.waits && guest.streams(method, pathOf(request.url))) return answer(request, null, new FetchBody(request, trusted), env, context);
    return readBody(request, guest.maxBodyBytes, trusted).then((body) =>
      Array.isArray(body) ? answer(request, body, undefined, env, context) : toResponse(method, body));
  }

  if (!guest.waits && !guest.fansOut) return (request) => respond(request);
  return function handle(request, env, context) {
    // Deno and Bun pass other things in second place, and nothing in third.
    const response = respond(request, context === undefined ? undefined : env, context);
    if (response instanceof Promise) keepAlive(context, response);
    return response;
  };
}

/**
 * When a client goes away, workerd drops its request's promises: a handler that waits would never go on, and what it
 * holds would never be given back.
 * @param {any} context
 * @param {Promise<unknown>} work
 */
function keepAlive(context, work) {
  context?.waitUntil?.(work);
}

/**
 * A body that the handler reads as it comes.
 * @implements {BodySource}
 */
class FetchBody {
  /**
   * @param {Request} request with a body
   * @param {boolean} trusted its declared length is the body's
   */
  constructor(request, trusted) {
    this.request = request;
    /** None before the first read: until then the handler may pass the whole request on. @type {Pieces | null} */
    this.pieces = null;
    const declared = trusted ? request.headers.get('content-length') : null;
    /** Bytes to come, where that is known. */
    this.left = declared === null ? null : Number(declared);
  }

  /** @returns {Promise<Uint8Array | null>} */
  async read() {
    this.pieces ??= new Pieces(/** @type {ReadableStream<Uint8Array>} */ (this.request.body));
    const piece = await this.pieces.next(); // it is free again when the guest has taken it
    if (this.left === null) return piece;
    if (piece !== null) this.left -= piece.byteLength;
    else if (this.left > 0) throw new Error(`The body ended ${this.left} bytes before its declared end.`);
    return piece;
  }

  cancel() {
    // Not waited for: nothing depends on how the source takes it.
    if (this.pieces !== null) this.pieces.cancel();
    else if (!this.request.bodyUsed && !this.request.body?.locked) this.request.body?.cancel().catch(() => {});
  }
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
    const value = this.request.headers.get(name);
    return value === null ? null : textOf(value);
  }

  /** @param {(value: string, name: string) => void} visit */
  forEach(visit) {
    this.request.headers.forEach((value, name) => visit(textOf(value), name));
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
  if (body instanceof PassedResponse) return body.with(headers);
  const bodyless = isBodyless(method, status);
  if (headers.length === 0 && contentType !== null && !bodyless && !(body instanceof ResponseStream))
    return new Response(/** @type {BodyInit | null} */ (body), { status, headers: { 'content-type': contentType } });

  /** @type {[string, string][]} */
  const lines = contentType === null ? [] : [['content-type', contentType]];
  for (const [name, value] of headers) if (name !== 'content-type' || contentType === null) lines.push([name, value]);
  if (bodyless) {
    if (body instanceof ResponseStream) body.discard();
    return new Response(null, { status, headers: lines });
  }
  // A string would be given a content type of the platform's own.
  const bytes = body instanceof ResponseStream ? readable(body) : contentType === null && typeof body === 'string' ? encoder.encode(body) : body;
  // What the handler encoded is sent as it is: workerd would encode it once more.
  const init = { status, headers: lines, encodeBody: 'manual' };
  return new Response(/** @type {BodyInit | null} */ (bytes), init);
}

/**
 * @param {ResponseStream} stream
 * @returns {ReadableStream<Uint8Array>}
 */
function readable(stream) {
  return new ReadableStream(
    {
      async pull(controller) {
        const piece = await stream.next();
        if (piece === null) controller.close();
        else controller.enqueue(piece);
      },
      cancel: () => stream.cancel(),
    },
    { highWaterMark: 0 }, // the handler waits for the client, not for a queue here
  );
}
