/**
 * The last lane gets a call when each other has enough.
 *
 * @param {Balancer} balancer  of the others
 * @param {number} threshold  open calls
 * @returns {Balancer}
 */
export function withInlineLane(balancer: Balancer, threshold: number): Balancer;
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
    constructor(caller: Caller, region: PoolRegion, number: number, tasks: Record<string, TaskLike>, references: readonly TaskReference[], wasm: WasmInstance | undefined, options: Omit<ExecutorOptions, "worker" | "revive" | "expire">);
    /** @private */
    private executor;
    start(): void;
    stop(): void;
}
import type { Balancer } from './balancer.js';
import type { Caller } from './caller.js';
import type { PoolRegion } from './region.js';
import type { TaskLike } from './pool.js';
import type { TaskReference } from './find-task.js';
import type { WasmInstance } from './wasm-instance.js';
import type { ExecutorOptions } from './executor.js';
