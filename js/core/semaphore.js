// SPDX-License-Identifier: MIT
// A number of permits that threads take and give (SPEC.md, 12.5), in C and JavaScript.
import { fault } from './errors.js';
import { SEMAPHORE_BYTES, SEMAPHORE_COUNT_AT, SEMAPHORE_WAITERS_AT } from './layout.gen.js';
import { allocZeros, requireBlocking, requireTimeout, waitFor, waitForAsync, wordsAt } from './waiting.js';

/** @import { Arena } from './arena.js' */
/** @import { Source, Wait } from './waiting.js' */

/** @param {unknown} permits @param {number} least @returns {number} */
function requirePermits(permits, least) {
  if (typeof permits !== 'number' || !Number.isInteger(permits) || permits < least || permits > 0x7fff_ffff) {
    throw fault('ZB_E_INVALID', `the number of permits is ${String(permits)}; pass a whole number from ${least} to 2147483647`);
  }
  return permits;
}

export class Semaphore {
  /**
   * The semaphore at an offset that its maker told. Eight bytes of zeros are one without permits.
   *
   * @param {Source} source  a shared memory, or an arena over one
   * @param {number} offset  8-aligned
   */
  constructor(source, offset) {
    /** @private */
    this.words = wordsAt(source, offset, SEMAPHORE_BYTES, 'a semaphore');
    /** Where it lies; others attach with it. @readonly */
    this.offset = offset;
    /** @private */
    this.count = (offset + SEMAPHORE_COUNT_AT) / 4;
    /** @private */
    this.waiters = (offset + SEMAPHORE_WAITERS_AT) / 4;
  }

  /**
   * A new semaphore.
   *
   * @param {Arena} arena  over a shared memory
   * @param {number} [permits]
   */
  static create(arena, permits = 0) {
    wordsAt(arena, 0, 0, 'a semaphore');
    requirePermits(permits, 0);
    const semaphore = new Semaphore(arena, allocZeros(arena, SEMAPHORE_BYTES));
    if (permits > 0) semaphore.release(permits);
    return semaphore;
  }

  /** Permits that nobody has. */
  get permits() {
    return Atomics.load(this.words, this.count) >>> 0;
  }

  /** Take a permit unless there is none. @returns {boolean} */
  tryAcquire() {
    const { words, count } = this;
    for (let seen = Atomics.load(words, count); seen !== 0;) {
      const found = Atomics.compareExchange(words, count, seen, (seen - 1) | 0);
      if (found === seen) return true;
      seen = found;
    }
    return false;
  }

  /**
   * Take a permit; sleep until there is one.
   *
   * @param {number} [timeout]  milliseconds
   * @returns {boolean} false when the time passed
   * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
   */
  acquire(timeout = Infinity) {
    requireBlocking('acquireAsync() or tryAcquire()');
    requireTimeout(timeout);
    return this.tryAcquire() || waitFor(this.words, this.waiting(), timeout);
  }

  /**
   * As acquire(), while the event loop goes on.
   *
   * @param {number} [timeout]  milliseconds
   * @returns {Promise<boolean>}
   */
  async acquireAsync(timeout = Infinity) {
    requireTimeout(timeout);
    return this.tryAcquire() || waitForAsync(this.words, this.waiting(), timeout);
  }

  /** Give permits back, or add some. @param {number} [permits] */
  release(permits = 1) {
    const { words, count } = this;
    Atomics.add(words, count, requirePermits(permits, 1));
    if (Atomics.load(words, this.waiters) !== 0) Atomics.notify(words, count, permits);
  }

  /** @private @returns {Wait<boolean>} */
  *waiting() {
    const { words } = this;
    Atomics.add(words, this.waiters, 1);
    let isAcquired = false;
    for (let isTimely = true; !(isAcquired = this.tryAcquire()) && isTimely;) {
      isTimely = yield { index: this.count, value: 0 };
    }
    Atomics.sub(words, this.waiters, 1);
    return isAcquired;
  }
}
