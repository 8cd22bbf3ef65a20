// SPDX-License-Identifier: MIT
// Starts an example on a host; `make run` and the tests go through here.

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { serve } from '../js/host/node.js';
import { serveWorkerd } from '../js/host/workerd.js';

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

export const HOSTS = ['workerd', 'node'];

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
  const wasm = await readWasm(new URL(`../build/wasm/${name}.wasm`, import.meta.url));
  const data = example.data?.();
  if (host === 'workerd') return serveWorkerd({ wasm, ...(example.load && { load: example.load }), ...(data && { data }), ...options });
  if (host !== 'node') throw new Error(`There is no host "${host}": choose one of ${HOSTS.join(', ')}.`);
  const loader = example.load && (await import(example.load.href));
  const module = await WebAssembly.compile(wasm);
  return serve(module, { ...(loader && { load: (/** @type {unknown} */ buf) => loader.load(buf, data) }), ...options });
}

/**
 * @param {URL} file
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function readWasm(file) {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw new Error(`${file.pathname} is missing: run "make build" first.`, { cause: error });
  }
}
