// SPDX-License-Identifier: MIT
// Runs a guest on workerd, the runtime of Cloudflare Workers: a generated worker, a generated configuration,
// and the pinned binary as a child process.  Node only; what it generates runs on workerd alone.

import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkModule } from './abi.js';
import { GuestError } from './errors.js';
import { checkMaxBodyBytes } from './guest.js';
import { listen } from './node.js';

/** @import { ChildProcess } from 'node:child_process' */
/** @import { Readable } from 'node:stream' */

/**
 * @typedef {object} App
 * @property {Uint8Array} wasm the guest
 * @property {string | URL} [load] file of an ES module without imports that exports `load(buf, data)`
 * @property {Uint8Array} [data] given to `load` as an ArrayBuffer
 * @property {boolean} [development] as in GuestOptions
 * @property {number} [maxBodyBytes] as in GuestOptions
 * @property {number} [maxCalls] as in GuestOptions
 * @property {number} [maxMemoryBytes] as in GuestOptions
 */

/**
 * @typedef {object} Running
 * @property {string} url without a slash at the end
 * @property {number} pid of workerd
 * @property {Promise<void>} exited resolves when workerd, and what was written for it, is gone, for whatever reason
 * @property {() => Promise<void>} close stops workerd
 */

const COMPATIBILITY_DATE = '2026-11-01';
const PACKAGE = new URL('../', import.meta.url);

/**
 * Serve a guest from workerd, on the loopback interface.
 * @param {App & {port?: number, log?: (line: string) => void}} options port 0 takes a free one
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
 * @param {App} app
 */
export async function writeWorker(folder, { wasm, load, data, ...options }) {
  // JSON has no Infinity: the worker would find null.
  if (options.maxBodyBytes !== undefined) checkMaxBodyBytes(options.maxBodyBytes);
  /** @type {[name: string, kind: "esModule" | "wasm" | "data"][]} */
  const modules = [
    ['worker.js', 'esModule'],
    ['guest.wasm', 'wasm'],
  ];
  await writeFile(join(folder, 'guest.wasm'), wasm);
  for (const room of ['core', 'host']) {
    for (const file of await readdir(new URL(`${room}/`, PACKAGE), { recursive: true })) {
      if (!file.endsWith('.js') || (room === 'host' && ELSEWHERE.has(file))) continue;
      await mkdir(dirname(join(folder, room, file)), { recursive: true });
      await copyFile(new URL(`${room}/${file}`, PACKAGE), join(folder, room, file));
      modules.push([`${room}/${file}`, 'esModule']);
    }
  }
  if (load !== undefined) {
    await copyFile(load, join(folder, 'load.js'));
    await writeFile(join(folder, 'data.bin'), data ?? new Uint8Array(0));
    modules.push(['load.js', 'esModule'], ['data.bin', 'data']);
  }
  await writeFile(join(folder, 'worker.js'), workerSource(load !== undefined, options));
  await writeFile(join(folder, 'config.capnp'), workerConfig(modules));
}

/** Files of js/host that are for other runtimes. */
const ELSEWHERE = new Set(['node.js', 'workerd.js', 'cluster.js', 'cluster-worker.js', 'deno.js', 'bun.js', 'close.js', 'serve.js', 'index.js']);

/**
 * @param {boolean} loads
 * @param {{development?: boolean, maxBodyBytes?: number, maxCalls?: number, maxMemoryBytes?: number}} options
 */
function workerSource(loads, options) {
  return [
    'import { createHandler } from "./host/fetch.js";',
    'import module from "./guest.wasm";',
    ...(loads ? ['import { load } from "./load.js";', 'import data from "./data.bin";'] : []),
    `const options = ${JSON.stringify({ ...options, trustContentLength: true })};`,
    ...(loads ? ['options.load = (buf) => load(buf, data);'] : []),
    'export default { fetch: createHandler(module, options) };',
    '',
  ].join('\n');
}

/**
 * A configuration with one worker on one loopback socket, whose port is given when workerd starts.
 * @param {readonly (readonly [name: string, kind: "esModule" | "wasm" | "data"])[]} modules the first one is the worker
 */
export function workerConfig(modules) {
  const lines = modules.map(([name, kind]) => `    (name = "${name}", ${kind} = embed "${name}"),`);
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const main :Workerd.Worker = (
  compatibilityDate = "${COMPATIBILITY_DATE}",
  # A handler that sends its answer in pieces learns by it that the client has gone before the first one.
  compatibilityFlags = ["enable_request_signal"],
  modules = [
${lines.join('\n')}
  ],
);
`;
}

/**
 * Start workerd with a configuration of workerConfig() and wait until it listens.
 * @param {string} config file
 * @param {{port: number, log?: ((line: string) => void) | undefined}} options
 * @returns {Promise<Running>}
 */
export async function runWorkerd(config, { port, log = console.error }) {
  const binary = findBinary();
  await probePort(port);
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
 * workerd reports a taken port as a stack trace: look before it does.
 * @param {number} port
 */
async function probePort(port) {
  const probe = createServer();
  await listen(probe, port, '127.0.0.1');
  await new Promise((resolve) => probe.close(resolve));
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
