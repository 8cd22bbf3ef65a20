// SPDX-License-Identifier: MIT
// A module on a host, for `serve` and `dev`.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serveCluster } from '../host/cluster.js';
import { serveMiniflare } from '../host/miniflare.js';
import { serve } from '../host/node.js';
import { needsMiniflare } from '../host/worker-bindings.js';
import { serveWorkerd } from '../host/workerd.js';
import { Failure } from './failure.js';

/** @import { Built } from './build.js' */
/** @import { Project } from './project.js' */

/**
 * @typedef {object} Running
 * @property {string} url
 * @property {() => Promise<void>} close
 * @property {Promise<void>} [exited] where the host is a process of its own
 */

/** @typedef {{host: string, port: number, development: boolean, workers?: number, log?: (line: string) => void, persist?: string}} StartOptions */

export const HOSTS = ['workerd', 'node', 'deno', 'bun'];

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
  if (host !== undefined && !HOSTS.includes(host)) throw new Failure(`--host takes ${HOSTS.slice(0, -1).join(', ')} or ${HOSTS.at(-1)}, not "${host}".`, 2);
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
 * @param {Pick<Built, 'wasm' | 'module' | 'out'>} built
 * @param {StartOptions} options  `persist`: folder that keeps what bindings store
 * @returns {Promise<Running>}
 * @throws {Failure} the host lacks what the project asks for
 */
export async function start(project, { wasm, module, out }, { host, port, development, workers, log = console.error, persist }) {
  const { load, bindings, outbound, limits } = project;
  const common = { port, development, log, ...limits };
  const app = { wasm, ...common, ...(load !== null && { load }), ...(outbound !== undefined && { outbound }) };
  if (host === 'workerd') {
    if (!needsMiniflare(bindings)) return serveWorkerd({ ...app, bindings });
    return keepingSignals(() => serveMiniflare({ ...app, bindings, name: project.name, ...(persist !== undefined && { persist }) }));
  }
  if (needsMiniflare(bindings)) throw new Failure(`zerobuf.json has bindings that only workerd has: serve with --host workerd, or without "bindings" but for "vars".`);
  if (outbound !== undefined) throw new Failure(`zerobuf.json has "outbound", which only workerd has: serve with --host workerd.`);
  const env = bindings.vars ?? {};
  if (host === 'deno' || host === 'bun') return startProcess(host, { file: out, load, options: { ...common, log: undefined, env } });
  if (workers !== undefined) return serveCluster({ ...app, workers });
  // The module of an earlier build stays in Node's memory: another query is another module.
  const loader = load === null ? null : await import(`${pathToFileURL(load)}?${Date.now()}`);
  return serve(module, { ...common, env, ...(loader && { load: loader.load }) });
}

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * miniflare ends the process at a signal, before what is served is closed, and with another exit code.  The command
 * itself closes it then; what miniflare does when the process exits stays.
 * @template T
 * @param {() => Promise<T>} begin
 * @returns {Promise<T>}
 */
async function keepingSignals(begin) {
  const before = SIGNALS.map((signal) => process.listeners(signal));
  try {
    return await begin();
  } finally {
    for (const [i, signal] of SIGNALS.entries()) {
      for (const listener of process.listeners(signal)) if (!before[i]?.includes(listener)) process.off(signal, listener);
    }
  }
}

/**
 * @param {string} program
 * @param {{file: string, load: string | null, options: object}} what
 * @returns {Promise<Running>}
 */
async function startProcess(program, what) {
  const script = fileURLToPath(new URL('serve-here.js', import.meta.url));
  const args = [...(program === 'deno' ? ['run', '--allow-all', '--no-lock'] : []), script, JSON.stringify(what)];
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const url = await Promise.race([/** @type {Promise<string>} */ (new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve))), exited]);
  if (url === undefined) throw new Failure(child.pid === undefined ? `There is no program "${program}": install it, or choose another --host.` : `${program} ended before it listened; what it said is above.`);
  return {
    url,
    exited,
    close() {
      child.stdin.end(); // it closes when nobody writes to it any more: also when this process ends
      return exited;
    },
  };
}

/** @returns {Promise<void>} resolves at Ctrl-C, or when the process is told to end */
export function interrupted() {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve());
  });
}
