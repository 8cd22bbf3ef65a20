/** @import { Calls } from './calls.js' */
/** Bytes of a lane. @param {number} callCount */
export function laneBytes(callCount: number): number;
/** Counts begin with the second lap: an entry that was never written, 0, is of the first. @param {Int32Array} words @param {number} at  of the lane @param {number} callCount */
export function beginLane(words: Int32Array, at: number, callCount: number): void;
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
    private worker;
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
    /** @private How many were taken when the caller last looked: what it need not ask the worker's processor for again. */
    private takenTo;
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
    /** @private The entry where a count is posted: a hint, but of a call that there is. @param {number} count */
    private posting;
    /** @private Whether an entry was written for that count, not a lap ago. @param {number} entry @param {number} count */
    private isOfLap;
    /** Whether the ring holds something. */
    get hasPosted(): boolean;
    /** Whether take() may find something for a worker of another lane. */
    get hasForOthers(): boolean;
    /**
     * Worker: pass over what is counted as posted and is not there, since the ring was damaged. The count lies elsewhere
     * than the entries, and is looked at before a sleep only.
     *
     * @returns {boolean} whether it was: records may be posted that the ring does not name any more
     */
    mendPosted(): boolean;
    /** Worker: tell the caller that a call is over. @param {number} call */
    finish(call: number): void;
    /** @returns {number} Caller: the call that was over first, -1 when there is none. Its record knows whether that is so. */
    collect(): number;
    /** Caller: how many calls it has collected, modulo 2^32. */
    get collectedCount(): number;
    /** Caller: whether calls are over that collect() does not find, since the ring was damaged. */
    get isAstray(): boolean;
    /** Caller: pass over what the ring of finished calls says. */
    skip(): void;
    /** Which worker may serve the lane, modulo 2^32. */
    get workerNumber(): number;
    /** Caller: the worker is to end. Until it has, it takes no call more, and writes no result. */
    dismiss(): void;
    /** Caller: the worker has ended, and what it said last may have been half said: the next one goes on after what was collected. */
    recover(): void;
}
import { Bell } from './bell.js';
import type { Calls } from './calls.js';
