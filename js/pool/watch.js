// SPDX-License-Identifier: MIT
// How a thread waits for another without being blocked and without being woken for nothing:
// it looks a few times between its own microtasks, then once per turn of the event loop for a
// while, then sleeps until the bell rings. What did not pay lately is tried less.
import { Habit } from './habit.js';
import { nextTurn } from './turn.js';

/** @import { Bell } from './bell.js' */

/** Looks between microtasks: a few microseconds. */
const HOPS = 40;
/** Answers in a row that were found so; then the event loop gets its turn, whoever else waits for it. */
const STREAK = 256;

export class Watch {
  /**
   * @param {Bell} bell
   * @param {() => boolean} look  take all that has come; true: there was something
   * @param {() => boolean} isNeeded  whether more is expected
   * @param {number} pollMicroseconds  0: never look for longer than the hops take
   */
  constructor(bell, look, isNeeded, pollMicroseconds) {
    /** @private */
    this.bell = bell;
    /** @private */
    this.look = look;
    /** @private */
    this.isNeeded = isNeeded;
    /** @private */
    this.pollMs = pollMicroseconds / 1000;
    /** @private */
    this.polling = new Habit();
    /** @private */
    this.hopping = new Habit();
    /** @private */
    this.isRunning = false;
    /** @private */
    this.hops = 0;
    /** @private */
    this.streak = 0;
    /** @private When polling began. */
    this.since = 0;
    /** @private */
    this.hop = this.hop.bind(this);
    /** @private */
    this.poll = this.poll.bind(this);
    /** @private */
    this.wake = this.wake.bind(this);
  }

  /** Something is expected from now on. */
  start() {
    if (this.isRunning) return;
    this.isRunning = true;
    this.hops = 0;
    if (this.streak < STREAK) queueMicrotask(this.hop);
    else this.turn();
  }

  /** @private */
  hop() {
    if (this.look()) {
      this.hopping.learn(true);
      this.hops = 0;
      this.streak++;
      if (!this.isNeeded()) this.isRunning = false;
      else if (this.streak < STREAK) queueMicrotask(this.hop);
      else this.turn();
    } else if (this.streak < STREAK && this.hops < HOPS && (this.hops > 0 || this.hopping.isWorthATry())) {
      this.hops++;
      queueMicrotask(this.hop);
    } else if (!this.isNeeded()) {
      this.isRunning = false;
    } else {
      if (this.hops > 0) this.hopping.learn(false);
      this.turn();
    }
  }

  /** @private */
  turn() {
    this.since = 0;
    if (this.streak >= STREAK || (this.pollMs > 0 && this.polling.isWorthATry())) nextTurn(this.poll);
    else this.sleep();
  }

  /** @private */
  poll() {
    this.streak = 0;
    if (this.look()) {
      this.polling.learn(true);
      this.hops = 0;
      this.hop();
    } else if (!this.isNeeded()) {
      this.isRunning = false;
    } else {
      const now = performance.now();
      if (this.since === 0) this.since = now;
      if (now - this.since < this.pollMs) {
        nextTurn(this.poll);
      } else {
        this.polling.learn(false);
        this.sleep();
      }
    }
  }

  /** @private */
  sleep() {
    const seen = this.bell.doze();
    if (this.look()) {
      this.bell.rouse();
      this.hops = 0;
      this.hop();
    } else {
      this.bell.sleep(seen, this.wake);
    }
  }

  /** @private */
  wake() {
    this.bell.rouse();
    if (!this.isRunning) return;
    this.streak = 0;
    this.hops = 0;
    this.hop();
  }
}
