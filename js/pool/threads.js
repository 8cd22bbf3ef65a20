// SPDX-License-Identifier: MIT
// Threads: worker_threads of Node, Deno and Bun, and module workers of browsers.
import { AttachmentPort } from './attachment-port.js';

/** node:worker_threads where there is one; without an import, so that browsers can load this file. @type {any} */
export const threads = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:worker_threads');

/** Whether a worker has ended when it is said to have: terminate() of a page's only asks for it. */
export const workersEndAtOnce = threads !== undefined;

/** Names a pool's workers. */
export const WORKER_NAME = 'zerobuf-pool-worker';

/**
 * @typedef {object} ThreadEvents
 * @property {(message: any) => void} onMessage
 * @property {(error: unknown) => void} onEnd  once, when it has ended: with an exit code as a number, or the error
 *   that ended it
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
  return threads === undefined ? startWebWorker(new URL('./worker.js', import.meta.url), data, transfer, events) : startNodeWorker(workerFile(), data, transfer, options, events);
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
  const worker = new threads.Worker(url, { name: WORKER_NAME, ...options, workerData: { ...data, name: WORKER_NAME }, transferList });
  /** @type {unknown} */
  let reason;
  const ended = new Promise((resolve) => {
    worker.once('exit', (/** @type {number} */ code) => {
      events.onEnd(reason ?? code);
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

/** @param {URL} url @param {Record<string, unknown>} data @param {any[]} transfer @param {ThreadEvents} events @returns {Thread} */
function startWebWorker(url, data, transfer, events) {
  const worker = new Worker(url, { name: WORKER_NAME, type: 'module' });
  let hasEnded = false;
  const end = (/** @type {unknown} */ reason) => {
    if (hasEnded) return;
    hasEnded = true;
    worker.terminate();
    events.onEnd(reason);
  };
  worker.onmessage = ({ data: message }) => events.onMessage(message);
  worker.onerror = (event) => {
    event.preventDefault();
    end(event.error ?? new Error(event.message || `the worker's module ${url.href} cannot be loaded`));
  };
  worker.postMessage(data, transfer);
  return {
    terminate: async () => end(0),
    keepAlive: () => {},
  };
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
