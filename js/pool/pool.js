// SPDX-License-Identifier: MIT
// Worker threads that are called like asynchronous functions.
import { CONTROL_BYTES, PAGE_BYTES } from '../core/layout.gen.js';
import { adopt } from './buffer-reference.js';
import { callFunction } from './call-function.js';
import { Caller } from './caller.js';
import { callerModule } from './caller-module.js';
import { describe, requireMilliseconds } from './check-option.js';
import { PoolError } from './errors.js';
import { mapColumn } from './map-column.js';
import { InlineLane, withInlineLane } from './inline-lane.js';
import { resolveOptions } from './options.js';
import { CALL_BYTES, PoolRegion } from './region.js';
import { RegionHeap } from './region-heap.js';
import { SharedBuffers } from './shared-buffers.js';
import { Stats } from './stats.js';
import { Task } from './task.js';
import { Telemetry } from './telemetry.js';
import { requireThreads } from './threads.js';
import { WasmInstance } from './wasm-instance.js';
import { WasmModule } from './wasm-module.js';
import { WasmTask } from './wasm-task.js';
import { mayMake } from './where.js';
import { Workers } from './workers.js';

/** @import { CallOptions } from './call-function.js' */
/** @import { CallerTask } from './caller.js' */
/** @import { Column, MapOptions } from './map-column.js' */
/** @import { PoolOptions } from './options.js' */
/** @import { TaskReference } from './find-task.js' */

/** @typedef {Task<any, any, any> | ((argument: any) => any)} TaskLike */

/**
 * @template T
 * @typedef {T extends Task<infer A, infer R, infer Abortable> ? CallFunction<A, R, Abortable> : T extends (...args: infer P) => infer R ? CallFunction<P[0], R, false> : never} CallOf
 */

/**
 * @template A, R, Abortable
 * @typedef {undefined extends A
 *   ? (argument?: A | Promise<A>, options?: CallOptions) => CallPromise<Awaited<R>, Abortable>
 *   : (argument: A | Promise<A>, options?: CallOptions) => CallPromise<Awaited<R>, Abortable>} CallFunction
 */

/**
 * @template R, Abortable
 * @typedef {true extends Abortable ? Promise<R> & { reject: (reason?: unknown) => void } : Promise<R>} CallPromise
 *   reject: give the call up, as with a signal
 */

/** Where the pool lies: offset 0 is no place. */
const POOL_AT = 64;
/** Of an arena over the result of a task in C: its control block, and what alignment takes. */
const ARENA_BYTES = CONTROL_BYTES + 32;
/** Bytes of heap to begin with. */
const FIRST_HEAP_BYTES = 8 * PAGE_BYTES;

const LONGEST_TIMER_MS = 0x7fff_ffff;

/** @template {Record<string, TaskLike>} Tasks */
export class Pool {
  /** @type {Caller} */
  #caller;
  /** @type {Workers} */
  #workers;
  /** @type {InlineLane | undefined} */
  #inline;
  #stats = new Stats();
  #memory;
  #heap;
  #shared;
  #options;
  /** @type {Promise<void> | undefined} */
  #ended;

