// SPDX-License-Identifier: MIT
// A lane leads to one worker and back: a ring of posted calls, and a ring of finished ones
// (SPEC.md, 13.3). The entries of the first are hints; who takes a call is decided by one
// compare-and-exchange of the call's own state. So an entry may be met twice, or by a thread
// that dies between two steps, and the call runs once all the same. An entry tells its lap,
// so who looks for the next one looks at one line of memory, which the other side writes anyway.
import {
  LANE_BELL_AT, LANE_FINISHED_AT, LANE_HEADER_BYTES, LANE_POSTED_AT, LANE_TAKEN_AT, LANE_WORKER_AT,
} from '../core/layout.gen.js';
import { Bell } from './bell.js';

/** @import { Calls } from './calls.js' */

/** Bytes of a lane. @param {number} callCount */
export function laneBytes(callCount) {
  return LANE_HEADER_BYTES + 8 * callCount;
}

/** Counts begin with the second lap: an entry that was never written, 0, is of the first. @param {Int32Array} words @param {number} at  of the lane @param {number} callCount */
export function beginLane(words, at, callCount) {
  for (const field of [LANE_POSTED_AT, LANE_TAKEN_AT, LANE_FINISHED_AT]) words[(at + field) / 4] = callCount;
}

export class Lane {
  /**
   * @param {Calls} calls
   * @param {number} number  from 0
   * @param {number} at  offset, 64-aligned
   */
  constructor(calls, number, at) {
    const { words, count } = calls;
    /** @private */
    this.calls = calls;
    /** @private */
    this.words = words;
    /** @readonly */
    this.number = number;
    /** @private A power of two. */
    this.mask = count - 1;
    /** @private */
    this.posted = (at + LANE_POSTED_AT) / 4;
    /** @private */
    this.taken = (at + LANE_TAKEN_AT) / 4;
    /** @private */
    this.worker = (at + LANE_WORKER_AT) / 4;
    /** @private */
    this.finished = (at + LANE_FINISHED_AT) / 4;
    /** @private Where the posted ones are. */
    this.entries = (at + LANE_HEADER_BYTES) / 4;
    /** @private Where the finished ones are. */
    this.results = this.entries + count;
    /** Of the worker. @readonly */
    this.bell = new Bell(words, at + LANE_BELL_AT);
    /** @private This side's own positions: what another thread could have written is never believed. */
    this.postedTo = Atomics.load(words, this.posted);
    /** @private How many were taken when the caller last looked: what it need not ask the worker's processor for again. */
    this.takenTo = Atomics.load(words, this.taken);
    /** @private */
    this.finishedTo = Atomics.load(words, this.finished);
    /** @private */
    this.collectedTo = this.finishedTo;
  }

  /** Whether the ring has room, for the caller. Only entries that nobody takes fill it up. */
  get hasRoom() {
    if (((this.postedTo - this.takenTo) | 0) <= this.mask) return true;
    this.takenTo = Atomics.load(this.words, this.taken);
    return ((this.postedTo - this.takenTo) | 0) <= this.mask;
  }

  /** Caller: post a call, whose state already says so. @param {number} call */
  post(call) {
    const { words, mask, postedTo } = this;
    words[this.entries + (postedTo & mask)] = (postedTo & ~mask) | call;
    this.postedTo = (postedTo + 1) | 0;
    Atomics.store(words, this.posted, this.postedTo);
    this.bell.ring();
  }

  /**
   * Worker of this or another lane: take the oldest call.
   *
   * @param {number} taker  number of the taker's lane
   * @returns {number} the call, -1 when there is none
   */
  take(taker) {
    const { words, mask } = this;
    for (;;) {
      const head = Atomics.load(words, this.taken);
      const entry = this.posting(head);
      if (!this.isOfLap(entry, head)) {
        if (Atomics.load(words, this.taken) === head) return -1;
        continue; // others took it, and many more, meanwhile
      }
      const call = entry & mask;
      let isTaken = this.calls.take(call, taker);
      if (!isTaken) { // an entry may be seen before what it names; only the count, which is stored last, says that all is there
        if (Atomics.load(words, this.posted) === head) return -1;
        isTaken = this.calls.take(call, taker);
      }
      if (!isTaken && taker !== this.number && this.calls.isPosted(call)) return -1; // for its own worker alone
      Atomics.compareExchange(words, this.taken, head, (head + 1) | 0);
      if (isTaken) return call;
    }
  }

