// SPDX-License-Identifier: MIT
// Servers for the tests: examples and fixtures on both hosts, each on a free port, stopped by whoever started it.

import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serveMiniflare } from '../../js/host/miniflare.js';
import { serve } from '../../js/host/node.js';
import { serveWorkerd } from '../../js/host/workerd.js';

import { BUN, DENO } from '../runtimes/runtimes.mjs';

export { HOSTS, startExample } from '../../examples/start.mjs';

/** Where a handler that waits can run: the hosts, and the servers of Deno and Bun with createHandler(). */
export const WAITING_HOSTS = ['workerd', 'node', 'deno', 'bun'];

/**
 * Serve a guest of build/wasm.
 * @param {string} name
 * @param {string} host of WAITING_HOSTS, or "miniflare", for bindings: its answer's `mf` reaches them
 * @param {{log?: (line: string) => void, development?: boolean, maxBodyBytes?: number, bindings?: object, persist?: string,
 *   outbound?: string, workers?: object[]}} options
 * @returns {Promise<{url: string, pid?: number, mf?: any, memoryBytes?: () => number, close: () => Promise<void>}>}
 */
export async function startGuest(name, host, { log = () => {}, ...options }) {
  const file = fileURLToPath(new URL(`../../build/wasm/${name}.wasm`, import.meta.url));
  const wasm = new Uint8Array(await readFile(file));
  if (host === 'workerd') return serveWorkerd({ wasm, port: 0, log, ...options });
  if (host === 'miniflare') return serveMiniflare({ wasm, port: 0, log, ...options });
  if (host === 'node') return { pid: process.pid, ...(await serve(await WebAssembly.compile(wasm), { port: 0, log, ...options })) };
  const script = fileURLToPath(new URL('serve-fetch.mjs', import.meta.url));
  const args = [...(host === 'deno' ? ['run', '--allow-all'] : []), script, file, JSON.stringify(options)];
  const child = spawn(host === 'deno' ? DENO : BUN, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  createInterface({ input: child.stderr }).on('line', log);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const port = await Promise.race([new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)), closed]);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: /** @type {number} */ (child.pid),
    async close() {
      child.kill();
      await closed;
    },
  };
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
export async function startFixture(name, host, options = {}) {
  const wasm = await fixture(name);
  return host === 'workerd'
    ? serveWorkerd({ wasm, port: 0, ...options })
    : serve(await WebAssembly.compile(wasm), { port: 0, ...options });
}

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
