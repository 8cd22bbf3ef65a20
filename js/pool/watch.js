// SPDX-License-Identifier: MIT
// How a thread waits for another without being blocked and without being woken for nothing:
// it looks a few times between its own microtasks, then once per turn of the event loop for a
// while, then sleeps until the bell rings. What did not pay lately is tried less.
import { Habit } from './habit.js';
import { nextTurn } from './turn.js';

/** @import { Bell } from './bell.js' */

/** Looks between microtasks: a few microseconds. */
const HOPS = 40;
/**
 * A wake-up that came sooner than this would have been found by a look, had the other thread
 * run beside this one. When that happens again and again, both threads sit on one processor:
 * a scheduler leaves a pair that wakes each other there, even when another processor idles,
 * until both want to run for a while. So now and then this one looks for so long.
 */
const SHORT_SLEEP_MS = 0.15;
const LONG_POLL_MS = 6;
/** Short sleeps before the first long look, and most of them: twice as many after each that did not pay. */
const FIRST_SHORT_SLEEPS = 12;
const MOST_SHORT_SLEEPS = 2048;
/** What an answer that is found by a look saves against a sleep, about; a long look must save so many times what it took. */
const SAVED_MS = 0.03;
const WORTH = 4;

/** Answers in a row that were found so; then the event loop gets its turn, whoever else waits for it. */
const STREAK = 256;

export class Watch {
  /**
   * @param {Bell} bell
   * @param {(isLast?: boolean) => boolean} look  take all that has come; true: there was something. isLast: a sleep follows otherwise
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
    /** @private How long it goes on. */
    this.untilMs = 0;
    /** @private When sleeping began. */
    this.sleptAt = 0;
    /** @private In a row. */
    this.shortSleeps = 0;
    /** @private That a long look waits for. */
    this.shortSleepLimit = FIRST_SHORT_SLEEPS;
    /** @private Answers found by looks since the last long one. */
    this.found = 0;
    /** @private What that took; 0: there was none. */
    this.longPollMs = 0;
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
      this.found++;
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
    this.untilMs = this.pollMs;
    if (this.pollMs > 0 && this.shortSleeps >= this.shortSleepLimit && this.isLongPollWorthATry()) {
      this.untilMs = LONG_POLL_MS;
      nextTurn(this.poll);
    } else if (this.streak >= STREAK || (this.pollMs > 0 && this.polling.isWorthATry())) {
      nextTurn(this.poll);
    } else {
      this.sleep();
    }
  }

  /** @private */
  poll() {
    this.streak = 0;
    if (this.look()) {
      this.endPoll(true);
      this.hops = 0;
      this.hop();
    } else if (!this.isNeeded()) {
      this.isRunning = false;
    } else {
      const now = performance.now();
      if (this.since === 0) this.since = now;
      if (now - this.since < this.untilMs) {
        nextTurn(this.poll);
      } else {
        this.endPoll(false);
        this.sleep();
      }
    }
  }

  /** @private @param {boolean} didPay */
  endPoll(didPay) {
    this.polling.learn(didPay);
    if (this.untilMs !== LONG_POLL_MS) return;
    this.longPollMs = this.since === 0 ? 0 : performance.now() - this.since;
    this.found = 0;
    this.shortSleeps = 0;
  }

  /** @private There were enough short sleeps; the limit follows what the last long look brought. */
  isLongPollWorthATry() {
    if (this.longPollMs > 0) {
      const didPay = this.found * SAVED_MS > WORTH * this.longPollMs;
      this.shortSleepLimit = didPay ? Math.max(FIRST_SHORT_SLEEPS, this.shortSleepLimit / 2) : Math.min(this.shortSleepLimit * 2, MOST_SHORT_SLEEPS);
      this.longPollMs = 0;
    }
    return this.shortSleeps >= this.shortSleepLimit;
  }

  /** @private */
  sleep() {
    const seen = this.bell.doze();
    if (this.look(true)) {
      this.bell.rouse();
      this.hops = 0;
      this.hop();
    } else {
      this.sleptAt = performance.now();
      this.bell.sleep(seen, this.wake);
    }
  }

  /** @private */
  wake() {
    this.bell.rouse();
    if (!this.isRunning) return;
    if (performance.now() - this.sleptAt < SHORT_SLEEP_MS) this.shortSleeps++;
    else this.shortSleeps = 0;
    this.streak = 0;
    this.hops = 0;
    this.hop();
  }
}