  /**
   * @param {ReturnType<typeof resolveOptions>} options
   * @param {Record<string, TaskLike>} tasks
   * @param {string | undefined} href  of the module that made the pool
   */
  constructor(options, tasks, href) {
    this.#options = options;
    const { threads } = options;
    const references = Object.entries(tasks).map(([key, task]) => referenceOf(key, task, options.module, href));
    const calls = 2 ** Math.ceil(Math.log2(threads * options.depth));
    const { memory, region, at, wasm } = layOut(options, calls, tasks);
    const telemetry = new Telemetry(options.debug, options.tracer);
    const heap = new RegionHeap(memory, region.heapAt, options.valueBytes, (bytes) => telemetry.grown(bytes));
    this.#memory = memory;
    this.#heap = heap;
    this.#shared = new SharedBuffers(memory, heap);
    const places = wasm === undefined ? undefined : Array.from({ length: region.laneCount }, () => wasm.place(heap));
    this.#caller = new Caller(region, heap, {
      balancer: options.inline === undefined ? options.balancer() : withInlineLane(options.balancer(), options.inline.threshold),
      depth: calls / threads,
      queueLimit: options.queueLimit,
      isFullRefused: options.isFullRefused,
      maxPayloadBytes: options.maxPayloadBytes,
      pollMicroseconds: options.pollMicroseconds,
      isStealing: options.isStealing && threads > 1,
      revive: adopt,
      adopt: (view) => this.#shared.adopt(view),
      keepAlive: (isNeeded) => this.#workers.keepAlive(isNeeded),
      terminate: (lane, error) => this.#workers.terminate(lane, error),
      stats: this.#stats,
    });
    const { spinMicroseconds, isStealing, maxPayloadBytes, bootstrap } = options;
    /** @param {number} lane @param {any} port */
    const dataFor = (lane, port) => ({
      memory, at, lane, port, tasks: references, wasm: places?.[lane], bootstrap, options: { worker: region.lane(lane).workerNumber, spinMicroseconds, isStealing: isStealing && threads > 1, maxPayloadBytes },
    });
    this.#workers = new Workers(this.#caller, threads, dataFor, {
      mostFailedStarts: options.mostFailedStarts,
      worker: options.worker,
      runAway: (lane) => {
        if (places !== undefined) places[lane] = /** @type {WasmModule} */ (wasm).place(heap);
      },
      tell: (event, details) => telemetry.worker(event, details),
    });
    /** The tasks. @readonly @type {{ [Name in keyof Tasks]: CallOf<Tasks[Name]> }} */
    this.call = /** @type {any} */ (Object.freeze(Object.fromEntries(Object.entries(tasks).map(([key, task], number) => {
      return [key, callFunction(this.#caller, callerTaskOf(number, key, task), { hardTimeout: options.hardTimeout, ...(task instanceof Task ? task.options : {}) }, telemetry)];
    }))));
    if (options.inline !== undefined) {
      const place = places?.[threads];
      const instance = place === undefined ? undefined : new WasmInstance(memory, region.calls, place);
      this.#inline = new InlineLane(this.#caller, region, threads, tasks, references, instance, { isStealing: false, spinMicroseconds: 0, maxPayloadBytes });
      this.#inline.start();
    }
    this.#workers.start();
  }

  /**
   * When every worker has loaded the tasks. Calls can be made before.
   *
   * @returns {Promise<void>} rejects with a PoolError that names module and export if a task is not found
   */
  ready() {
    return this.#workers.whenReady();
  }

  /** When fewer calls wait than queue.limit. @returns {Promise<void>} */
  room() {
    return this.#caller.whenRoom();
  }

  /**
   * A typed array in the shared region, all zero, which tasks get and return without a copy,
   * and which both sides read and write: with Atomics where both do at once.
   *
   * It is freed by pool.free(), by `using`, or when neither it nor a subarray of it can be
   * reached any more, and no call that has it is open; an array that a task returns is the array
   * itself, or such a subarray. Keep it while views that were made of its buffer otherwise use it,
   * and tasks that keep it for later calls.
   *
   * @template {{ new (buffer: SharedArrayBuffer, byteOffset: number, length: number): any, readonly BYTES_PER_ELEMENT: number }} [Class=Uint8ArrayConstructor]
   * @param {number} length  elements; bytes unless a class is given
   * @param {Class} [Class]  Float64Array, Int32Array, …
   * @returns {InstanceType<Class> & Disposable}
   * @throws {PoolError} ZB_POOL_PAYLOAD: the region has no room
   */
  alloc(length, Class) {
    const Of = Class === undefined ? Uint8Array : Class;
    if (!Number.isInteger(length) || length < 0) throw new RangeError(`pool.alloc(): length is ${describe(length)}; give a whole number from 0`);
    if (typeof Of !== 'function' || !(Of.prototype instanceof Object.getPrototypeOf(Uint8Array))) throw new TypeError('pool.alloc() expects a class of typed arrays, as Float64Array');
    return this.#shared.alloc(length, Of);
  }

  /** Free what alloc() gave, now. @param {object} array @returns {boolean} false: it was freed already, or is of another pool */
  free(array) {
    return this.#shared.free(array);
  }

  /**
   * Split a column over the workers: a task is called for each part of it, as many at a time as
   * there are workers and room for calls.
   *
   *     const sums = await pool.map(column, pool.call.sum);
   *
   * @template {Column} C
   * @template R
   * @param {C} column  of this pool's alloc(), or part of such
   * @param {(argument: any, options?: CallOptions) => Promise<R>} task  one of pool.call
   * @param {MapOptions<C>} [options]
   * @returns {Promise<R[]>} what the calls returned, in the order of the parts; none for an empty
   *   column. When calls are rejected, it is rejected with the reason of the first part's whose
   *   call was, after all calls are over
   */
  map(column, task, options = {}) {
    if (!Object.values(this.call).includes(task)) throw new TypeError(`pool.map() expects a task of this pool, as pool.call.${Object.keys(this.call)[0] ?? 'name'}, not ${describe(task)}`);
    if (!this.#caller.hasBuffer(/** @type {Column | undefined} */ (column)?.buffer)) throw new TypeError('pool.map() expects a typed array in the memory of this pool; make it with pool.alloc()');
    return mapColumn(column, task, options, this.#options.threads);
  }

  /**
   * End the workers. Calls that are open are rejected, as all later ones are.
   *
   * @param {number | { drain: true }} [wait]  milliseconds that open calls are waited for first; with drain, until they are over
   * @returns {Promise<void>} when the workers have ended
   */
  shutdown(wait = 0) {
    if (typeof wait !== 'object') requireMilliseconds(wait, 'pool.shutdown(): wait', ', or { drain: true }');
    else if (wait?.drain !== true) throw new TypeError('pool.shutdown() expects milliseconds, or { drain: true }');
    this.#ended ??= this.#shutdown(wait);
    return this.#ended;
  }

  /** @param {number | { drain: true }} wait */
  async #shutdown(wait) {
    const closed = new PoolError('ZB_POOL_CLOSED', 'Thread closed: the pool was shut down');
    this.#caller.refuse(closed);
    if (typeof wait === 'object') {
      await this.#caller.whenIdle();
    } else if (wait > 0) {
      /** @type {any} */
      let timer;
      await Promise.race([this.#caller.whenIdle(), new Promise((resolve) => {
        timer = setTimeout(resolve, Math.min(wait, LONGEST_TIMER_MS));
      })]);
      clearTimeout(timer);
    }
    this.#caller.close(closed);
    this.#inline?.stop();
    await this.#workers.endAll(closed);
  }

  /** What the pool has done, and does. */
  stats() {
    const { calls, resolved, rejected, timedOut, argumentBytes, resultBytes, blocks, images, moves, latency } = this.#stats;
    const caller = this.#caller;
    return {
      calls, resolved, rejected, timedOut,
      open: caller.openCount,
      waiting: caller.waitingCount,
      perWorker: caller.loads,
      lostWorkers: this.#workers.lost,
      /** Of arguments, and of results that travelled as images. */
      argumentBytes, resultBytes,
      /** Arguments in blocks of the heap; in images; buffers that were moved with arguments. */
      blocks, images, moves,
      region: { bytes: this.#memory.buffer.byteLength, maxBytes: this.#options.maxBytes, heapUsedBytes: this.#heap.usedBytes },
      /** Of one call in eight: [µs, calls], where the call took less than that and not less than half of it. */
      latency: Array.from(latency, (count, bucket) => /** @type {[number, number]} */ ([2 ** bucket, count])).filter(([, count]) => count > 0),
    };
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    void this.shutdown();
  }

  [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    return this.shutdown({ drain: true });
  }
}

