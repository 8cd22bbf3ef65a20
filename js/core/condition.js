// SPDX-License-Identifier: MIT
// Waiting for what another thread will change under a mutex (SPEC.md, 12.3), in C and JavaScript.
// Who waits says so first, then reads the sequence, then looks; who notifies has changed what
// they look at, then reads whether anybody waits, then changes the sequence. One sees the other.
import { CONDITION_BYTES, CONDITION_SEQUENCE_AT, CONDITION_WAITERS_AT } from './layout.gen.js';
import { allocZeros, requireBlocking, requireTimeout, waitFor, waitForAsync, wordsAt } from './waiting.js';

/** @import { Arena } from './arena.js' */
/** @import { Mutex } from './mutex.js' */
/** @import { Rest, Source, Wait } from './waiting.js' */

export class Condition {
  /**
   * The condition at an offset that its maker told. Eight bytes of zeros are one.
   *
   * @param {Source} source  a shared memory, or an arena over one
   * @param {number} offset  8-aligned
   */
  constructor(source, offset) {
    /** @private */
    this.words = wordsAt(source, offset, CONDITION_BYTES, 'a condition');
    /** Where it lies; others attach with it. @readonly */
    this.offset = offset;
    /** @private */
    this.sequence = (offset + CONDITION_SEQUENCE_AT) / 4;
    /** @private */
    this.waiters = (offset + CONDITION_WAITERS_AT) / 4;
  }

  /** A new condition. @param {Arena} arena  over a shared memory */
  static create(arena) {
    wordsAt(arena, 0, 0, 'a condition');
    return new Condition(arena, allocZeros(arena, CONDITION_BYTES));
  }

  /**
   * Give the mutex back, sleep until notified, and take it again. It may return without a
   * notification: call it in a loop that looks at what it waits for.
   *
   * @param {Mutex} mutex  taken by this thread; always the same for one condition
   * @param {number} [timeout]  milliseconds for the notification; the mutex is waited for without
   * @returns {boolean} false when the time passed. The mutex is taken either way
   * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep, with the mutex still taken
   */
  wait(mutex, timeout = Infinity) {
    requireBlocking('waitAsync()');
    requireTimeout(timeout);
    const seen = this.enter();
    mutex.unlock();
    const isNotified = waitFor(this.words, this.sleeping(seen), timeout);
    mutex.lock();
    return isNotified;
  }

  /**
   * As wait(), while the event loop goes on.
   *
   * @param {Mutex} mutex
   * @param {number} [timeout]  milliseconds
   * @returns {Promise<boolean>}
   */
  async waitAsync(mutex, timeout = Infinity) {
    requireTimeout(timeout);
    const seen = this.enter();
    mutex.unlock();
    const isNotified = await waitForAsync(this.words, this.sleeping(seen), timeout);
    await mutex.lockAsync();
    return isNotified;
  }

  /** Wake one that waits. Change what it waits for first, under the mutex. */
  notify() {
    this.wake(1);
  }

  /** Wake all that wait. */
  notifyAll() {
    this.wake(Infinity);
  }

  /** @private @param {number} count */
  wake(count) {
    const { words } = this;
    if (Atomics.load(words, this.waiters) === 0) return;
    Atomics.add(words, this.sequence, 1);
    Atomics.notify(words, this.sequence, count);
  }

  /** Say that the caller is about to wait. @package @returns {number} for rest() */
  enter() {
    Atomics.add(this.words, this.waiters, 1);
    return Atomics.load(this.words, this.sequence);
  }

  /** Until a notification after `seen`. @package @param {number} seen @returns {Rest} */
  rest(seen) {
    return { index: this.sequence, value: seen };
  }

  /** It waits no more. @package */
  leave() {
    Atomics.sub(this.words, this.waiters, 1);
  }

  /** @private @param {number} seen @returns {Wait<boolean>} */
  *sleeping(seen) {
    const isNotified = yield this.rest(seen);
    this.leave();
    return isNotified;
  }
}
