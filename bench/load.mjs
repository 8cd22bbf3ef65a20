// SPDX-License-Identifier: MIT
// A load generator for HTTP on one machine: keep-alive connections that each send their next request as soon
// as the answer to the last is complete.  Ours, and not a package, because every answer is checked byte for
// byte at a cost per request that leaves the server the bottleneck.

import { connect } from 'node:net';

/**
 * @typedef {object} Load
 * @property {string} url
 * @property {string} [body] sent with POST, as JSON
 * @property {Buffer} answer the whole answer, head included, that every request must get
 * @property {number} connections
 * @property {number} durationMs
 */

/**
 * @param {string} url
 * @param {string} [body]
 * @returns {Buffer} the request that load() sends
 */
function requestBytes(url, body) {
  const { host, pathname, search } = new URL(url);
  const headers = [`host: ${host}`, 'accept: text/html,*/*;q=0.8', 'accept-encoding: gzip, br', 'accept-language: en', 'user-agent: load'];
  if (body !== undefined) headers.push('content-type: application/json', `content-length: ${Buffer.byteLength(body)}`);
  const method = body === undefined ? 'GET' : 'POST';
  return Buffer.from(`${method} ${pathname}${search} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body ?? ''}`);
}

/**
 * One request on a connection of its own.
 * @param {string} url
 * @param {string} [body]
 * @returns {Promise<Buffer>} the answer's bytes
 */
export function fetchBytes(url, body) {
  return new Promise((resolve, reject) => {
    const socket = open(url);
    let received = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      const head = received.indexOf('\r\n\r\n');
      const length = Number(/^content-length: *(\d+)/im.exec(received.subarray(0, head).toString())?.[1]);
      if (head >= 0 && received.length === head + 4 + length) {
        socket.destroy();
        resolve(received);
      }
    });
    socket.once('error', reject);
    socket.write(requestBytes(url, body));
  });
}

/**
 * @param {Load} load
 * @returns {Promise<number>} answers per second
 */
export async function load({ url, body, answer, connections, durationMs }) {
  const request = requestBytes(url, body);
  const start = performance.now();
  const end = start + durationMs;
  let answers = 0;
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise((resolve, reject) => {
          const socket = open(url);
          let at = 0;
          socket.on('data', (bytes) => {
            if (bytes.compare(answer, at, at + bytes.length) !== 0) {
              socket.destroy();
              reject(new Error(`A wrong answer: ${bytes.toString()}`));
              return;
            }
            at += bytes.length;
            if (at < answer.length) return;
            at = 0;
            answers++;
            if (performance.now() < end) {
              socket.write(request);
            } else {
              socket.destroy();
              resolve(undefined);
            }
          });
          socket.once('error', reject);
          socket.write(request);
        }),
    ),
  );
  return (answers / (performance.now() - start)) * 1000;
}

/** @param {string} url */
function open(url) {
  const { hostname, port } = new URL(url);
  return connect({ host: hostname, port: Number(port), noDelay: true });
}
