// SPDX-License-Identifier: MIT
// What stands on the port while a project is developed: it passes requests to the server of the latest build, lets them
// wait while that is being replaced, tells each of them, and shows failures with lines of C.

import { createServer, request as httpRequest, Agent } from 'node:http';
import { connect } from 'node:net';
import { listen } from '../host/node.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { Duplex } from 'node:stream' */

/** @typedef {{port: number} | {broken: string}} Target the server's port, or why there is none */

/**
 * @typedef {object} FrontOptions
 * @property {number} port 0 takes a free one
 * @property {(line: string) => void} log of requests
 * @property {(text: string) => Promise<string>} explain makes a failure's text readable
 */

/** Headers of one connection, not of the request (RFC 9110, 7.6.1); `expect` has been answered here. */
const HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'expect']);

/** Texts of failures are short; what is longer is the handler's own. */
const MAX_FAILURE_BYTES = 65_536;

export class Front {
  /** Where requests go; while it is pending they wait. @type {Promise<Target>} */
  #target;
  /** @type {(target: Target) => void} */
  #decide = () => {};
  #agent = new Agent({ keepAlive: true });
  #server;
  #log;
  #explain;

  /** @param {Omit<FrontOptions, 'port'>} options */
  constructor({ log, explain }) {
    this.#log = log;
    this.#explain = explain;
    this.#target = this.#undecided();
    this.#server = createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
    // Limits are the server's behind it.
    this.#server.requestTimeout = 0;
    this.#server.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head).catch(() => socket.destroy());
    });
  }

  /**
   * @param {FrontOptions} options
   * @returns {Promise<{front: Front, port: number}>} all requests wait until point() is called
   */
  static async open({ port, ...options }) {
    const front = new Front(options);
    const address = await listen(front.#server, port, '127.0.0.1');
    return { front, port: address.port };
  }

  /** @returns {Promise<Target>} */
  #undecided() {
    return new Promise((resolve) => {
      this.#decide = resolve;
    });
  }

  /** Requests that come from now on wait for point(). */
  hold() {
    this.#target = this.#undecided();
  }

  /** @param {Target} target of requests that wait, and of those to come */
  point(target) {
    this.#decide(target);
    this.#target = Promise.resolve(target);
    this.#agent.destroy(); // connections to a server that is gone
    this.#agent = new Agent({ keepAlive: true });
  }

  /** Ends connections, too. */
  close() {
    this.#agent.destroy();
    this.#decide({ broken: 'The server is closing.' });
    return new Promise((resolve) => {
      this.#server.close(() => resolve(undefined));
      this.#server.closeAllConnections();
    });
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  async #pass(request, response) {
    const began = performance.now();
    const { method = 'GET', url = '/' } = request;
    response.once('close', () => {
      const outcome = response.writableFinished ? response.statusCode : `${response.headersSent ? response.statusCode : '-'} (broken off)`;
      this.#log(`${method} ${url} ${outcome} ${Math.round(performance.now() - began)} ms`);
    });
    const target = await this.#target;
    if ('broken' in target) return answer(response, target.broken);
    const passed = httpRequest({ host: '127.0.0.1', port: target.port, method, path: url, agent: this.#agent, headers: endToEnd(request.rawHeaders), setHost: false });
    response.once('close', () => passed.destroy());
    passed.once('error', (error) => {
      if (response.headersSent) response.destroy();
      else answer(response, `The server broke off: ${error.message}.`, 502);
    });
    passed.once('response', (from) => this.#answer(from, response).catch(() => response.destroy()));
    request.pipe(passed);
    return undefined;
  }

  /**
   * @param {IncomingMessage} from
   * @param {ServerResponse} response
   */
  async #answer(from, response) {
    const { statusCode = 502, headers } = from;
    const length = Number(headers['content-length'] ?? NaN);
    if (statusCode === 500 && headers['content-type']?.startsWith('text/plain') && length <= MAX_FAILURE_BYTES) {
      let text = '';
      for await (const piece of from.setEncoding('utf8')) text += piece;
      return answer(response, (await this.#explain(text)).trimEnd());
    }
    response.writeHead(statusCode, endToEnd(from.rawHeaders));
    response.flushHeaders();
    from.once('error', () => response.destroy()).once('aborted', () => response.destroy());
    from.pipe(response);
    return undefined;
  }

  /**
   * @param {IncomingMessage} request
   * @param {Duplex} socket
   * @param {Buffer} head what came behind the request
   */
  async #upgrade(request, socket, head) {
    const target = await this.#target;
    this.#log(`${request.method} ${request.url} upgrade to ${request.headers.upgrade}`);
    if ('broken' in target) return void socket.end(`HTTP/1.1 500 Internal Server Error\r\nconnection: close\r\n\r\n${target.broken}\n`);
    const behind = connect(target.port, '127.0.0.1');
    const { rawHeaders } = request;
    const lines = Array.from({ length: rawHeaders.length / 2 }, (_, i) => `${rawHeaders[2 * i]}: ${rawHeaders[2 * i + 1]}\r\n`);
    behind.write(Buffer.from(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'));
    behind.write(head);
    socket.pipe(behind).pipe(socket);
    const end = () => {
      socket.destroy();
      behind.destroy();
    };
    for (const each of [socket, behind]) each.once('error', end).once('close', end);
    return undefined;
  }
}

/**
 * @param {readonly string[]} raw names and values in turn
 * @returns {string[]}
 */
function endToEnd(raw) {
  return raw.filter((_, i) => !HOP.has(String(raw[i - (i % 2)]).toLowerCase()));
}

/**
 * @param {ServerResponse} response
 * @param {string} sentence
 */
function answer(response, sentence, status = 500) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${sentence}\n`);
}