  /** @private The entry where a count is posted: a hint, but of a call that there is. @param {number} count */
  posting(count) {
    return Atomics.load(this.words, this.entries + (count & this.mask));
  }

  /** @private Whether an entry was written for that count, not a lap ago. @param {number} entry @param {number} count */
  isOfLap(entry, count) {
    return ((entry ^ count) & ~this.mask) === 0;
  }

  /** Whether the ring holds something. */
  get hasPosted() {
    const head = Atomics.load(this.words, this.taken);
    return this.isOfLap(this.posting(head), head);
  }

  /** Whether take() may find something for a worker of another lane. */
  get hasForOthers() {
    const { words, calls } = this;
    const head = Atomics.load(words, this.taken);
    const entry = this.posting(head);
    if (!this.isOfLap(entry, head)) return false;
    const call = entry & this.mask;
    return calls.lane(call) < 0 || !calls.isPosted(call);
  }

  /**
   * Worker: pass over what is counted as posted and is not there, since the ring was damaged. The count lies elsewhere
   * than the entries, and is looked at before a sleep only.
   *
   * @returns {boolean} whether it was: records may be posted that the ring does not name any more
   */
  mendPosted() {
    const { words, mask } = this;
    const head = Atomics.load(words, this.taken);
    const tail = Atomics.load(words, this.posted);
    const ahead = (tail - head) | 0;
    if (ahead === 0 || ahead === -1) return false; // an entry may be taken before it is counted
    const isInside = ahead > 0 && ahead <= mask + 1;
    if (isInside && this.isOfLap(this.posting(head), head)) return false;
    Atomics.compareExchange(words, this.taken, head, isInside ? (head + 1) | 0 : (tail - mask - 1) | 0);
    return true;
  }

  /** Worker: tell the caller that a call is over. @param {number} call */
  finish(call) {
    const { words, mask, finishedTo } = this;
    words[this.results + (finishedTo & mask)] = (finishedTo & ~mask) | call;
    this.finishedTo = (finishedTo + 1) | 0;
    Atomics.store(words, this.finished, this.finishedTo);
  }

  /** @returns {number} Caller: the call that was over first, -1 when there is none. Its record knows whether that is so. */
  collect() {
    const { words, mask, collectedTo } = this;
    const entry = Atomics.load(words, this.results + (collectedTo & mask));
    if (!this.isOfLap(entry, collectedTo)) return -1;
    this.collectedTo = (collectedTo + 1) | 0;
    return entry & mask;
  }

  /** Caller: how many calls it has collected, modulo 2^32. */
  get collectedCount() {
    return this.collectedTo;
  }

  /** Caller: whether calls are over that collect() does not find, since the ring was damaged. */
  get isAstray() {
    const { collectedTo } = this;
    const ahead = (Atomics.load(this.words, this.finished) - collectedTo) | 0; // or behind: an entry may be seen before it is counted
    return ahead > 0 && !this.isOfLap(Atomics.load(this.words, this.results + (collectedTo & this.mask)), collectedTo);
  }

  /** Caller: pass over what the ring of finished calls says. */
  skip() {
    this.collectedTo = Atomics.load(this.words, this.finished);
  }

  /** Which worker may serve the lane, modulo 2^32. */
  get workerNumber() {
    return Atomics.load(this.words, this.worker);
  }

  /** Caller: the worker is to end. Until it has, it takes no call more, and writes no result. */
  dismiss() {
    Atomics.add(this.words, this.worker, 1);
  }

  /** Caller: the worker has ended, and what it said last may have been half said: the next one goes on after what was collected. */
  recover() {
    this.dismiss();
    Atomics.store(this.words, this.finished, this.collectedTo);
    this.bell.rouse();
  }
}
