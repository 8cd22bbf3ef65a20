// SPDX-License-Identifier: MIT
// What a pool counts.

/** @import { OpenCall } from './open-call.js' */

/** One call in so many has its time taken. */
const SAMPLE = 8;
/** Powers of two of microseconds: the first bucket is below 1 µs, the last is everything longer. */
const BUCKETS = 32;

export class Stats {
  constructor() {
    /** Calls that were made. */
    this.calls = 0;
    /** Calls whose promise was resolved. */
    this.resolved = 0;
    /** Calls whose promise was rejected. */
    this.rejected = 0;
    this.timedOut = 0;
    /** Bytes of arguments in the region or in images; numbers and the like need none. */
    this.argumentBytes = 0;
    /** Bytes of results in images. */
    this.resultBytes = 0;
    /** Arguments that needed a block of the heap. */
    this.blocks = 0;
    /** Arguments that travelled as images. */
    this.images = 0;
    /** Buffers that were moved with arguments. */
    this.moves = 0;
    /** @readonly */
    this.latency = new Uint32Array(BUCKETS);
  }

  /** @param {OpenCall} open */
  begin(open) {
    if (++this.calls % SAMPLE === 0) open.since = performance.now();
  }

  /** @param {OpenCall} open @param {boolean} isError */
  end(open, isError) {
    if (isError) this.rejected++;
    else this.resolved++;
    if (open.since === 0) return;
    const us = (performance.now() - open.since) * 1000;
    const bucket = us < 1 ? 0 : Math.min(BUCKETS - 1, Math.floor(Math.log2(us)) + 1);
    this.latency[bucket] = /** @type {number} */ (this.latency[bucket]) + 1;
  }
}
