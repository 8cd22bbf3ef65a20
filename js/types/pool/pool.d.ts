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
export function createPool(options?: PoolOptions): <Tasks extends Record<string, TaskLike>>(tasks: Tasks) => Pool<Tasks>;
/** @template {Record<string, TaskLike>} Tasks */
export class Pool<Tasks extends Record<string, TaskLike>> {
    /**
     * @param {ReturnType<typeof resolveOptions>} options
     * @param {Record<string, TaskLike>} tasks
     * @param {string | undefined} href  of the module that made the pool
     */
    constructor(options: ReturnType<typeof resolveOptions>, tasks: Record<string, TaskLike>, href: string | undefined);
    /** The tasks. @readonly @type {{ [Name in keyof Tasks]: CallOf<Tasks[Name]> }} */
    readonly call: { [Name in keyof Tasks]: CallOf<Tasks[Name]>; };
    /**
     * When every worker has loaded the tasks. Calls can be made before.
     *
     * @returns {Promise<void>} rejects with a PoolError that names module and export if a task is not found
     */
    ready(): Promise<void>;
    /** When fewer calls wait than queue.limit. @returns {Promise<void>} */
    room(): Promise<void>;
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
    alloc<Class extends {
        new (buffer: SharedArrayBuffer, byteOffset: number, length: number): any;
        readonly BYTES_PER_ELEMENT: number;
    } = Uint8ArrayConstructor>(length: number, Class?: Class): InstanceType<Class> & Disposable;
    /** Free what alloc() gave, now. @param {object} array @returns {boolean} false: it was freed already, or is of another pool */
    free(array: object): boolean;
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
    map<C extends Column, R>(column: C, task: (argument: any, options?: CallOptions) => Promise<R>, options?: MapOptions<C>): Promise<R[]>;
    /**
     * End the workers. Calls that are open are rejected, as all later ones are.
     *
     * @param {number | { drain: true }} [wait]  milliseconds that open calls are waited for first; with drain, until they are over
     * @returns {Promise<void>} when the workers have ended
     */
    shutdown(wait?: number | {
        drain: true;
    }): Promise<void>;
    /** What the pool has done, and does. */
    stats(): {
        calls: number;
        resolved: number;
        rejected: number;
        timedOut: number;
        open: number;
        waiting: number;
        perWorker: number[];
        lostWorkers: number;
        /** Of arguments, and of results that travelled as images. */
        argumentBytes: number;
        resultBytes: number;
        /** Arguments in blocks of the heap; in images; buffers that were moved with arguments. */
        blocks: number;
        images: number;
        moves: number;
        region: {
            bytes: number;
            maxBytes: number;
            heapUsedBytes: number;
        };
        /** Of one call in eight: [µs, calls], where the call took less than that and not less than half of it. */
        latency: [number, number][];
    };
    #private;
}
export type TaskLike = Task<any, any, any> | ((argument: any) => any);
export type CallOf<T> = T extends Task<infer A, infer R, infer Abortable> ? CallFunction<A, R, Abortable> : T extends (...args: infer P) => infer R ? CallFunction<P[0], R, false> : never;
export type CallFunction<A, R, Abortable> = undefined extends A ? (argument?: A | Promise<A>, options?: CallOptions) => CallPromise<Awaited<R>, Abortable> : (argument: A | Promise<A>, options?: CallOptions) => CallPromise<Awaited<R>, Abortable>;
/**
 * reject: give the call up, as with a signal
 */
export type CallPromise<R, Abortable> = true extends Abortable ? Promise<R> & {
    reject: (reason?: unknown) => void;
} : Promise<R>;
import type { PoolOptions } from './options.js';
import type { Column } from './map-column.js';
import type { CallOptions } from './call-function.js';
import type { MapOptions } from './map-column.js';
import { resolveOptions } from './options.js';
import { Task } from './task.js';
