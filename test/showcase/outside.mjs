// SPDX-License-Identifier: MIT
// The outside world of the showcase, as its OUTBOUND: https://httpbin.org/{get,headers,status/N,post} and
// https://example.com, told apart by the Host header.  What it was asked is kept for the tests.

import { createServer } from 'node:http';

/**
 * @typedef {object} Asked
 * @property {string} method
 * @property {string} host
 * @property {string} path
 * @property {string | undefined} type
 * @property {string} body
 * @property {number} open requests that had no answer yet when this one had come, with itself
 */

/**
 * @typedef {object} Outside
 * @property {string} address host:port
 * @property {Asked[]} asked
 * @property {() => Promise<void>} close
 */

/**
 * @param {number} port 0 takes a free one
 * @returns {Promise<Outside>}
 */
export async function startOutside(port) {
  /** @type {Asked[]} */
  const asked = [];
  let open = 0;
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces).toString();
    const host = headers.host ?? '';
    open++;
    response.once('close', () => open--);
    asked.push({ method, host, path, type: headers['content-type'], body, open });
    const answer = SITES[host]?.({ method, path, headers, body }) ?? { status: 502, text: `There is no ${host} out here.` };
    if (answer.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
    response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'text/plain' });
    response.end(answer.text);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined)));
  const { port: taken } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `127.0.0.1:${taken}`,
    asked,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/**
 * @typedef {object} Question
 * @property {string} method
 * @property {string} path
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body
 */

/** @typedef {{status?: number, type?: string, text: string, delayMs?: number}} Reply */

/** @type {Record<string, (question: Question) => Reply | undefined>} */
const SITES = {
  'example.com': ({ path }) => (path === '/' ? { type: 'text/html', text: '<!doctype html><title>Example Domain</title>\n' } : undefined),
  'httpbin.org': httpbin,
  // Answers late, and with as many bytes as it was asked for: whose answer a request got shows in the length.
  'slow.example': ({ path }) => {
    const [, delayMs = '0', bytes = '0'] = /^\/(\d+)\/(\d+)$/.exec(path) ?? [];
    return { text: 'x'.repeat(Number(bytes)), delayMs: Number(delayMs) };
  },
};

/**
 * @param {Question} question
 * @returns {Reply | undefined}
 */
function httpbin({ method, path, headers, body }) {
  const [, status] = /^\/status\/(\d{3})$/.exec(path) ?? [];
  if (status !== undefined) return { status: Number(status), text: '' };
  const url = `https://httpbin.org${path}`;
  const json = (/** @type {object} */ value) => ({ type: 'application/json', text: `${JSON.stringify(value)}\n` });
  if (path === '/get' && method === 'GET') return json({ url, headers });
  if (path === '/headers' && method === 'GET') return json({ headers });
  if (path === '/post' && method === 'POST') return json({ url, data: body });
  return undefined;
}