/**
 * Worker threads that are called like asynchronous functions:
 *
 *     export const add = ([a, b]) => a + b;
 *     const pool = createPool({ threads: 2 })({ add });
 *     if (isMain) console.log(await pool.call.add([1, 2]));
 *
 * Workers import the module that calls this, and find the tasks in it.
 *
 * @param {PoolOptions} [options]
 * @returns {<Tasks extends Record<string, TaskLike>>(tasks: Tasks) => Pool<Tasks>}
 */
export function createPool(options = {}) {
  const resolved = resolveOptions(options);
  requireThreads();
  const href = callerModule();
  return (tasks) => {
    if (typeof tasks !== 'object' || tasks === null) throw new TypeError(`createPool(options)(tasks) expects an object of tasks, not ${describe(tasks)}`);
    for (const [key, task] of Object.entries(tasks)) {
      if (!(task instanceof Task) && typeof task !== 'function') throw new TypeError(`createPool(): the task "${key}" is ${describe(task)}; give a function, task({ f }), importTask({ href }) or wasmTask({ module, export })`);
    }
    return mayMake(href, tasks) ? new Pool(resolved, tasks, href) : /** @type {any} */ (unmade(tasks));
  };
}

/** @param {ReturnType<typeof resolveOptions>} options @param {number} calls @param {Record<string, TaskLike>} tasks */
function layOut({ threads, depth, maxBytes, inline }, calls, tasks) {
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: Math.floor(maxBytes / PAGE_BYTES), shared: true });
    const wasm = wasmOf(tasks, memory);
    const at = wasm?.end ?? POOL_AT;
    const region = PoolRegion.create(memory, at, threads + (inline === undefined ? 0 : 1), calls, CALL_BYTES);
    memory.grow(FIRST_HEAP_BYTES / PAGE_BYTES);
    return { memory, region, at, wasm };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`createPool(): there is no memory for the records of ${threads} workers with a depth of ${depth}, or it is more than region.maxBytes, ${maxBytes}; lower depth, or raise that`, { cause: error });
  }
}

