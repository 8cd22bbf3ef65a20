// SPDX-License-Identifier: MIT
// A module on a host, for `serve` and `dev`.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { serve } from '../host/node.js';
import { serveWorkerd } from '../host/workerd.js';
import { Failure } from './failure.js';

/** @import { Project } from './project.js' */

/**
 * @typedef {object} Running
 * @property {string} url
 * @property {() => Promise<void>} close
 * @property {Promise<void>} [exited] where the host is a process of its own
 */

export const HOSTS = ['workerd', 'node'];

export const hostOptions = /** @type {const} */ ({
  host: { type: 'string' },
  port: { type: 'string', short: 'p', default: '8787' },
});

/**
 * @param {{host?: string, port: string}} values
 * @returns {{host: string, port: number}}
 */
export function readHost({ host, port: text }) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535 || text === '') throw new Failure(`--port takes a number from 0 to 65535, not "${text}".`, 2);
  if (host !== undefined && !HOSTS.includes(host)) throw new Failure(`--host takes ${HOSTS.join(' or ')}, not "${host}".`, 2);
  return { host: host ?? (hasWorkerd() ? 'workerd' : 'node'), port };
}

/** Whether the npm package workerd is installed. */
function hasWorkerd() {
  try {
    createRequire(import.meta.url).resolve('workerd');
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {Project} project
 * @param {{wasm: Uint8Array<ArrayBuffer>, module: WebAssembly.Module}} built
 * @param {{host: string, port: number, development: boolean}} options
 * @returns {Promise<Running>}
 */
export async function start({ load }, { wasm, module }, { host, port, development }) {
  if (host === 'workerd') return serveWorkerd({ wasm, port, development, ...(load !== null && { load }) });
  // The module of an earlier build stays in Node's memory: another query is another module.
  const loader = load === null ? null : await import(`${pathToFileURL(load)}?${Date.now()}`);
  return serve(module, { port, development, ...(loader && { load: loader.load }) });
}

/** @returns {Promise<void>} resolves at Ctrl-C, or when the process is told to end */
export function interrupted() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve());
  });
}
