/** @param {CallerTask} task @param {number} ms */
export function timeoutOf(task: CallerTask, ms: number): PoolError;
export class Caller {
    /**
     * @param {PoolRegion} region
     * @param {RegionHeap} heap
     * @param {CallerOptions} options
     */
    constructor(region: PoolRegion, heap: RegionHeap, options: CallerOptions);
    /** @private */
    private region;
    /** @private */
    private calls;
    /** @private */
    private blocks;
    /** @private */
    private options;
    /** @readonly */
    readonly stats: Stats;
    /** @private */
    private codec;
    /** @private */
    private writer;
    /** @private @type {LaneSide[]} */
    private lanes;
    /** @private What each record is used for. @type {(OpenCall | undefined)[]} */
    private open;
    /** @private Records that are free. */
    private free;
    /** @private Records that a worker may still touch that could not be ended. */
    private abandoned;
    /** @private */
    private waiting;
    /** @private */
    private deadlines;
    /** @private An argument is being written. */
    private isWriting;
    /** @private A timer, while a ring is full. @type {any} */
    private retry;
    /** @private Why no call is taken any more. @type {PoolError | undefined} */
    private closed;
    /** @private */
    private isKept;
    /** @private */
    private isRelaxing;
    /** @private Those who wait until nothing is open. @type {(() => void)[]} */
    private idle;
    /** @private Those who wait until the queue has room. @type {(() => void)[]} */
    private room;
    /** @private */
    private relax;
    /** @private Post what waits, as far as there is room. */
    private post;
    /** @private @readonly */
    private readonly watch;
    /** @private */
    private readerOf;
    /** Calls that have a record. */
    get openCount(): number;
    /** @private Whether a call that comes now need not wait longer than the queue is meant for. */
    private get hasRoom();
    /** Calls that wait for one. */
    get waitingCount(): number;
    /** Whether a buffer is the region. @param {ArrayBufferLike | undefined} buffer */
    hasBuffer(buffer: ArrayBufferLike | undefined): boolean;
    /** Open calls of each lane. */
    get loads(): number[];
    /**
     * @param {CallerTask} task
     * @param {unknown} argument
     * @param {CallLimits | undefined} limits
     * @returns {Promise<any>}
     */
    start(task: CallerTask, argument: unknown, limits: CallLimits | undefined): Promise<any>;
    /** @private @param {OpenCall} open @param {CallLimits} limits @returns {boolean} false: it is over already */
    private limit;
    /** @private A call has taken too long: its worker is terminated, if it has one. @param {OpenCall} open @param {number} ms */
    private endHard;
    /** @private Number of the lane whose worker has the call; -1: none has. @param {OpenCall} open */
    private runner;
    /** @private Number of the lane whose worker has, or had, a call that was not taken back. @param {OpenCall} open */
    private takerOf;
    /** @private @param {OpenCall} open */
    private submit;
    /**
     * Post a call.
     *
     * @private
     * @param {OpenCall} open
     * @returns {boolean} false: there is no room; otherwise it is posted, or over for its argument's fault
     */
    private dispatch;
    /** @private The lane to post to; -1: none has room. @returns {number} */
    private choose;
    /** @private Somebody who sleeps may take the call from a busy worker. */
    private rouseIdle;
    /** @private A record is not used any more. @param {number} call */
    private release;
    /** @private Settle all calls that are over. @param {boolean} [isLast]  before a sleep: those that damaged rings hide, too @returns {boolean} whether there was one */
    private collect;
    /** @private @param {number} call */
    private isOver;
    /** @private Calls of a lane that are over, whatever its ring says. @param {LaneSide} side */
    private findAll;
    /** @private @param {LaneSide} side @returns {boolean} whether one was settled */
    private finishLate;
    /** @private Take the result of a call. @param {OpenCall} open @param {number} call @param {LaneSide} side  whose worker wrote it @returns {boolean} false: what belongs to it has not arrived yet */
    private finish;
    /** @private The record of a call is free again. @param {OpenCall} open @param {number} call */
    private over;
    /** @private @param {OpenCall} open */
    private leave;
    /** @private A call is over, and its record and block are lost. @param {OpenCall} open */
    private abandon;
    /** @private Settle the promise. @param {OpenCall} open @param {unknown} value @param {boolean} isError */
    private settle;
    /** @private Whatever an observer throws, other calls go on. @param {(value: unknown, isError: boolean) => void} observe @param {unknown} value @param {boolean} isError */
    private report;
    /** Reject a call now; a worker that has it is asked to stop. @param {OpenCall} open @param {unknown} reason */
    cancel(open: OpenCall, reason: unknown): void;
    /** Settle a call before its worker does. @param {OpenCall} open @param {unknown} value @param {boolean} isError */
    end(open: OpenCall, value: unknown, isError: boolean): void;
    /** A lane has a worker, which may not have started yet. @param {number} number @param {AttachmentPort | undefined} port */
    attach(number: number, port: AttachmentPort | undefined): void;
    /** A lane's worker is about to be terminated. @param {number} number */
    dismiss(number: number): void;
    /** A lane gets no worker any more; what waits for it goes to others, or is rejected. @param {number} number @param {PoolError} error */
    retire(number: number, error: PoolError): void;
    /** @private Post a call that was withdrawn to another lane. @param {OpenCall} open @param {PoolError} error */
    private again;
    /**
     * A lane's worker has ended. What it returned is settled; what it had taken is rejected;
     * what it had not taken waits for the next.
     *
     * @param {number} number
     * @param {PoolError} error
     * @param {boolean} [isRunaway]  it goes on, and may touch what it had taken: that is never used again
     * @returns {boolean} whether it had taken a call at all
     */
    lose(number: number, error: PoolError, isRunaway?: boolean): boolean;
    /** Take no more calls, and reject all that are open. @param {PoolError} error */
    close(error: PoolError): void;
    /** Take no more calls. @param {PoolError} error */
    refuse(error: PoolError): void;
    /** Until no call is open or waits. @returns {Promise<void>} */
    whenIdle(): Promise<void>;
    /** Until fewer calls wait than the queue takes. @returns {Promise<void>} */
    whenRoom(): Promise<void>;
    /** @private Nothing is open. */
    private rest;
    /** The process may end unless a call is open, or comes within this turn. */
    settleDown(): void;
}
export type CallerTask = {
    /**
     * as the workers number it
     */
    number: number;
    name: string;
    /**
     * that its last long argument needed; 0: none was long
     */
    argumentBytes: number;
    /**
     * that its last long result needed, or what a task in C asks for
     */
    resultBytes: number;
    /**
     * it is in C: argument and result lie in the region, side by side
     */
    isInPlace: boolean;
};
export type CallLimits = {
    /**
     * higher goes first among the calls that wait
     */
    priority?: number | undefined;
    signal?: AbortSignal | undefined;
    timeoutMs?: number | undefined;
    /**
     * settles the call; by default it is rejected
     */
    onTimeout?: ((open: OpenCall) => void) | undefined;
    hardTimeoutMs?: number | undefined;
    /**
     * the promise gets a function that gives the call up
     */
    isRejectable?: boolean | undefined;
    observe?: ((error: unknown, isError: boolean) => void) | undefined;
};
export type CallerOptions = {
    balancer: Balancer;
    /**
     * most calls that are posted to a lane at once
     */
    depth: number;
    /**
     * most calls that wait
     */
    queueLimit: number;
    /**
     * whether more are refused; otherwise they wait, too
     */
    isFullRefused: boolean;
    maxPayloadBytes: number;
    pollMicroseconds: number;
    /**
     * whether a worker takes what was posted to another
     */
    isStealing: boolean;
    revive: (bytes: Uint8Array<ArrayBuffer>) => unknown;
    /**
     * what is given for an array of the region that comes back
     */
    adopt: (view: TypedArray) => TypedArray;
    /**
     * whether the process has to wait for workers
     */
    keepAlive: (isNeeded: boolean) => void;
    /**
     * a lane's worker
     */
    terminate: (lane: number, error: PoolError) => void;
    stats: Stats;
};
/**
 * A lane as the caller sees it.
 */
export type LaneSide = {
    lane: Lane;
    open: number;
    isUsable: boolean;
    /**
     * reads what this lane's worker wrote
     */
    codec: Codec;
    port: AttachmentPort | undefined;
    /**
     * calls of the lane that were collected before this worker began
     */
    collectedBefore: number;
    /**
     * calls that are over and whose attachments have not arrived
     */
    late: number[];
};
import { PoolError } from './errors.js';
import type { Stats } from './stats.js';
import { OpenCall } from './open-call.js';
import type { AttachmentPort } from './attachment-port.js';
import type { PoolRegion } from './region.js';
import type { RegionHeap } from './region-heap.js';
import type { Balancer } from './balancer.js';
import type { TypedArray } from '../core/extended/column.js';
import type { Lane } from './lane.js';
import { Codec } from './codec.js';
