/** @import { Caller } from './caller.js' */
/** @import { Thread } from './threads.js' */
/**
 * @typedef {object} WorkersOptions
 * @property {number} mostFailedStarts  one after the other, before a lane is given up; 0: none is replaced
 * @property {object} worker
 * @property {(lane: number) => void} runAway  the lane's worker was given up, and keeps what it was given
 * @property {(event: string, details: Record<string, unknown>) => void} tell
 */
/** @typedef {{ thread: Thread, isReady: boolean, error: PoolError | undefined }} Running  error: why it is being terminated */
export class Workers {
    /**
     * @param {Caller} caller
     * @param {number} count
     * @param {(lane: number, port: any) => Record<string, unknown>} dataFor  what a worker gets
     * @param {WorkersOptions} options
     */
    constructor(caller: Caller, count: number, dataFor: (lane: number, port: any) => Record<string, unknown>, options: WorkersOptions);
    /** @private */
    private caller;
    /** @private */
    private dataFor;
    /** @private */
    private options;
    /** @private @type {(Running | undefined)[]} */
    private running;
    /** @private Of each lane: workers in a row that ended without a call. @type {number[]} */
    private failedStarts;
    /** @private */
    private isKept;
    /** @private */
    private hasEnded;
    /** Workers that ended before the pool did: they crashed, or took too long. */
    lost: number;
    /** @private @type {{ resolve: () => void, reject: (error: unknown) => void }[]} */
    private waiting;
    /** @private What the workers said of their tasks. @type {PoolError | undefined} */
    private problem;
    start(): void;
    /** @private @param {number} lane */
    private startLane;
    /** @private A worker has ended, or was given up. @param {number} lane @param {Running} running @param {unknown} reason @param {boolean} isRunaway */
    private end;
    /** @private @param {number} lane @param {boolean} isRunaway */
    private startNext;
    /** @private A lane gets no worker any more. @param {number} lane @param {PoolError} error */
    private giveUp;
    /** Terminate a worker; another is started for its lane. @param {number} lane @param {PoolError} error  for its calls */
    terminate(lane: number, error: PoolError): void;
    /** Whether the process has to wait for the workers. @param {boolean} isNeeded */
    keepAlive(isNeeded: boolean): void;
    /** When all have loaded their tasks. @returns {Promise<void>} rejects when one cannot, or does not start */
    whenReady(): Promise<void>;
    /** @private */
    private check;
    /** Terminate all, and start no more. @param {PoolError} error */
    endAll(error: PoolError): Promise<void>;
}
export type WorkersOptions = {
    /**
     * one after the other, before a lane is given up; 0: none is replaced
     */
    mostFailedStarts: number;
    worker: object;
    /**
     * the lane's worker was given up, and keeps what it was given
     */
    runAway: (lane: number) => void;
    tell: (event: string, details: Record<string, unknown>) => void;
};
/**
 * error: why it is being terminated
 */
export type Running = {
    thread: Thread;
    isReady: boolean;
    error: PoolError | undefined;
};
import { PoolError } from './errors.js';
import type { Caller } from './caller.js';
import type { Thread } from './threads.js';
