// SPDX-License-Identifier: MIT
// A guest behind Node's own HTTP server, without Request and Response objects in between.

import { createServer } from 'node:http';
import { createServer as createNetServer } from 'node:net';
import { portTaken, urlOf } from './errors.js';
import { bodyTooLarge, createGuest, isBodyless } from './guest.js';
import { PassedResponse } from './passed-response.js';
import { ResponseStream } from './response-stream.js';
import { pathOfTarget } from './target.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { AddressInfo, Socket } from 'node:net' */
/** @import { BodySource } from './body.js' */
/** @import { GuestOptions } from './guest.js' */
/** @import { HeaderSource } from './headers.js' */
/** @import { Answer } from './instance.js' */

/**
 * @typedef {object} Server
 * @property {string} url without a slash at the end
 * @property {() => number} memoryBytes size of the guest's memory
 * @property {() => Promise<void>} close stops listening, finishes the answers being sent and ends all other
 *   connections; resolves when all are done
 */

/**
 * Serve a guest over HTTP.
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & {port?: number, hostname?: string}} [options] port 0 takes a free one
 * @returns {Promise<Server>}
 * @throws {GuestError} the module is no guest, does not start, or the port is taken
 */
export async function serve(module, { port = 8787, hostname = '127.0.0.1', ...options } = {}) {
  const guest = createGuest(module, options);
  guest.start();
  /** Every connection, with the answer to its latest request. @type {Map<Socket, ServerResponse | null>} */
  const connections = new Map();
  const server = createServer((request, response) => {
    connections.set(request.socket, response);
    const { method = 'GET', url = '/' } = request;
    const path = pathOfTarget(url);
    const headers = new NodeHeaders(request);
    /** @param {Answer | Promise<Answer>} answer */
    const sendWhenReady = (answer) => {
      if (answer instanceof Promise) answer.then((ready) => send(request, response, method, ready));
      else send(request, response, method, answer);
    };
    if (guest.waits && hasBody(request) && guest.streams(method, path)) {
      sendWhenReady(guest.handle({ method, path, stream: new NodeBody(request), headers }));
      return;
    }
    collectBody(request, guest.maxBodyBytes, (body) => {
      if (body === 'too large') refuse(request, response, bodyTooLarge(guest.maxBodyBytes));
      else sendWhenReady(guest.handle({ method, path, body, headers }));
    });
  });
  server.on('connection', (socket) => {
    connections.set(socket, null);
    socket.once('close', () => connections.delete(socket));
  });
  const address = await listen(server, port, hostname);
  return {
    url: urlOf(hostname, address.port),
    memoryBytes: () => guest.memoryBytes,
    close: () =>
      new Promise((resolve) => {
        // Called by close(); it would cut off answers that are written but not sent.  The loop below does it better.
        server.closeIdleConnections = () => {};
        server.close(() => resolve());
        for (const [socket, response] of connections) {
          // Requests are answered as soon as they are complete: one without an answer may never be.
          if (response?.writableEnded && !response.writableFinished) response.once('finish', () => socket.destroySoon());
          else socket.destroy();
        }
      }),
  };
}

/**
 * @param {import('node:net').Server} server
 * @param {number} port
 * @param {string} hostname
 * @returns {Promise<AddressInfo>}
 */
export function listen(server, port, hostname) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      reject(error.code === 'EADDRINUSE' ? portTaken(hostname, port) : error);
    });
    server.listen(port, hostname, () => resolve(/** @type {AddressInfo} */ (server.address())));
  });
}

/**
 * Look whether a port is free, for a program that tells a taken one badly.  Somebody may take it before that program does.
 * @param {number} port 0 takes a free one
 * @param {string} hostname
 * @returns {Promise<number>} the port
 * @throws {GuestError} it is taken
 */
