// SPDX-License-Identifier: MIT
// What runs in a worker of a pool: it loads the tasks, then serves its lane.
import { adopt } from './buffer-reference.js';
import { Executor } from './executor.js';
import { findTask } from './find-task.js';
import { PoolRegion } from './region.js';
import { attachmentPort, serveThread } from './threads.js';
import { WasmInstance, taskInC } from './wasm-instance.js';
import { beginImports, endImports } from './where.js';

/** @import { WorkerTask } from './executor.js' */
/** @import { TaskReference } from './find-task.js' */
/** @import { WasmPlace } from './wasm-module.js' */

/**
 * @typedef {object} WorkerData
 * @property {WebAssembly.Memory} memory
 * @property {number} at  of the pool in it
 * @property {number} lane
 * @property {any} port  for attachments
 * @property {readonly TaskReference[]} tasks
 * @property {WasmPlace | undefined} wasm  for tasks in C
 * @property {{ href: string, name: string, data: unknown } | undefined} bootstrap  run before the tasks are loaded
 * @property {{ worker: number, spinMicroseconds: number, isStealing: boolean, maxPayloadBytes: number }} options
 */

/** A task that cannot be found rejects its calls; the others work. @param {unknown} error @returns {WorkerTask} */
const missing = (error) => ({
  f: () => {
    throw error;
  },
  isView: false,
  isAbortable: false,
  inPlace: undefined,
});

/** @param {readonly TaskReference[]} references @param {WasmInstance | undefined} wasm */
async function loadTasks(references, wasm) {
  const unmade = beginImports();
  const modules = new Map(await Promise.all([...new Set(references.flatMap(({ href }) => href ?? []))].map(async (href) => {
    return /** @type {const} */ ([href, await import(href).then((module) => ({ module }), (error) => ({ error }))]);
  })));
  endImports();
  /** @type {unknown[]} */
  const errors = [];
  const tasks = references.map((reference) => {
    const { key, href, exported } = reference;
    if (wasm !== undefined && href === undefined) return taskInC(wasm.task(key, /** @type {string} */ (exported)));
    try {
      const { module, error } = /** @type {any} */ (modules.get(/** @type {string} */ (href)));
      if (module === undefined) throw new Error(`the task "${key}": its module ${href} cannot be loaded: ${error?.message ?? error}`, { cause: error });
      return { f: findTask(reference, module, unmade), isView: reference.isView, isAbortable: reference.isAbortable, inPlace: undefined };
    } catch (error) {
      errors.push(error);
      return missing(error);
    }
  });
  return { tasks, errors };
}

/** @param {{ href: string, name: string, data: unknown }} bootstrap */
async function boot({ href, name, data }) {
  const f = (await import(href))[name];
  if (typeof f !== 'function') throw new TypeError(`the pool's bootstrap: ${href} exports no function "${name}"`);
  await f(data);
}

/** @param {WorkerData} data @param {(message: any) => void} tell */
async function serve(data, tell) {
  const region = new PoolRegion(data.memory, data.at);
  if (data.bootstrap !== undefined) await boot(data.bootstrap);
  const { tasks, errors } = await loadTasks(data.tasks, data.wasm === undefined ? undefined : new WasmInstance(data.memory, region.calls, data.wasm));
  const executor = new Executor(region, data.lane, tasks, data.port === undefined ? undefined : attachmentPort(data.port), {
    ...data.options,
    revive: adopt,
    expire: (reference) => reference.release(),
  });
  tell({ isReady: true, errors: errors.map((error) => String(/** @type {any} */ (error).message)) });
  executor.start();
}

await serveThread(serve);