/** The module of the tasks in C, if there are any. @param {Record<string, TaskLike>} tasks @param {WebAssembly.Memory} memory */
function wasmOf(tasks, memory) {
  const inC = Object.fromEntries(Object.entries(tasks).flatMap(([key, task]) => (task instanceof WasmTask ? [[key, task]] : [])));
  return Object.keys(inC).length === 0 ? undefined : new WasmModule(inC, memory);
}

/** What a worker gets that wants to make a pool while it looks for its own tasks. @param {Record<string, TaskLike>} tasks */
function unmade(tasks) {
  const refuse = () => {
    throw new PoolError('ZB_POOL_TASK', 'this module runs in a worker of the pool, to find its tasks, and makes no pool here; guard calls with "if (isMain)"');
  };
  return {
    call: Object.fromEntries(Object.keys(tasks).map((key) => [key, async () => refuse()])), ready: async () => refuse(), room: async () => refuse(), alloc: refuse, free: () => false, map: async () => refuse(),
    shutdown: async () => {}, stats: () => ({}), [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {}, async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {},
  };
}

/** @param {string} key @param {TaskLike} task @param {string | undefined} given  address of the module with the tasks @param {string | undefined} made  of the one that made the pool @returns {TaskReference} */
function referenceOf(key, task, given, made) {
  if (task instanceof WasmTask) return { key, href: undefined, exported: task.exportName, name: undefined, text: undefined, isView: false, isAbortable: false };
  const isTask = task instanceof Task;
  const href = isTask && task.exported !== undefined ? task.href : given ?? (isTask ? task.href : undefined) ?? made;
  if (href === undefined) throw new TypeError(`createPool(): which module has the task "${key}" cannot be told; give createPool({ module: import.meta.url })`);
  const f = isTask ? task.f : task;
  return {
    key, href, exported: isTask ? task.exported : undefined, name: f?.name, text: f === undefined ? undefined : String(f),
    isView: isTask && task.options.view === true, isAbortable: isTask && task.options.abortSignal === true,
  };
}

/** @param {number} number @param {string} name @param {TaskLike} task @returns {CallerTask} */
function callerTaskOf(number, name, task) {
  const isInPlace = task instanceof WasmTask;
  return { number, name, argumentBytes: 0, resultBytes: isInPlace && task.resultBytes > 0 ? task.resultBytes + ARENA_BYTES : 0, isInPlace };
}
