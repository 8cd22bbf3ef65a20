// SPDX-License-Identifier: MIT
// One guest behind workerd with the local implementations of all bindings, and four more instances of it: started once
// for all tests, since starting takes longer than they do.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { serveMiniflare } from '../../js/host/miniflare.js';
import { workerModules } from '../../js/host/worker-source.js';

export const wasm = new Uint8Array(await readFile(new URL('../../build/wasm/bindings.wasm', import.meta.url)));

/** Kinds of modules, as miniflare calls them. */
const TYPES = { esModule: 'ESModule', wasm: 'CompiledWasm', data: 'Data' };

const OTHER_WORKER = `
import { RpcTarget, WorkerEntrypoint } from 'cloudflare:workers';
class Counter extends RpcTarget {
  #count;
  constructor(count) { super(); this.#count = count; }
  increment() { return ++this.#count; }
}
export default class Other extends WorkerEntrypoint {
  add(a, b) { return a + b; }
  counter(from) { return new Counter(from); }
  fail() { throw new Error('refused by the other worker'); }
  async fetch(request) {
    const { pathname } = new URL(request.url);
    return new Response(request.method + ' ' + pathname + ' ' + await request.text(), { status: 202 });
  }
}
`;

/** Requests that left the workers. @type {string[]} */
export const outbound = [];

const upstream = createServer((request, response) => {
  outbound.push(`${request.headers.host}${request.url}`);
  response.setHeader('cache-control', 'max-age=60');
  response.setHeader('x-from', 'u');
  response.end(`upstream ${request.url}`);
});

upstream.unref(); // when the start fails, nothing else ends this

export const server = await start();

async function start() {
  await new Promise((resolve) => upstream.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (upstream.address());
  const names = ['part0', 'part1', 'part2', 'part3'];
  const modules = (await workerModules({ wasm })).map(({ name, type, contents }) => ({ type: TYPES[type], path: name, contents }));
  const server = await serveMiniflare({
    wasm,
    port: 0,
    outbound: `127.0.0.1:${port}`,
    development: true,
    log: () => {},
    bindings: {
      kv: ['KV', 'OTHER'],
      r2: ['R2'],
      d1: ['DB'],
      queues: {
        producers: { ORDERS: 'orders' },
        consumers: { orders: { max_batch_size: 10, max_batch_timeout: 0, max_retries: 2, dead_letter_queue: 'dead' }, dead: { max_batch_timeout: 0 } },
      },
      services: { RPC: 'other', ...Object.fromEntries(names.map((name, i) => [`P${i}`, name])) },
      vars: { GREETING: 'Grüße, Zoë 🙂', EMPTY: '', LIMITS: { most: 7, names: ['a', 'b'] } },
    },
    workers: [
      { name: 'other', modules: [{ type: 'ESModule', path: 'other.js', contents: OTHER_WORKER }] },
      ...names.map((name) => ({ name, modules, compatibilityFlags: ['enable_request_signal'] })),
    ],
  });

  /**
   * @param {string} path
   * @param {Record<string, string | number>} [query]
   * @param {{method?: string, body?: string | Uint8Array}} [init]
   */
  async function ask(path, query = {}, init = {}) {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    const response = await fetch(`${server.url}${path}?${search}`, /** @type {RequestInit} */ (init));
    const bytes = new Uint8Array(await response.arrayBuffer());
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      get text() {
        return new TextDecoder().decode(bytes);
      },
      get json() {
        return JSON.parse(this.text);
      },
    };
  }
  const close = async () => {
    await server.close();
    upstream.close();
  };
  return { ...server, ask, close };
}

/**
 * What `look` finds, once it is true.
 * @template T
 * @param {() => Promise<T | null | undefined | false>} look
 * @returns {Promise<T>} never resolves when it stays untrue: the test's time-out says so
 */
export async function until(look) {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
