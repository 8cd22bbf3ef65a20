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
export const isMain = (threads === undefined ? globalThis.name : threads.workerData?.name) !== WORKER_NAME;

/** Tasks by name, of each pool that a worker's modules wanted to make. @type {Record<string, unknown>[] | undefined} */
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

/** A pool is to be made. @param {Record<string, unknown>} tasks @returns {boolean} false: not by a worker that looks for its tasks */
export function mayMake(tasks) {
  unmade?.push(tasks);
  return unmade === undefined;
}
