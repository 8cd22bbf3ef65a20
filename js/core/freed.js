// SPDX-License-Identifier: MIT
// Which bytes an arena has freed, and when: so that an accessor that outlived its
// checkpoint is refused instead of showing other data.

/** @typedef {{ epoch: number, from: number, to: number }} Cut  bytes freed by one restore, or more */

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

  /** @param {number} epoch  rising @param {number} from  the checkpoint @param {number} to  the bump that was left */
  add(epoch, from, to) {
    let end = to;
    for (let last = this.cuts.at(-1); last !== undefined && last.from >= from; last = this.cuts.at(-1)) {
      end = Math.max(end, last.to);
      this.cuts.pop();
    }
    this.cuts.push({ epoch, from, to: end });
    if (this.cuts.length > MAX_CUTS) this.cuts.shift();
  }

  /**
   * Whether `offset` was freed by a restore after `epoch`.
   *
   * @param {number} offset
   * @param {number} epoch
   */
  includes(offset, epoch) {
    for (let i = this.cuts.length - 1; i >= 0; i--) {
      const cut = /** @type {Cut} */ (this.cuts[i]);
      if (cut.epoch <= epoch) return false;
      if (offset >= cut.from && offset < cut.to) return true;
    }
    return false;
  }
}
