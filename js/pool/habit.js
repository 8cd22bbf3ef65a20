// SPDX-License-Identifier: MIT
// Whether something is worth a try: while it pays. After a few failures in a row it is tried
// once in a while, to notice that times have changed.

const PATIENCE = 4;
const ONCE_IN = 32;

export class Habit {
  constructor() {
    /** @private Failures in a row. */
    this.failures = 0;
    /** @private Chances passed up since the last try. */
    this.passed = 0;
  }

  /** @returns {boolean} true: try, and learn() how it went */
  isWorthATry() {
    if (this.failures < PATIENCE) return true;
    if (++this.passed < ONCE_IN) return false;
    this.passed = 0;
    return true;
  }

  /** @param {boolean} didPay */
  learn(didPay) {
    this.failures = didPay ? 0 : this.failures + 1;
  }
}
