// SPDX-License-Identifier: MIT
// Mutual exclusion between threads, of C (zerobuf/sync.h) and JavaScript alike (SPEC.md, 12.2):
// the mutex of three states of U. Drepper, "Futexes are tricky" (2011), section 6.
import { typeFault } from './errors.js';
import { MUTEX_AWAITED, MUTEX_BYTES, MUTEX_FREE, MUTEX_STATE_AT, MUTEX_TAKEN } from './layout.gen.js';
import { allocZeros, requireBlocking, requireTimeout, waitFor, waitForAsync, wordsAt } from './waiting.js';

/** @import { Arena } from './arena.js' */
/** @import { Source, Wait } from './waiting.js' */

export class Mutex {
  /**
   * The mutex at an offset that its maker told. Eight bytes of zeros are one.
   *
   * @param {Source} source  a shared memory, or an arena over one
   * @param {number} offset  8-aligned
   */
  constructor(source, offset) {
    /** @private */
    this.words = wordsAt(source, offset, MUTEX_BYTES, 'a mutex');
    /** Where it lies; others attach with it. @readonly */
    this.offset = offset;
    /** @private */
    this.state = (offset + MUTEX_STATE_AT) / 4;
  }

  /**
   * A new mutex, which lives as long as what it guards must.
   *
   * @param {Arena} arena  over a shared memory
   */
  static create(arena) {
    wordsAt(arena, 0, 0, 'a mutex');
    return new Mutex(arena, allocZeros(arena, MUTEX_BYTES));
  }

  /** Take it unless somebody has it, this thread included. @returns {boolean} */
  tryLock() {
    return Atomics.compareExchange(this.words, this.state, MUTEX_FREE, MUTEX_TAKEN) === MUTEX_FREE;
  }

  /**
   * Take it; sleep until that can be. Who has it already waits for itself.
   *
   * @param {number} [timeout]  milliseconds
   * @returns {boolean} false when the time passed, with nothing taken
   * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
   */
  lock(timeout = Infinity) {
    requireBlocking('lockAsync() or tryLock()');
    requireTimeout(timeout);
    return this.tryLock() || waitFor(this.words, this.waiting(), timeout);
  }

  /**
   * As lock(), while the event loop goes on. Other tasks of this thread then run while it is
   * taken: they must not call lock().
   *
   * @param {number} [timeout]  milliseconds
   * @returns {Promise<boolean>}
   */
  async lockAsync(timeout = Infinity) {
    requireTimeout(timeout);
    return this.tryLock() || waitForAsync(this.words, this.waiting(), timeout);
  }

  /** Give it back. Only who took it. */
  unlock() {
    if (Atomics.exchange(this.words, this.state, MUTEX_FREE) === MUTEX_AWAITED) Atomics.notify(this.words, this.state, 1);
  }

  /**
   * Call a function with the mutex taken.
   *
   * @template R
   * @param {() => R} work  synchronous
   * @returns {R}
   */
  run(work) {
    if (typeof work !== 'function') throw typeFault('run() takes a function, which is called with the mutex taken');
    this.lock();
    try {
      return work();
    } finally {
      this.unlock();
    }
  }

  /**
   * Call a function with the mutex taken, and hold it until its promise is settled.
   *
   * @template R
   * @param {() => R | Promise<R>} work
   * @returns {Promise<R>}
   */
  async runAsync(work) {
    if (typeof work !== 'function') throw typeFault('runAsync() takes a function, which is called with the mutex taken');
    await this.lockAsync();
    try {
      return await work();
    } finally {
      this.unlock();
    }
  }

  /**
   * Who has waited cannot know whether others still do, so it takes the mutex as awaited: at
   * worst its unlock() wakes nobody.
   *
   * @package
   * @returns {Wait<boolean>}
   */
  *waiting() {
    const { words, state } = this;
    while (Atomics.exchange(words, state, MUTEX_AWAITED) !== MUTEX_FREE) {
      if (!(yield { index: state, value: MUTEX_AWAITED })) return false;
    }
    return true;
  }
}
