// SPDX-License-Identifier: MIT
// Makes the modules of a worker that serves a guest on workerd: the guest, this package's own files and a main module
// that joins them.  Node only; what it makes runs on workerd alone.

import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { GuestError } from './errors.js';
import { checkMaxBodyBytes } from './guest.js';
import { problemOfBindings } from './worker-bindings.js';

/** @import { Bindings } from './worker-bindings.js' */

/**
 * @typedef {object} App
 * @property {Uint8Array} wasm the guest
 * @property {string | URL} [load] file of an ES module without imports that exports `load(buf, data)`
 * @property {Uint8Array} [data] given to `load` as an ArrayBuffer
 * @property {Bindings} [bindings] what the worker reaches beyond itself; nothing by default
 * @property {boolean} [development] as in GuestOptions
 * @property {number} [maxBodyBytes] as in GuestOptions
 * @property {number} [maxCalls] as in GuestOptions
 * @property {number} [maxMemoryBytes] as in GuestOptions
 * @property {number} [maxWaitMs] as in GuestOptions
 * @property {number} [maxLoopSteps] as in GuestOptions
 */

/**
 * @typedef {object} WorkerModule
 * @property {string} name with slashes; other modules import it by that
 * @property {"esModule" | "wasm" | "data"} type
 * @property {string | Uint8Array} contents text of an ES module, else bytes
 */

/** What workerd is asked to behave like. */
export const COMPATIBILITY_DATE = '2026-11-01';

/** By the signal, a handler that sends its answer in pieces learns that the client has gone before the first one. */
export const COMPATIBILITY_FLAGS = ['enable_request_signal'];

const PACKAGE = new URL('../', import.meta.url);

/** Static imports, which stand at the beginning of a line; in comments they do not. */
const IMPORT = /^(?:import|export)\b[^'";]*'(\.[^']+)'/gm;

/**
 * @param {App} app
 * @returns {Promise<WorkerModule[]>} the first one is the worker
 * @throws {GuestError} the bindings are not what they must be
 */
export async function workerModules({ wasm, load, data, bindings = {}, ...options }) {
  // JSON has no Infinity: the worker would find null.
  if (options.maxBodyBytes !== undefined) checkMaxBodyBytes(options.maxBodyBytes);
  const problem = problemOfBindings(bindings);
  if (problem !== null) throw new GuestError('ZB_BINDINGS', problem);
  const classes = Object.values(bindings.durableObjects ?? {}).map(({ class: name }) => name);
  const own = await ownModules(['host/worker.js', ...(classes.length > 0 ? ['host/durable-object.js'] : [])]);
  return [
    { name: 'worker.js', type: 'esModule', contents: workerSource({ loads: load !== undefined, classes: [...new Set(classes)], options }) },
    { name: 'guest.wasm', type: 'wasm', contents: wasm },
    ...own,
    ...(load === undefined ? [] : [
      /** @type {WorkerModule} */ ({ name: 'load.js', type: 'esModule', contents: await readFile(load, 'utf8') }),
      /** @type {WorkerModule} */ ({ name: 'data.bin', type: 'data', contents: data ?? new Uint8Array(0) }),
    ]),
  ];
}

/**
 * Files of this package, with all that they import.
 * @param {readonly string[]} entries as in "host/fetch.js"
 * @returns {Promise<WorkerModule[]>} sorted by name
 */
async function ownModules(entries) {
  /** @type {Map<string, WorkerModule>} */
  const modules = new Map();
  let next = entries;
  while (next.length > 0) {
    const read = await Promise.all(next.map(async (name) => ({ name, type: /** @type {const} */ ('esModule'), contents: await readFile(new URL(name, PACKAGE), 'utf8') })));
    for (const module of read) modules.set(module.name, module);
    const imported = read.flatMap(({ name, contents }) => Array.from(contents.matchAll(IMPORT), ([, path]) => posix.join(posix.dirname(name), String(path))));
    next = [...new Set(imported)].filter((name) => !modules.has(name));
  }
  return [...modules.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Text of the main module.
 * @param {{loads: boolean, classes: readonly string[], options: object}} what  `loads`: there are load.js and data.bin;
 *   `classes`: names of Durable Objects; `options`: of the guest, as far as JSON holds them
 * @returns {string}
 */
export function workerSource({ loads, classes, options }) {
  return [
    'import { createWorker } from "./host/worker.js";',
    ...(classes.length > 0 ? ['import { durableObject } from "./host/durable-object.js";'] : []),
    'import module from "./guest.wasm";',
    ...(loads ? ['import { load } from "./load.js";', 'import data from "./data.bin";'] : []),
    `const options = ${JSON.stringify({ ...options, trustContentLength: true })};`,
    ...(loads ? ['options.load = (buf) => load(buf, data);'] : []),
    'export default createWorker(module, options);',
    ...classes.map((name) => `export const ${name} = durableObject(module, options);`),
    '',
  ].join('\n');
}
