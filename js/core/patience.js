// SPDX-License-Identifier: MIT
// Whether texts are worth looking for among those that were read before: while that finds some.

/** A hit earns this many misses. */
const HIT_EARNS = 2;
const MOST = 64;
/** Texts after which some are looked for again, and how many misses are put up with then. */
const PAUSE_TEXTS = 1024;
const SECOND_TRY = 16;

export class Patience {
  constructor() {
    /** @private Misses that are still put up with; below 0, texts since then. */
    this.left = MOST;
  }

  get isLeft() {
    return this.left > 0;
  }

  /** So many texts were not looked for. @param {number} texts */
  pause(texts) {
    this.left -= texts;
    if (this.left < -PAUSE_TEXTS) this.left = SECOND_TRY;
  }

  /** A text was looked for. @param {boolean} isHit */
  learn(isHit) {
    this.left = isHit ? Math.min(this.left + HIT_EARNS, MOST) : this.left - 1;
  }
}