export async function freePort(port, hostname) {
  const probe = createNetServer();
  const { port: found } = await listen(probe, port, hostname);
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

/** @param {IncomingMessage} request */
function hasBody({ headers: { 'content-length': length, 'transfer-encoding': encoding } }) {
  return encoding !== undefined || (length !== undefined && length !== '0');
}

/**
 * A body that the handler reads as it comes.  Node stops reading from the socket when a piece waits here.
 * @implements {BodySource}
 */
class NodeBody {
  /** @param {IncomingMessage} request */
  constructor(request) {
    this.request = request;
    this.wake = () => {};
    this.onChange = () => this.wake();
    for (const event of ['readable', 'end', 'close', 'error']) request.on(event, this.onChange);
  }

  /** @returns {Uint8Array | null | Promise<Uint8Array | null>} */
  read() {
    const { request } = this;
    const piece = request.read();
    if (piece !== null) return piece;
    if (request.readableEnded) return null;
    if (request.destroyed) throw new Error('The client went away before the end of the body.');
    return new Promise((resolve) => {
      this.wake = () => resolve(undefined);
    }).then(() => this.read());
  }

  cancel() {
    this.wake = () => {};
    this.request.off('readable', this.onChange);
  }
}

/**
 * Call `done` once with the body's pieces, or never when the client goes away first.
 * @param {IncomingMessage} request
 * @param {number} maxBytes
 * @param {(body: Uint8Array[] | null | "too large") => void} done
 */
function collectBody(request, maxBytes, done) {
  if (!hasBody(request)) return done(null);
  if (Number(request.headers['content-length']) > maxBytes) return done('too large');
  /** @type {Uint8Array[]} */
  const pieces = [];
  let bytes = 0;
  /** @param {Uint8Array} piece */
  const take = (piece) => {
    bytes += piece.byteLength;
    if (bytes > maxBytes) {
      request.off('data', take).off('end', finish);
      done('too large');
    } else {
      pieces.push(piece);
    }
  };
  const finish = () => done(pieces);
  // A client that goes away emits "error"; without the end there is nothing to answer.
  request.on('data', take).on('end', finish).on('error', () => {});
}

/**
 * Answer at once, and then the connection is closed.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {Answer} answer
 */
function refuse(request, response, { status, contentType, body }) {
  const text = /** @type {string} */ (body);
  response.writeHead(status, { 'content-type': contentType ?? '', 'content-length': text.length, connection: 'close' });
  response.write(text);
  endAfter(request, response);
}

/**
 * Read the rest of a body, discarding, before the answer and its connection end: closing a socket with unread
 * bytes resets it, and the client would see the reset instead of the answer.  The server's requestTimeout ends
 * clients that never stop.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
function endAfter(request, response) {
  request.on('end', () => response.end()).on('error', () => {});
  request.resume();
}

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {string} method
 * @param {Answer} answer
 */
function send(request, response, method, { status, contentType, body, headers }) {
  const lines = [];
  if (contentType !== null) lines.push('content-type', contentType);
  for (const [name, value] of headers) if (name !== 'content-type' || contentType === null) lines.push(name, value);
  // A string is ASCII (Instance keeps other text as bytes), so that its length is its byte length.
  if (body instanceof PassedResponse) {
    sendStream(request, response, method, status, body.lines(headers), body);
    return;
  }
  if (body instanceof ResponseStream) {
    sendStream(request, response, method, status, lines, body);
    return;
  }
  if (status !== 204 && status !== 304) lines.push('content-length', String(status === 205 ? 0 : (body?.length ?? 0)));
  const unread = !request.readableEnded && hasBody(request);
  if (unread) lines.push('connection', 'close');
  response.writeHead(status, lines);
  const sent = body === null || isBodyless(method, status) ? undefined : body;
  if (!unread) {
    response.end(sent);
    return;
  }
  response.flushHeaders();
  if (sent !== undefined) response.write(sent);
  endAfter(request, response);
}

/**
 * Send pieces as the handler makes them, no faster than the client takes them.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {string} method
 * @param {number} status
 * @param {string[]} lines
 * @param {ResponseStream | PassedResponse} stream
 */
async function sendStream(request, response, method, status, lines, stream) {
  response.writeHead(status, lines);
  if (isBodyless(method, status)) {
    stream.discard();
    response.end();
    return;
  }
  response.flushHeaders();
  let goOn = () => {};
  response.on('drain', () => goOn());
  response.on('close', () => {
    stream.cancel();
    goOn();
  });
  if (response.destroyed) stream.cancel(); // the client was gone before the first piece
  try {
    for (let piece = await stream.next(); piece !== null; piece = await stream.next()) {
      if (!response.write(piece) && !response.destroyed)
        await new Promise((resolve) => {
          goOn = () => resolve(undefined);
        });
    }
  } catch {
    response.destroy(); // the client sees that the body has not ended
    return;
  }
  if (hasBody(request) && !request.readableEnded) endAfter(request, response);
  else response.end();
}

/**
 * Headers as Node parsed them; it does so when first asked.
 * @implements {HeaderSource}
 */
class NodeHeaders {
  /** @param {IncomingMessage} request */
  constructor(request) {
    this.request = request;
  }

  /** @param {string} name */
  get(name) {
    const { headers } = this.request;
    const key = name.toLowerCase();
    return Object.hasOwn(headers, key) ? utf8(String(headers[key])) : null;
  }

  /** @param {(value: string, name: string) => void} visit */
  forEach(visit) {
    for (const [name, value] of Object.entries(this.request.headers)) visit(utf8(String(value)), name);
  }
}

/**
 * Node shows every byte of a header as one character; guests get the text that the bytes are in UTF-8, as on workerd.
 * @param {string} value
 */
function utf8(value) {
  return /[\x80-\xff]/.test(value) ? Buffer.from(value, 'latin1').toString() : value;
}
