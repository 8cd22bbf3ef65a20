// SPDX-License-Identifier: MIT
// Threads of browsers: module workers. Their terminate() returns before the worker has ended,
// and a worker that closes itself says nothing. But browsers release a lock (Web Locks, "agent
// termination") only when its holder runs no more: so a worker holds one of its own from before
// it touches the region until it ends, and whoever started it waits for that lock.

/** @import { Thread, ThreadEvents } from './threads.js' */

/** What the worker says when it has its lock, before it says anything else. */
const HELD = 'held';

/** @param {URL} url @param {Record<string, unknown>} data @param {any[]} transfer @param {string} name @param {ThreadEvents} events @returns {Thread} */
export function startWebWorker(url, data, transfer, name, events) {
  const worker = new Worker(url, { name, type: 'module' });
  const lock = `zerobuf-pool-worker ${crypto.randomUUID()}`; // all pages of an origin share the names
  let isWaiting = false;
  let hasEnded = false;
  /** @type {unknown} */
  let reason = 0;
  /** @type {() => void} */
  let resolve;
  const ended = /** @type {Promise<void>} */ (new Promise((done) => {
    resolve = done;
  }));

  /** @param {unknown} why  in place of `reason`; undefined: nothing new */
  const end = (why) => {
    if (hasEnded) return;
    hasEnded = true;
    events.onEnd(why ?? reason, false);
    resolve();
  };

  /**
   * Wait until the worker runs no more.
   *
   * A worker that is terminated before it is known to hold its lock may have yet to ask for it:
   * then it is granted here first, and the worker, though it runs for a moment, is none that
   * serves. That holds only as long as it does not get the lock after all; so it is kept for good.
   *
   * @param {boolean} isHeld  the worker has it, or has had it
   */
  const waitForEnd = (isHeld) => {
    if (isWaiting) return;
    isWaiting = true;
    navigator.locks.request(lock, () => {
      end(undefined);
      return isHeld ? undefined : new Promise(() => {});
    }).catch(end); // locks are denied to this origin: to the worker, too, which never serves without
  };

  /** @param {unknown} why */
  const stop = (why) => {
    reason = why;
    worker.terminate();
    waitForEnd(false); // unless that is under way
    return ended;
  };

  worker.onmessage = ({ data: message }) => {
    if (message === HELD) waitForEnd(true);
    else if (!hasEnded) events.onMessage(message);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    void stop(event.error ?? new Error(event.message || `the worker's module ${url.href} cannot be loaded`));
  };
  worker.postMessage({ data, lock }, transfer);
  return { terminate: () => stop(reason), keepAlive: () => {} };
}

/**
 * In a worker: serve what startWebWorker() asks for, under the lock that tells when this ends.
 * What goes wrong is reported as an error that nobody caught: the starter is told, and terminates it.
 *
 * @param {(data: any, tell: (message: any) => void) => Promise<void>} serve
 */
export function serveWebWorker(serve) {
  globalThis.onmessage = ({ data: { data, lock } }) => {
    navigator.locks.request(lock, async () => {
      postMessage(HELD);
      await serve(data, (message) => postMessage(message)).catch(reportError);
      return new Promise(() => {}); // also of one that failed, until it is terminated
    }).catch(reportError);
  };
}
