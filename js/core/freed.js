// SPDX-License-Identifier: MIT
// Which bytes an arena has freed, and when: so that an accessor that outlived its
// checkpoint is refused instead of showing other data.

/**
 * @typedef {object} Cut  bytes freed by one restore, or more
 * @property {number} epoch
 * @property {number} from  the checkpoint that was restored
 * @property {number} to    the bump that was left
 * @property {string} story  what is known of it beyond that, as a part of a sentence
 */

/** Of many nested checkpoints the oldest are not remembered: detection is a service, not a promise. */
const MAX_CUTS = 256;

export class Freed {
  constructor() {
    /**
     * Rising in epoch and in `from`: a later cut that reaches further down swallows the
     * earlier ones. So the list stays as short as checkpoints are nested.
     *
     * @private @type {Cut[]}
     */
    this.cuts = [];
  }

  /** @param {Readonly<Cut>} cut  of a later epoch than those before */
  add({ epoch, from, to, story }) {
    let end = to;
    for (let last = this.cuts.at(-1); last !== undefined && last.from >= from; last = this.cuts.at(-1)) {
      end = Math.max(end, last.to);
      this.cuts.pop();
    }
    this.cuts.push({ epoch, from, to: end, story });
  }

  /** Whether the oldest cuts should be forgotten. */
  get isFull() {
    return this.cuts.length > MAX_CUTS;
  }

  /** Forget the older half. What has to be right for ever must have looked before. */
  dropOldest() {
    this.cuts.splice(0, MAX_CUTS / 2);
  }

  /**
   * The restore after `epoch` that freed `offset`, if one did.
   *
   * @param {number} offset
   * @param {number} epoch
   * @returns {Readonly<Cut> | undefined}
   */
  find(offset, epoch) {
    for (let i = this.cuts.length - 1; i >= 0; i--) {
      const cut = /** @type {Cut} */ (this.cuts[i]);
      if (cut.epoch <= epoch) return undefined;
      if (offset >= cut.from && offset < cut.to) return cut;
    }
    return undefined;
  }
}
