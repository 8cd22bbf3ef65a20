// SPDX-License-Identifier: MIT
// Serves the showcase until Ctrl-C:  node serve.mjs --host workerd --port 8787 --outbound 127.0.0.1:9999
// On workerd with all of its bindings, kept in a temporary folder; on Node, Deno and Bun, which run this file themselves,
// what needs none.

import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { routeOutbound } from './outbound.mjs';

const WASM = new URL('../../build/wasm/showcase.wasm', import.meta.url);
const HOSTS = ['workerd', 'node', 'deno', 'bun'];
const USAGE = `Usage: serve.mjs [--host ${HOSTS.join('|')}] [--port 8787] [--outbound host:port]`;

/** Names of bindings are those of store.c, files.c and object.c. */
const BINDINGS = { kv: ['KV'], r2: ['FILES'], durableObjects: { SHOWCASE: { class: 'Showcase' } } };

const SAMPLES = ['/', '/json', '/sha256?input=test', '/simd', '/aes?text=secret+data', '/echo?name=gomode&q=search'];
/** Those of workerd. */
const MORE_SAMPLES = ['/kv/get?key=greeting', '/do/json', '/do/fs/readdir?path=/data', '/do/ws'];

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * @typedef {object} Running
 * @property {string} url
 * @property {() => Promise<void>} close
 */

/**
 * @param {Uint8Array<ArrayBuffer>} wasm
 * @param {{port: number, outbound: string | undefined}} options
 * @returns {Promise<Running>}
 */
async function serveOnWorkerd(wasm, options) {
  const { serveMiniflare } = await import('../../js/host/miniflare.js');
  const persist = await mkdtemp(join(tmpdir(), 'zerobuf-showcase-'));
  const remove = () => rm(persist, { recursive: true, force: true });
  process.once('exit', () => rmSync(persist, { recursive: true, force: true })); // a signal has come during the start
  try {
    const { url, close } = await serveMiniflare({ wasm, bindings: BINDINGS, persist, ...options });
    return { url, close: () => close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} wasm
 * @param {string} host
 * @param {{port: number, outbound: string | undefined}} options
 * @returns {Promise<Running>}
 */
async function serveHere(wasm, host, { port, outbound }) {
  const { serve } = await import(`../../js/host/${host}.js`);
  const server = await serve(await WebAssembly.compile(wasm), { port });
  if (outbound !== undefined) routeOutbound(outbound, Number(new URL(server.url).port));
  return server;
}

function readArguments() {
  let values;
  try {
    ({ values } = parseArgs({
      options: { host: { type: 'string', default: 'workerd' }, port: { type: 'string', default: '8787' }, outbound: { type: 'string' } },
    }));
  } catch (error) {
    throw new Error(USAGE, { cause: error });
  }
  const { host, outbound } = values;
  const port = Number(values.port);
  if (!HOSTS.includes(host)) throw new Error(`There is no host "${host}": choose one of ${HOSTS.join(', ')}.`);
  if (!Number.isInteger(port) || port < 0 || port > 65535 || (outbound !== undefined && !/^[^\s/]+:\d+$/.test(outbound))) throw new Error(USAGE);
  return { host, port, outbound };
}

/** @param {string} url */
async function show(url) {
  const response = await fetch(url);
  console.log(`GET ${url}\n${response.status} ${(await response.text()).trimEnd()}\n`);
}

/**
 * Have signals end the server, and nothing else: miniflare would end the process before its folder is gone.
 * @param {AbortController} stop
 */
function listen(stop) {
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.on(signal, () => stop.abort());
  }
}

async function main() {
  const { host, ...options } = readArguments();
  const stop = new AbortController();
  const stopped = new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
  // Before anything is started: a signal that comes during the start must not leave a server behind.
  listen(stop);
  const wasm = new Uint8Array(await readFile(WASM).catch(() => {
    throw new Error(`${WASM.pathname} is missing: run "make showcase".`);
  }));
  const server = await (host === 'workerd' ? serveOnWorkerd(wasm, options) : serveHere(wasm, host, options));
  listen(stop);
  try {
    console.log(`The showcase on ${host}: ${server.url}/\n`);
    for (const path of host === 'workerd' ? [...SAMPLES, ...MORE_SAMPLES] : SAMPLES) if (!stop.signal.aborted) await show(server.url + path);
    console.log(`Serving ${server.url} until Ctrl-C.`);
    await stopped;
  } finally {
    await server.close();
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
