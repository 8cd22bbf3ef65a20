// SPDX-License-Identifier: MIT
// Runs a guest on workerd, the runtime of Cloudflare Workers: a generated worker, a generated configuration,
// and the pinned binary as a child process.  Node only; what it generates runs on workerd alone.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkModule } from './abi.js';
import { GuestError } from './errors.js';
import { freePort } from './node.js';
import { COMPATIBILITY_DATE, COMPATIBILITY_FLAGS, workerModules } from './worker-source.js';

/** @import { ChildProcess } from 'node:child_process' */
/** @import { Readable } from 'node:stream' */
/** @import { App } from './worker-source.js' */

/**
 * @typedef {object} Running
 * @property {string} url without a slash at the end
 * @property {number} pid of workerd
 * @property {Promise<void>} exited resolves when workerd, and what was written for it, is gone, for whatever reason
 * @property {() => Promise<void>} close stops workerd
 */

/**
 * Serve a guest from workerd, on the loopback interface.
 * @param {App & {port?: number, outbound?: string, log?: (line: string) => void}} options port 0 takes a free one;
 *   `outbound`: host:port that gets every request of the worker as plain HTTP, its Host header and path kept
 * @returns {Promise<Running>}
 * @throws {GuestError} the module is no guest, the port is taken, or workerd is missing or does not start
 */
export async function serveWorkerd({ port = 8787, log, ...app }) {
  checkModule(await WebAssembly.compile(/** @type {BufferSource} */ (app.wasm)));
  const folder = await mkdtemp(join(tmpdir(), 'zerobuf-workerd-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await writeWorker(folder, app);
    const running = await runWorkerd(join(folder, 'config.capnp'), { port, log });
    // However workerd ends; a temporary folder that stays behind fails nobody.
    const exited = running.exited.then(remove).catch(() => {});
    return { ...running, exited, close: () => running.close().then(() => exited) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Write a worker that serves a guest, with everything it needs, into a folder.
 * @param {string} folder must exist
 * @param {App & {outbound?: string}} app
 */
export async function writeWorker(folder, { outbound, ...app }) {
  const vars = app.bindings?.vars ?? {};
  const modules = await workerModules(app);
  const folders = new Set(modules.map(({ name }) => dirname(join(folder, name))));
  await Promise.all(Array.from(folders, (each) => mkdir(each, { recursive: true })));
  await Promise.all(modules.map(({ name, contents }) => writeFile(join(folder, name), contents)));
  await writeFile(join(folder, 'config.capnp'), workerConfig(modules.map(({ name, type }) => [name, type]), { outbound, vars }));
}

/**
 * A configuration with one worker on one loopback socket, whose port is given when workerd starts.
 * @param {readonly (readonly [name: string, kind: "esModule" | "wasm" | "data"])[]} modules the first one is the worker
 * @param {{outbound?: string | undefined, vars?: Record<string, unknown>}} [options] outbound: host:port that gets every
 *   request of the worker; vars: values of `env`
 */
export function workerConfig(modules, { outbound, vars = {} } = {}) {
  const network = outbound === undefined
    ? 'network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))'
    : `external = (address = ${capnpText(outbound)}, http = ())`;
  const bindings = Object.entries(vars).map(([name, value]) =>
    `(name = ${capnpText(name)}, ${typeof value === 'string' ? `text = ${capnpText(value)}` : `json = ${capnpText(JSON.stringify(value))}`})`);
  const lines = modules.map(([name, kind]) => `    (name = "${name}", ${kind} = embed "${name}"),`);
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "internet", ${network})],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const main :Workerd.Worker = (
  compatibilityDate = "${COMPATIBILITY_DATE}",
  compatibilityFlags = ${JSON.stringify(COMPATIBILITY_FLAGS)},${bindings.length === 0 ? '' : `\n  bindings = [${bindings.join(', ')}],`}
  modules = [
${lines.join('\n')}
  ],
);
`;
}

/**
 * A text of Cap'n Proto, whose escapes are those of C: bytes of UTF-8 that are no plain character are written in hex.
 * @param {string} text
 */
function capnpText(text) {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte));
  return `"${bytes.join('')}"`;
}

/**
 * Start workerd with a configuration of workerConfig() and wait until it listens.
 * @param {string} config file
 * @param {{port: number, log?: ((line: string) => void) | undefined}} options
 * @returns {Promise<Running>}
 */
export async function runWorkerd(config, { port, log = console.error }) {
  const binary = findBinary();
  await freePort(port, '127.0.0.1'); // workerd tells a taken one as a stack trace
  const child = spawn(binary, ['serve', config, `--socket-addr=http=127.0.0.1:${port}`, '--control-fd=3'], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  /** @type {string[]} */
  const said = [];
  let listening = false;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: /** @type {Readable} */ (stream) }).on('line', (line) => {
      if (listening) log(line);
      else said.push(line);
    });
  }
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  // If this process ends without close(), its workerd ends with it.
  const kill = () => child.kill();
  process.once('exit', kill);
  exited.then(() => process.off('exit', kill));
  const listenPort = await Promise.race([portFromControl(child), exited]);
  if (listenPort === undefined)
    throw new GuestError('ZB_WORKERD', `workerd ended before it listened. It said:\n${said.join('\n')}`);
  listening = true;
  said.forEach((line) => log(line));
  return {
    url: `http://127.0.0.1:${listenPort}`,
    pid: /** @type {number} */ (child.pid),
    exited,
    close() {
      kill();
      return exited;
    },
  };
}

/** @returns {string} path of the binary that the npm package workerd holds */
function findBinary() {
  try {
    return createRequire(import.meta.url)('workerd').default;
  } catch (error) {
    const problem = 'The npm package "workerd" cannot be loaded: run "npm install workerd", or choose HOST=node.';
    throw new GuestError('ZB_WORKERD', problem, { cause: error });
  }
}

/**
 * The control pipe carries one JSON object per line.
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 */
function portFromControl(child) {
  return new Promise((resolve) => {
    createInterface({ input: /** @type {Readable} */ (child.stdio[3]) }).on('line', (line) => {
      const { event, port } = JSON.parse(line);
      if (event === 'listen') resolve(port);
    });
  });
}
