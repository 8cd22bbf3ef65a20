// SPDX-License-Identifier: MIT
// What is to happen at given times, with one timer for all: a binary heap by time.

/** @typedef {{ at: number, act: () => void, index: number }} Deadline  index: place in the heap, -1: not in it */

/** Longest time that a timer takes, in milliseconds. */
const MAX_DELAY = 0x7fff_ffff;

export class Deadlines {
  constructor() {
    /** @private @type {Deadline[]} */
    this.heap = [];
    /** @private @type {any} */
    this.timer = undefined;
    /** @private For when the timer is set. */
    this.timerAt = Infinity;
    /** @private */
    this.fire = this.fire.bind(this);
  }

  /** @param {number} ms  from now @param {() => void} act @returns {Deadline} */
  add(ms, act) {
    const deadline = { at: performance.now() + ms, act, index: this.heap.length };
    this.heap.push(deadline);
    this.rise(deadline);
    this.arm();
    return deadline;
  }

  /** @param {Deadline} deadline  one that has passed is none */
  remove(deadline) {
    const { heap } = this;
    const { index } = deadline;
    if (index < 0) return;
    deadline.index = -1;
    const last = /** @type {Deadline} */ (heap.pop());
    if (last !== deadline) {
      last.index = index;
      heap[index] = last;
      this.sink(last);
      this.rise(last);
    }
    if (heap.length === 0) this.arm();
  }

  /** @private Have the timer fire for the first; one that is set too early is left. */
  arm() {
    const at = this.heap[0]?.at ?? Infinity;
    if (at >= this.timerAt && at !== Infinity) return;
    clearTimeout(this.timer);
    this.timerAt = at;
    if (at === Infinity) return;
    this.timer = setTimeout(this.fire, Math.min(Math.max(0, Math.ceil(at - performance.now())), MAX_DELAY));
    this.timer.unref?.(); // what waits keeps the process alive, not its limit
  }

  /** @private */
  fire() {
    this.timerAt = Infinity;
    const now = performance.now();
    for (let first = this.heap[0]; first !== undefined && first.at <= now; first = this.heap[0]) {
      this.remove(first);
      first.act();
    }
    this.arm();
  }

  /** @private @param {Deadline} deadline */
  rise(deadline) {
    const { heap } = this;
    while (deadline.index > 0) {
      const parent = /** @type {Deadline} */ (heap[(deadline.index - 1) >> 1]);
      if (parent.at <= deadline.at) break;
      this.swap(parent, deadline);
    }
  }

  /** @private @param {Deadline} deadline */
  sink(deadline) {
    const { heap } = this;
    for (;;) {
      const left = heap[2 * deadline.index + 1];
      const right = heap[2 * deadline.index + 2];
      const child = right !== undefined && left !== undefined && right.at < left.at ? right : left;
      if (child === undefined || child.at >= deadline.at) break;
      this.swap(deadline, child);
    }
  }

  /** @private @param {Deadline} upper @param {Deadline} lower */
  swap(upper, lower) {
    const { index } = upper;
    upper.index = lower.index;
    lower.index = index;
    this.heap[lower.index] = lower;
    this.heap[upper.index] = upper;
  }
}
