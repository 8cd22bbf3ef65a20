// SPDX-License-Identifier: MIT
// What is to be done by one thread, before any of them goes on (SPEC.md, 12.4), in C and JavaScript.
import { typeFault } from './errors.js';
import { ONCE_BYTES, ONCE_DONE, ONCE_NEW, ONCE_RUNNING, ONCE_STATE_AT } from './layout.gen.js';
import { allocZeros, requireBlocking, waitFor, waitForAsync, wordsAt } from './waiting.js';

/** @import { Arena } from './arena.js' */
/** @import { Source, Wait } from './waiting.js' */

export class Once {
  /**
   * The once at an offset that its maker told. Eight bytes of zeros are one.
   *
   * @param {Source} source  a shared memory, or an arena over one
   * @param {number} offset  8-aligned
   */
  constructor(source, offset) {
    /** @private */
    this.words = wordsAt(source, offset, ONCE_BYTES, 'a once');
    /** Where it lies; others attach with it. @readonly */
    this.offset = offset;
    /** @private */
    this.state = (offset + ONCE_STATE_AT) / 4;
  }

  /** A new one. @param {Arena} arena  over a shared memory */
  static create(arena) {
    wordsAt(arena, 0, 0, 'a once');
    return new Once(arena, allocZeros(arena, ONCE_BYTES));
  }

  /** Whether it was done. */
  get isDone() {
    return Atomics.load(this.words, this.state) === ONCE_DONE;
  }

  /**
   * Call a function, unless it was called before, here or in another thread; sleep until it
   * has ended. When it throws, so does this, and the next that comes calls its own.
   *
   * @param {() => unknown} work  synchronous
   * @returns {boolean} whether it was called here
   * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
   */
  run(work) {
    if (typeof work !== 'function') throw typeFault('run() takes a function, which is called by one thread');
    requireBlocking('runAsync()');
    if (this.isDone || !waitFor(this.words, this.beginning(), Infinity)) return false;
    let state = ONCE_NEW;
    try {
      work();
      state = ONCE_DONE;
    } finally {
      this.end(state);
    }
    return true;
  }

  /**
   * As run(), while the event loop goes on; it has ended when its promise is settled.
   *
   * @param {() => unknown} work
   * @returns {Promise<boolean>}
   */
  async runAsync(work) {
    if (typeof work !== 'function') throw typeFault('runAsync() takes a function, which is called by one thread');
    if (this.isDone || !(await waitForAsync(this.words, this.beginning(), Infinity))) return false;
    let state = ONCE_NEW;
    try {
      await work();
      state = ONCE_DONE;
    } finally {
      this.end(state);
    }
    return true;
  }

  /** @private @returns {Wait<boolean>} whether the caller is the one */
  *beginning() {
    for (;;) {
      const found = Atomics.compareExchange(this.words, this.state, ONCE_NEW, ONCE_RUNNING);
      if (found !== ONCE_RUNNING) return found === ONCE_NEW;
      yield { index: this.state, value: ONCE_RUNNING };
    }
  }

  /** @private @param {number} state */
  end(state) {
    Atomics.store(this.words, this.state, state);
    Atomics.notify(this.words, this.state);
  }
}
