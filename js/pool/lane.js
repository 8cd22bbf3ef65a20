// SPDX-License-Identifier: MIT
// A lane leads to one worker and back: a ring of posted calls, and a ring of finished ones
// (SPEC.md, 13.3). The entries of the first are hints; who takes a call is decided by one
// compare-and-exchange of the call's own state. So an entry may be met twice, or by a thread
// that dies between two steps, and the call runs once all the same.
import {
  LANE_BELL_AT, LANE_FINISHED_AT, LANE_HEADER_BYTES, LANE_POSTED_AT, LANE_TAKEN_AT,
} from '../core/layout.gen.js';
import { Bell } from './bell.js';

/** @import { Calls } from './calls.js' */

/** Bytes of a lane. @param {number} callCount */
export function laneBytes(callCount) {
  return LANE_HEADER_BYTES + 8 * callCount;
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
    this.finished = (at + LANE_FINISHED_AT) / 4;
    /** @private Where the posted ones are. */
    this.entries = (at + LANE_HEADER_BYTES) / 4;
    /** @private Where the finished ones are. */
    this.results = this.entries + count;
    /** Of the worker. @readonly */
    this.bell = new Bell(words, at + LANE_BELL_AT);
    /** @private This side's own positions: what another thread could have written is never believed. */
    this.postedTo = Atomics.load(words, this.posted);
    /** @private */
    this.finishedTo = Atomics.load(words, this.finished);
    /** @private */
    this.collectedTo = this.finishedTo;
  }

  /** Whether the ring has room, for the caller. Only entries that nobody takes fill it up. */
  get hasRoom() {
    return ((this.postedTo - Atomics.load(this.words, this.taken)) | 0) <= this.mask;
  }

  /** Caller: post a call, whose state already says so. @param {number} call */
  post(call) {
    const { words } = this;
    words[this.entries + (this.postedTo & this.mask)] = call;
    this.postedTo = (this.postedTo + 1) | 0;
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
    const { words } = this;
    for (;;) {
      const head = Atomics.load(words, this.taken);
      const tail = Atomics.load(words, this.posted);
      if (head === tail) return -1;
      if (((tail - head) >>> 0) > this.mask + 1) { // damaged, unless others took some meanwhile
        Atomics.compareExchange(words, this.taken, head, (tail - this.mask - 1) | 0);
        continue;
      }
      const call = this.entry(head);
      const isTaken = this.calls.take(call, taker);
      if (!isTaken && taker !== this.number && this.calls.isPosted(call)) return -1; // for its own worker alone
      Atomics.compareExchange(words, this.taken, head, (head + 1) | 0);
      if (isTaken) return call;
    }
  }

  /** @private What is posted at a count: a hint, but of a call that there is. @param {number} count */
  entry(count) {
    return Atomics.load(this.words, this.entries + (count & this.mask)) & this.mask;
  }

  /** Whether the ring holds something. */
  get hasPosted() {
    return Atomics.load(this.words, this.taken) !== Atomics.load(this.words, this.posted);
  }

  /** Whether take() may find something for a worker of another lane. */
  get hasForOthers() {
    const { words, calls } = this;
    const head = Atomics.load(words, this.taken);
    if (head === Atomics.load(words, this.posted)) return false;
    const call = this.entry(head);
    return calls.lane(call) < 0 || !calls.isPosted(call);
  }

  /** Worker: tell the caller that a call is over. @param {number} call */
  finish(call) {
    const { words } = this;
    words[this.results + (this.finishedTo & this.mask)] = call;
    this.finishedTo = (this.finishedTo + 1) | 0;
    Atomics.store(words, this.finished, this.finishedTo);
  }

  /** How many calls were over, modulo 2^32. */
  get finishedCount() {
    return Atomics.load(this.words, this.finished);
  }

  /**
   * Caller: the call that was over first, -1 when there is none. Its record knows whether that is so.
   *
   * @returns {number} the number of calls, which is no call, when the ring is damaged
   */
  collect() {
    const { words } = this;
    const ahead = (Atomics.load(words, this.finished) - this.collectedTo) >>> 0;
    if (ahead === 0) return -1;
    if (ahead > this.mask + 1) { // more than there are calls
      this.skip();
      return this.mask + 1;
    }
    const call = /** @type {number} */ (words[this.results + (this.collectedTo & this.mask)]) & this.mask;
    this.collectedTo = (this.collectedTo + 1) | 0;
    return call;
  }

  /** Caller: pass over what the ring of finished calls says. */
  skip() {
    this.collectedTo = Atomics.load(this.words, this.finished);
  }

  /** Caller: the worker has ended, and what it said last may have been half said. */
  recover() {
    this.skip();
    this.bell.rouse();
  }

  /** Whether collect() would find something. */
  get hasFinished() {
    return Atomics.load(this.words, this.finished) !== this.collectedTo;
  }
}
