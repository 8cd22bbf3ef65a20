// SPDX-License-Identifier: MIT
// A lane whose worker is the caller's own thread: it runs calls between turns of its event
// loop when the workers have enough to do. Values cross as they do to any worker.
import { adopt } from './buffer-reference.js';
import { Executor } from './executor.js';
import { Task } from './task.js';
import { attachmentPort } from './threads.js';
import { taskInC } from './wasm-instance.js';

/** @import { Balancer } from './balancer.js' */
/** @import { Caller } from './caller.js' */
/** @import { ExecutorOptions, WorkerTask } from './executor.js' */
/** @import { WasmInstance } from './wasm-instance.js' */
/** @import { TaskReference } from './find-task.js' */
/** @import { PoolRegion } from './region.js' */
/** @import { TaskLike } from './pool.js' */

export class InlineLane {
  /**
   * @param {Caller} caller
   * @param {PoolRegion} region
   * @param {number} number  of the lane
   * @param {Record<string, TaskLike>} tasks
   * @param {readonly TaskReference[]} references
   * @param {WasmInstance | undefined} wasm  for tasks in C
   * @param {Omit<ExecutorOptions, 'worker' | 'revive' | 'expire'>} options
   */
  constructor(caller, region, number, tasks, references, wasm, options) {
    const { port1, port2 } = new MessageChannel();
    caller.attach(number, attachmentPort(port1));
    /** @private */
    this.executor = new Executor(region, number, references.map((reference) => ownTask(tasks[reference.key], reference, wasm)), attachmentPort(port2), {
      ...options, worker: region.lane(number).workerNumber, revive: adopt, expire: (reference) => reference.release(),
    });
  }

  start() {
    this.executor.start();
  }

  stop() {
    this.executor.stop();
  }
}

/** @param {TaskLike | undefined} task @param {TaskReference} reference @param {WasmInstance | undefined} wasm @returns {WorkerTask} */
function ownTask(task, { key, href, exported, isView, isAbortable }, wasm) {
  if (wasm !== undefined && href === undefined) return taskInC(wasm.task(key, /** @type {string} */ (exported)));
  const f = task instanceof Task ? task.f : task;
  if (f !== undefined) return { f: /** @type {WorkerTask['f']} */ (f), isView, isAbortable, inPlace: undefined };
  return { f: async (argument, signal) => (await import(/** @type {string} */ (href)))[/** @type {string} */ (exported)](argument, signal), isView, isAbortable, inPlace: undefined };
}

/**
 * The last lane gets a call when each other has enough.
 *
 * @param {Balancer} balancer  of the others
 * @param {number} threshold  open calls
 * @returns {Balancer}
 */
export function withInlineLane(balancer, threshold) {
  /** @type {import('./balancer.js').LaneLoad[] | undefined} */
  let workers;
  return (lanes, most) => {
    workers ??= lanes.slice(0, -1);
    const enough = balancer(workers, Math.min(threshold, most));
    if (enough >= 0) return enough;
    const own = lanes.length - 1;
    return /** @type {import('./balancer.js').LaneLoad} */ (lanes[own]).open < threshold ? own : balancer(workers, most);
  };
}
