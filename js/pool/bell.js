// SPDX-License-Identifier: MIT
// Waking a thread that sleeps, without a call into the kernel when it does not (SPEC.md,
// 13.4). Who sleeps counts the rings, says so, then looks once more for work, then waits for the
// count to change; who brings work publishes it first, then looks whether anybody sleeps. All
// steps are sequentially consistent, so one of both sees the other: no wake-up is lost
// (test/model/bell.test.mjs goes through all orders).
import { BELL_ASLEEP_AT, BELL_RINGS_AT } from '../core/layout.gen.js';

export class Bell {
  /**
   * @param {Int32Array} words  of the region
   * @param {number} at  offset of the bell, 8-aligned
   */
  constructor(words, at) {
    /** @private */
    this.words = words;
    /** @private */
    this.rings = (at + BELL_RINGS_AT) / 4;
    /** @private */
    this.asleep = (at + BELL_ASLEEP_AT) / 4;
    /** @private A wait that has not ended. */
    this.isArmed = false;
  }

  /** Wake the sleeper if there is one. Call it after what it shall see is published. Of many
   *  that ring at once, one goes to the kernel. @returns {boolean} whether this one did */
  ring() {
    const { words } = this;
    if (Atomics.load(words, this.asleep) === 0 || Atomics.exchange(words, this.asleep, 0) === 0) return false;
    Atomics.add(words, this.rings, 1);
    Atomics.notify(words, this.rings);
    return true;
  }

  /** Wake the sleeper, whether or not it is said to sleep: who ended between taking that back and
   *  waking it has left it asleep. */
  toll() {
    const { words } = this;
    Atomics.store(words, this.asleep, 0);
    Atomics.add(words, this.rings, 1);
    Atomics.notify(words, this.rings);
  }

  /** Say that this thread is about to sleep. @returns {number} rings so far, for sleep() */
  doze() {
    // Counted first: a ring of before may take `asleep` back only now, and then its count comes later still.
    const seen = Atomics.load(this.words, this.rings);
    Atomics.store(this.words, this.asleep, 1);
    return seen;
  }

  /** Say that it is awake. */
  rouse() {
    Atomics.store(this.words, this.asleep, 0);
  }

  /**
   * Have `wake` called at the next ring; the event loop goes on meanwhile. Only after doze()
   * and another look for work.
   *
   * @param {number} seen  from doze()
   * @param {() => void} wake
   */
  sleep(seen, wake) {
    if (this.isArmed) return; // an older wait, for the same number of rings, ends just as well
    const wait = /** @type {any} */ (Atomics).waitAsync(this.words, this.rings, seen);
    this.isArmed = true;
    const ended = () => {
      this.isArmed = false;
      wake();
    };
    if (wait.async) wait.value.then(ended);
    else Promise.resolve().then(ended);
  }
}
