// SPDX-License-Identifier: MIT
// A guest on several processes of Node that share a port: one instance, memory and set of globals in each.

import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { checkModule } from './abi.js';
import { GuestError, urlOf } from './errors.js';

/** @import { Worker } from 'node:cluster' */
/** @import { App } from './worker-source.js' */

/**
 * @typedef {object} ClusterOptions
 * @property {number} [workers] processes; as many as there are processors by default
 * @property {number} [port] 0 takes a free one
 * @property {string} [hostname]
 * @property {(line: string) => void} [log]
 */

/**
 * @typedef {object} ClusterServer
 * @property {string} url without a slash at the end
 * @property {() => number[]} pids of the processes that serve now
 * @property {() => Promise<number[]>} memoryBytes of the guest in each of them
 * @property {() => Promise<void>} close stops all; what is being sent is sent first
 */

/** A process that ends is replaced after this; each time that one ends soon, twice as long is waited. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** Who served for this long was well: the next pause is the first again. */
const WELL_MS = 10_000;

/** A process that has not closed by then is ended. */
const CLOSE_MS = 5_000;

const EXEC = fileURLToPath(new URL('cluster-worker.js', import.meta.url));

/**
 * Serve a guest from several processes.
 * @param {App & ClusterOptions} options as for serveWorkerd(); limits hold in each process
 * @returns {Promise<ClusterServer>} when all of them serve
 * @throws {GuestError} the module is no guest, does not start, or the port is taken: said once, by the first process that
 *   found it out
 */
export async function serveCluster({ workers = availableParallelism(), port = 8787, hostname = '127.0.0.1', log = console.error, ...app }) {
  if (!Number.isSafeInteger(workers) || workers < 1 || workers > 1024)
    throw new RangeError(`workers must be a whole number from 1 to 1024, and not ${String(workers)}.`);
  checkModule(await WebAssembly.compile(/** @type {BufferSource} */ (app.wasm)));
  const load = app.load === undefined ? undefined : String(app.load);
  const setup = { ...app, load, hostname };
  /** Those that serve, by their process. @type {Map<Worker, {since: number}>} */
  const serving = new Map();
  /** @type {Set<Worker>} */
  const alive = new Set();
  let closing = false;
  let pause = FIRST_PAUSE_MS;
  /** As it is asked for: all processes must ask for the same to share it, until none has it any more. */
  let wanted = port;
  let bound = port;
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const timers = new Set();

  /** @returns {Promise<void>} resolves when it serves */
  function start() {
    // Of the whole process; another cluster in it may have said otherwise.
    cluster.setupPrimary({ exec: EXEC, args: [], execArgv: [], serialization: 'advanced' });
    const worker = cluster.fork();
    alive.add(worker);
    const started = new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
      worker.on('message', (message) => {
        if (message.log !== undefined) log(message.log);
        else if (message.failed !== undefined) reject(new GuestError(message.failed.code, message.failed.message));
        else if (message.port !== undefined) {
          bound = message.port;
          serving.set(worker, { since: performance.now() });
          resolve();
        }
      });
      worker.once('exit', (code, signal) => reject(new GuestError('ZB_GUEST_START', `A process ended with ${signal ?? code} before it served.`)));
      worker.once('error', reject);
    });
    worker.once('exit', (code, signal) => {
      alive.delete(worker);
      const served = serving.get(worker);
      serving.delete(worker);
      if (served === undefined || closing) return;
      log(`zerobuf: process ${worker.process.pid} ended with ${signal ?? code}.`);
      if (performance.now() - served.since > WELL_MS) pause = FIRST_PAUSE_MS;
      replaceLater();
    });
    if (serving.size === 0) wanted = bound;
    worker.send({ ...setup, port: wanted });
    return started;
  }

  function replaceLater() {
    const timer = setTimeout(() => {
      timers.delete(timer);
      start().catch((error) => {
        if (closing) return;
        log(`zerobuf: a process could not be replaced: ${error.message}`);
        replaceLater();
      });
    }, pause);
    timers.add(timer);
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
  }

  async function close() {
    closing = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all([...alive].map(end));
  }

  try {
    await start(); // alone: it finds the port out, and what is wrong is said once
    await Promise.all(Array.from({ length: workers - 1 }, start));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: urlOf(hostname, bound),
    pids: () => [...serving.keys()].map((worker) => /** @type {number} */ (worker.process.pid)),
    memoryBytes: () => Promise.all([...serving.keys()].map(memoryOf)),
    close,
  };
}

/** @param {Worker} worker */
function end(worker) {
  return new Promise((resolve) => {
    if (worker.isDead()) return resolve(undefined);
    const timer = setTimeout(() => worker.process.kill('SIGKILL'), CLOSE_MS);
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    // One that has not served yet takes no message.
    if (worker.isConnected()) worker.send('close', () => {});
    else worker.process.kill();
  });
}

/** @param {Worker} worker @returns {Promise<number>} 0 when it ends meanwhile */
function memoryOf(worker) {
  return new Promise((resolve) => {
    const took = (/** @type {{memoryBytes?: number}} */ { memoryBytes }) => {
      if (memoryBytes === undefined) return;
      worker.off('message', took);
      resolve(memoryBytes);
    };
    worker.on('message', took);
    worker.once('exit', () => resolve(0));
    worker.send('memory', () => {});
  });
}
