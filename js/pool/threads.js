// SPDX-License-Identifier: MIT
// Threads: worker_threads of Node, Deno and Bun, and module workers of browsers.
import { AttachmentPort } from './attachment-port.js';
import { serveWebWorker, startWebWorker } from './web-thread.js';

/** node:worker_threads where there is one; without an import, so that browsers can load this file. @type {any} */
export const threads = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:worker_threads');

/**
 * Deno says that a worker has ended when it was asked to; when it has, its ports are closed. One in an endless loop goes on,
 * and takes a processor (denoland/deno#35657): after so many milliseconds it is given up.
 */
const RUNAWAY_MS = 2000;
const endsLater = 'Deno' in globalThis;

/** Names a pool's workers. */
export const WORKER_NAME = 'zerobuf-pool-worker';

/**
 * @typedef {object} ThreadEvents
 * @property {(message: any) => void} onMessage
 * @property {(error: unknown, isRunaway: boolean) => void} onEnd  once, when it has ended: with an exit code as a number, or the error
 *   that ended it. isRunaway: it has not ended, and cannot be made to
 */

/**
 * @typedef {object} Thread
 * @property {() => Promise<void>} terminate  resolves when it has ended; onEnd() is called before
 * @property {(isNeeded: boolean) => void} keepAlive  whether this process waits for it
 */

/**
 * @param {Record<string, unknown>} data  what worker.js gets
 * @param {any[]} transfer
 * @param {object} options  of the runtime's Worker
 * @param {ThreadEvents} events
 * @returns {Thread}
 */
export function startThread(data, transfer, options, events) {
  return threads === undefined ? startWebWorker(new URL('./worker.js', import.meta.url), data, transfer, WORKER_NAME, events) : startNodeWorker(workerFile(), data, transfer, options, events);
}

/**
 * In a worker: serve what startThread() asks for.
 *
 * @param {(data: any, tell: (message: any) => void) => Promise<void>} serve
 */
export async function serveThread(serve) {
  if (threads === undefined) return serveWebWorker(serve);
  const { parentPort, workerData } = threads;
  parentPort.on('message', () => {}); // keeps the worker alive
  await serve(workerData, (message) => parentPort.postMessage(message));
}

/**
 * @param {any} [scope]  that is to have threads
 * @throws {Error} in a page that has none, or no memory to share with them
 */
export function requireThreads(scope = globalThis) {
  if (threads !== undefined) return;
  const missing = [['Worker', scope.Worker], ['SharedArrayBuffer', scope.SharedArrayBuffer], ['navigator.locks', scope.navigator?.locks]].flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0) {
    throw new Error(`createPool(): there is no ${missing.join(', no ')} here; a page has them when it comes by https or from localhost, with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp`);
  }
}

/** The npm package has the worker in one file, which loads faster. @type {URL | undefined} */
let file;

function workerFile() {
  if (file === undefined) {
    const bundle = new URL('./worker.bundle.js', import.meta.url);
    const { existsSync } = /** @type {any} */ (globalThis).process.getBuiltinModule('node:fs');
    file = bundle.protocol === 'file:' && existsSync(bundle) ? bundle : new URL('./worker.js', import.meta.url);
  }
  return file;
}

/** @param {URL} url @param {Record<string, unknown>} data @param {any[]} transferList @param {object} options @param {ThreadEvents} events @returns {Thread} */
function startNodeWorker(url, data, transferList, options, events) {
  const life = endsLater ? new MessageChannel() : undefined;
  const worker = new threads.Worker(url, {
    name: WORKER_NAME, ...options, workerData: { ...data, name: WORKER_NAME, life: life?.port2 }, transferList: life === undefined ? transferList : [...transferList, life.port2],
  });
  /** @type {unknown} */
  let reason;
  const closed = life === undefined ? undefined : closing(life.port1);
  const ended = new Promise((resolve) => {
    worker.once('exit', async (/** @type {number} */ code) => {
      const isRunaway = closed !== undefined && !await within(closed, RUNAWAY_MS);
      events.onEnd(reason ?? code, isRunaway);
      resolve(undefined);
    });
  });
  worker.on('message', events.onMessage);
  worker.on('error', (/** @type {unknown} */ error) => {
    reason = error;
  });
  worker.unref();
  return {
    terminate: async () => {
      await Promise.all([worker.terminate(), ended]);
    },
    keepAlive: (isNeeded) => (isNeeded ? worker.ref() : worker.unref()),
  };
}

/** When a port is closed. @param {any} port @returns {Promise<void>} */
function closing(port) {
  return new Promise((resolve) => {
    port.on('close', resolve);
    port.on('message', () => {}); // only who reads learns of the end
    port.unref();
  });
}

/** @param {Promise<void>} promise @param {number} ms @returns {Promise<boolean>} whether it was resolved before */
function within(promise, ms) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    void promise.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** One end of a channel for attachments. @param {any} port */
export function attachmentPort(port) {
  if (threads !== undefined) {
    const { receiveMessageOnPort } = threads;
    port.unref?.();
    return new AttachmentPort(port, () => receiveMessageOnPort(port)?.message);
  }
  const attachments = new AttachmentPort(port, undefined);
  port.onmessage = (/** @type {MessageEvent} */ { data }) => attachments.arrive(data);
  return attachments;
}

/** Cores that this process may use. */
export function coreCount() {
  const os = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:os');
  return os?.availableParallelism?.() ?? globalThis.navigator?.hardwareConcurrency ?? 1;
}
