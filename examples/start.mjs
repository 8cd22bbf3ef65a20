// SPDX-License-Identifier: MIT
// Starts an example on a host; `make run` and the tests go through here.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serveCluster } from '../js/host/cluster.js';
import { serve } from '../js/host/node.js';
import { serveWorkerd } from '../js/host/workerd.js';
import { BUN, DENO } from '../tools/binaries.mjs';

/**
 * What examples/<name>/example.mjs, which an example may do without, says about itself.
 * @typedef {object} Example
 * @property {string[]} samples paths to show
 * @property {URL} [load] module that makes the guest's data
 * @property {() => Uint8Array} [data] what that module is given
 */

/**
 * @typedef {object} Started
 * @property {string} url
 * @property {() => Promise<void>} close
 * @property {number} [pid] of a server that is a process of its own
 * @property {Promise<void>} [exited] resolves when that process is gone
 * @property {() => number} [memoryBytes] size of the guest's memory, where the host can tell
 */

export const HOSTS = ['workerd', 'node', 'deno', 'bun', 'cluster'];

/**
 * @param {string} name
 * @returns {Promise<Example>}
 */
export async function readExample(name) {
  const entries = await readdir(new URL('.', import.meta.url), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  if (!names.includes(name)) throw new Error(`There is no example "${name}": choose one of ${names.sort().join(', ')}.`);
  const file = new URL(`${name}/example.mjs`, import.meta.url);
  return existsSync(file) ? import(file.href) : { samples: ['/'] };
}

/**
 * @param {string} name
 * @param {{host: string, port: number, log?: (line: string) => void, development?: boolean, maxBodyBytes?: number}} options
 * @returns {Promise<Started>}
 */
export async function startExample(name, { host, ...options }) {
  const example = await readExample(name);
  return startGuest(new URL(`../build/wasm/${name}.wasm`, import.meta.url), host, { example, name, ...options });
}

/** Processes of a cluster that an example runs on. */
const CLUSTER_WORKERS = 2;

/**
 * @param {URL} file of a guest
 * @param {string} host
 * @param {{port: number, example?: Example, name?: string, log?: (line: string) => void} & import('../js/host/guest.js').GuestOptions} options
 * @returns {Promise<Started>}
 */
export async function startGuest(file, host, { example = { samples: [] }, name, ...options }) {
  if (host === 'deno' || host === 'bun') return startProcess(PROGRAMS[host], { file: file.href, name, ...options });
  const wasm = await readWasm(file);
  const data = example.data?.();
  const app = { wasm, ...(example.load && { load: example.load }), ...(data && { data }), ...options };
  if (host === 'workerd') return serveWorkerd(app);
  if (host === 'cluster') return startCluster(app);
  if (host !== 'node') throw new Error(`There is no host "${host}": choose one of ${HOSTS.join(', ')}.`);
  return serveHere(serve, wasm, example, options);
}

/**
 * In this process.
 * @param {typeof serve} serveGuest of the runtime
 * @param {Uint8Array<ArrayBuffer>} wasm
 * @param {Example} example
 * @param {Parameters<typeof serve>[1]} options
 * @returns {Promise<Started>}
 */
export async function serveHere(serveGuest, wasm, example, options) {
  const loader = example.load && (await import(example.load.href));
  const data = example.data?.();
  const server = await serveGuest(await WebAssembly.compile(wasm), { ...(loader && { load: (/** @type {unknown} */ buf) => loader.load(buf, data) }), ...options });
  return { pid: process.pid, ...server };
}

/** @param {import('../js/host/workerd.js').App & {port: number}} app */
async function startCluster(app) {
  const { url, close } = await serveCluster({ ...app, workers: CLUSTER_WORKERS });
  return { url, close };
}

/** What runs examples/serve.mjs. */
export const PROGRAMS = {
  deno: [DENO, 'run', '--allow-all', '--no-lock'],
  bun: [BUN],
  node: [process.execPath],
};

/**
 * In a process of its own.
 * @param {readonly string[]} program
 * @param {{log?: (line: string) => void, [option: string]: unknown}} options for examples/serve.mjs
 * @returns {Promise<Started>}
 */
export async function startProcess([binary = '', ...flags], { log = console.error, ...options }) {
  const script = fileURLToPath(new URL('serve.mjs', import.meta.url));
  const child = spawn(binary, [...flags, script, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'pipe'] });
  /** @type {string[]} */
  const said = [];
  createInterface({ input: child.stderr }).on('line', (line) => (said.length < 20 ? said.push(line) : 0, log(line)));
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const port = await Promise.race([new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)), exited]);
  if (port === undefined) throw new Error(`${binary} ended before it listened. It said:\n${said.join('\n')}`);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: /** @type {number} */ (child.pid),
    exited,
    close() {
      child.stdin.end(); // it closes when nobody writes to it any more: also when this process ends
      return exited;
    },
  };
}

/**
 * @param {URL} file
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function readWasm(file) {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw new Error(`${file.pathname} is missing: run "make build" first.`, { cause: error });
  }
}
