// SPDX-License-Identifier: MIT
// Memory for what does not fit into a call's record. The caller alone allocates and frees,
// and keeps the lists for itself: there is no lock that a dying worker could hold, and no
// list in the region that a stray write could damage. First fit by address, free neighbours
// joined.

const ALIGN = 64;

export class Heap {
  /**
   * @param {number} start  first byte, 64-aligned
   * @param {number} end    one past the last
   */
  constructor(start, end) {
    /** @private Free spans by address, joined: where each begins. @type {number[]} */
    this.starts = end > start ? [start] : [];
    /** @private Where each ends. @type {number[]} */
    this.ends = end > start ? [end] : [];
    /** Bytes that are taken. */
    this.usedBytes = 0;
    /** @private One past the last byte. */
    this.end = end;
  }

  /** @param {number} bytes  at least 1 @returns {number} offset, 64-aligned; 0: there is no such span */
  take(bytes) {
    const size = roundUp(bytes);
    const { starts, ends } = this;
    for (let i = 0; i < starts.length; i++) {
      const start = /** @type {number} */ (starts[i]);
      if (/** @type {number} */ (ends[i]) - start < size) continue;
      if (start + size === ends[i]) {
        starts.splice(i, 1);
        ends.splice(i, 1);
      } else {
        starts[i] = start + size;
      }
      this.usedBytes += size;
      return start;
    }
    return 0;
  }

  /** @param {number} start  from take() @param {number} bytes  the same as then */
  free(start, bytes) {
    const size = roundUp(bytes);
    this.usedBytes -= size;
    this.insert(start, start + size);
  }

  /** Give back the end of a span. @param {number} start @param {number} from  bytes that were taken @param {number} to  that are kept, at least 1 */
  shrink(start, from, to) {
    const rest = roundUp(from) - roundUp(to);
    if (rest === 0) return;
    this.usedBytes -= rest;
    this.insert(start + roundUp(to), start + roundUp(from));
  }

  /** The region has become longer. @param {number} end */
  extend(end) {
    if (end <= this.end) return;
    const from = this.end;
    this.end = end;
    this.insert(from, end);
  }

  /** @private @param {number} start @param {number} end */
  insert(start, end) {
    const { starts, ends } = this;
    let low = 0;
    for (let high = starts.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (/** @type {number} */ (starts[middle]) < start) low = middle + 1;
      else high = middle;
    }
    const joinsBefore = low > 0 && ends[low - 1] === start;
    const joinsAfter = starts[low] === end;
    if (joinsBefore && joinsAfter) {
      ends[low - 1] = /** @type {number} */ (ends[low]);
      starts.splice(low, 1);
      ends.splice(low, 1);
    } else if (joinsBefore) {
      ends[low - 1] = end;
    } else if (joinsAfter) {
      starts[low] = start;
    } else {
      starts.splice(low, 0, start);
      ends.splice(low, 0, end);
    }
  }
}

/** @param {number} bytes */
function roundUp(bytes) {
  return Math.ceil(bytes / ALIGN) * ALIGN;
}
