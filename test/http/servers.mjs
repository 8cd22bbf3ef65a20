// SPDX-License-Identifier: MIT
// Servers for the tests: examples and fixtures on both hosts, each on a free port, stopped by whoever started it.

import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { serveMiniflare } from '../../js/host/miniflare.js';
import { HOSTS, startExample, startGuest as start } from '../../examples/start.mjs';

export { HOSTS, startExample };

/** Where tests run that are about the guest more than about the host. */
export const MAIN_HOSTS = ['workerd', 'node'];

/** Hosts whose guest is one instance: what one request keeps in globals the next one finds. */
export const SINGLE_HOSTS = HOSTS.filter((host) => host !== 'cluster');

/**
 * Serve a guest of build/wasm.
 * @param {string} name
 * @param {string} host of HOSTS, or "miniflare", for bindings: its answer's `mf` reaches them
 * @param {{log?: (line: string) => void, port?: number, bindings?: object, persist?: string, outbound?: string,
 *   workers?: object[]} & import('../../js/host/guest.js').GuestOptions} options
 */
export async function startGuest(name, host, { log = () => {}, ...options } = {}) {
  const file = new URL(`../../build/wasm/${name}.wasm`, import.meta.url);
  if (host === 'miniflare') return serveMiniflare({ wasm: new Uint8Array(await readFile(file)), port: 0, log, ...options });
  return start(file, host, { port: 0, log, ...options });
}

/** @param {string} name */
export async function fixture(name) {
  return new Uint8Array(await readFile(new URL(`../../build/wasm/fixtures/${name}.wasm`, import.meta.url)));
}

/**
 * @param {string} name
 * @param {string} host
 * @param {{log?: (line: string) => void, development?: boolean}} [options]
 */
export const startFixture = (name, host, options) => startGuest(`fixtures/${name}`, host, options);

/**
 * @typedef {object} RawAnswer
 * @property {number} status
 * @property {Map<string, string[]>} headers
 * @property {Buffer} body
 */

/**
 * One connection, over which requests are written as bytes.
 * @param {string} url
 */
export function rawConnection(url) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = Buffer.alloc(0);
  let ended = false;
  let wake = () => {};
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
    wake();
  });
  for (const event of ['end', 'close', 'error']) {
    socket.on(event, () => {
      ended = true;
      wake();
    });
  }
  /**
   * @template T
   * @param {() => T | null} attempt
   * @returns {Promise<T>}
   */
  async function until(attempt) {
    for (;;) {
      const result = attempt();
      if (result !== null) return result;
      if (ended) throw new Error(`The connection ended after ${received.length} unread bytes`);
      await new Promise((resolve) => {
        wake = () => resolve(undefined);
      });
    }
  }
  /** @param {number} end */
  function take(end) {
    const bytes = received.subarray(0, end);
    received = received.subarray(end);
    return bytes;
  }
  return {
    socket,
    /** @param {string | Uint8Array} bytes */
    write: (bytes) => socket.write(bytes),
    /** @returns {Promise<RawAnswer>} the next answer; `bodyless` as for HEAD */
    async read({ bodyless = false } = {}) {
      const head = await until(() => {
        const end = received.indexOf('\r\n\r\n');
        return end < 0 ? null : take(end + 4);
      });
      const [line = '', ...lines] = head.toString('latin1').trimEnd().split('\r\n');
      /** @type {Map<string, string[]>} */
      const headers = new Map();
      for (const header of lines) {
        const colon = header.indexOf(':');
        const name = header.slice(0, colon).toLowerCase();
        headers.set(name, [...(headers.get(name) ?? []), header.slice(colon + 1).trim()]);
      }
      const length = bodyless ? 0 : Number(headers.get('content-length')?.[0] ?? 0);
      const body = await until(() => (received.length < length ? null : take(length)));
      return { status: Number(line.split(' ')[1]), headers, body };
    },
    /** Resolves when the server has closed the connection. */
    closed: () => until(() => (ended ? true : null)),
  };
}
