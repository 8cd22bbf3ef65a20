/** @import { Calls } from './calls.js' */
/** Bytes of a lane. @param {number} callCount */
export function laneBytes(callCount: number): number;
export class Lane {
    /**
     * @param {Calls} calls
     * @param {number} number  from 0
     * @param {number} at  offset, 64-aligned
     */
    constructor(calls: Calls, number: number, at: number);
    /** @private */
    private calls;
    /** @private */
    private words;
    /** @readonly */
    readonly number: number;
    /** @private A power of two. */
    private mask;
    /** @private */
    private posted;
    /** @private */
    private taken;
    /** @private */
    private finished;
    /** @private Where the posted ones are. */
    private entries;
    /** @private Where the finished ones are. */
    private results;
    /** Of the worker. @readonly */
    readonly bell: Bell;
    /** @private This side's own positions: what another thread could have written is never believed. */
    private postedTo;
    /** @private */
    private finishedTo;
    /** @private */
    private collectedTo;
    /** Whether the ring has room, for the caller. Only entries that nobody takes fill it up. */
    get hasRoom(): boolean;
    /** Caller: post a call, whose state already says so. @param {number} call */
    post(call: number): void;
    /**
     * Worker of this or another lane: take the oldest call.
     *
     * @param {number} taker  number of the taker's lane
     * @returns {number} the call, -1 when there is none
     */
    take(taker: number): number;
    /** @private What is posted at a count: a hint, but of a call that there is. @param {number} count */
    private entry;
    /** Whether the ring holds something. */
    get hasPosted(): boolean;
    /** Whether take() may find something for a worker of another lane. */
    get hasForOthers(): boolean;
    /** Worker: tell the caller that a call is over. @param {number} call */
    finish(call: number): void;
    /** How many calls were over, modulo 2^32. */
    get finishedCount(): number;
    /**
     * Caller: the call that was over first, -1 when there is none. Its record knows whether that is so.
     *
     * @returns {number} the number of calls, which is no call, when the ring is damaged
     */
    collect(): number;
    /** Caller: pass over what the ring of finished calls says. */
    skip(): void;
    /** Caller: the worker has ended, and what it said last may have been half said. */
    recover(): void;
    /** Whether collect() would find something. */
    get hasFinished(): boolean;
}
import { Bell } from './bell.js';
import type { Calls } from './calls.js';
