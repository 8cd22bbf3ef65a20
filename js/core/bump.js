// SPDX-License-Identifier: MIT
// Arena state, first kind: a bump offset that JavaScript alone knows. Nothing of it lies
// in the region. The second kind is in control.js; both answer the same calls.
import { fault } from './errors.js';

/** @import { Region } from './region.js' */

/**
 * Round up.
 *
 * @param {number} offset  at most MAX_REGION_BYTES
 * @param {number} align   a power of two, at most 4096: the sum stays below 2^32, so that
 *   32-bit operations are exact
 * @returns {number}
 */
export function alignUp(offset, align) {
  return ((offset + align - 1) & -align) >>> 0;
}

/**
 * Require a checkpoint to lie in what an arena has allocated.
 *
 * @param {number} checkpoint  whole, at least 0
 * @param {number} start
 * @param {number} bump
 */
export function requireCheckpoint(checkpoint, start, bump) {
  if (checkpoint > bump) {
    throw fault('ZB_E_CHECKPOINT', `checkpoint ${checkpoint} is beyond current offset ${bump}; restore to one that save() gave`, checkpoint);
  }
  if (checkpoint < start) {
    throw fault('ZB_E_CHECKPOINT', `checkpoint ${checkpoint} is below the arena's start ${start}; restore to one that save() gave, after the engine was attached if there is one`, checkpoint);
  }
}

export class PrivateBump {
  /** @param {Region} region @param {number} start  first byte that may be allocated; at most MAX_REGION_BYTES */
  constructor(region, start) {
    /** @private */
    this.region = region;
    this.start = start;
    /** Next free byte. */
    this.bump = start;
    /** A failed operation can take its allocations back. */
    this.canRewind = true;
    /** Offsets compare as older and younger. */
    this.isLinear = true;
    this.inFirstSegment = true;
  }

  /** One past the last byte that could be allocated after all growth. */
  get furthest() {
    return this.region.maxBytes;
  }

  /**
   * Take bytes off the free space. Never yields offset 0, which means "none".
   *
   * @param {number} bytes
   * @param {number} align
   * @returns {number} offset, or 0 when they do not fit without growing
   */
  claim(bytes, align) {
    const offset = alignUp(this.bump || 1, align);
    const end = offset + bytes;
    if (end > this.region.usableBytes) return 0;
    this.bump = end;
    return offset;
  }

  /** @param {number} bytes @param {number} align @returns {boolean} false when there is no room to be had */
  grow(bytes, align) {
    return this.region.extend(alignUp(this.bump || 1, align) + bytes);
  }

  /** Never free what lies below. @param {number} to  at most the bump */
  raiseStart(to) {
    this.start = Math.max(this.start, to);
  }

  /** @param {number} checkpoint */
  restore(checkpoint) {
    requireCheckpoint(checkpoint, this.start, this.bump);
    this.bump = checkpoint;
  }

  /** Free the end of a claim again, if it is still the last one. @param {number} end @param {number} to */
  giveBack(end, to) {
    if (this.bump === end) this.bump = to;
  }

  /** Take back what was allocated since the bump was `mark`. @param {number} mark */
  rewind(mark) {
    this.bump = mark;
  }
}
