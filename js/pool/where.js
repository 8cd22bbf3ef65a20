// SPDX-License-Identifier: MIT
// Whether this thread is a pool's worker. Such a worker imports the module that made the pool,
// to find the tasks in it; the pool must not be made again then.
import { WORKER_NAME, threads } from './threads.js';

/**
 * Whether this thread is no worker of a pool. A module with tasks runs in each worker, too;
 * guard what only the program itself is to do:
 *
 *     if (isMain) console.log(await pool.call.add([1, 2]));
 */
export const isMain = (threads === undefined ? /** @type {any} */ (globalThis).name : threads.workerData?.name) !== WORKER_NAME;

/** @typedef {{ href: string | undefined, tasks: Record<string, unknown> }} UnmadePool  href: of the module that wanted it */

/** The pools that a worker's modules wanted to make. @type {UnmadePool[] | undefined} */
let unmade;

/** In a worker: the modules with its tasks are about to be imported. */
export function beginImports() {
  unmade = [];
  return unmade;
}

/** They are imported; what makes a pool from now on is a task, and gets one. */
export function endImports() {
  unmade = undefined;
}

/** A pool is to be made. @param {string | undefined} href @param {Record<string, unknown>} tasks @returns {boolean} false: not by a worker that looks for its tasks */
export function mayMake(href, tasks) {
  unmade?.push({ href, tasks });
  return unmade === undefined;
}
