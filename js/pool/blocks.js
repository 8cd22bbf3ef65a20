// SPDX-License-Identifier: MIT
// The blocks of heap that calls have besides their records. The records say where they lie, for
// the workers; what is freed is what this table says, whatever was written there meanwhile.

/** @import { Calls } from './calls.js' */
/** @import { RegionHeap } from './region-heap.js' */

export class Blocks {
  /** @param {Calls} calls @param {RegionHeap} heap */
  constructor(calls, heap) {
    /** @private */
    this.calls = calls;
    /** @private */
    this.heap = heap;
    /** @private Of each call; 0: none. */
    this.starts = new Uint32Array(calls.count);
    /** @private */
    this.lengths = new Uint32Array(calls.count);
  }

  /** Offset of a call's block; 0: it has none. @param {number} call @returns {number} */
  at(call) {
    return /** @type {number} */ (this.starts[call]);
  }

  /** @param {number} call  that has none @param {number} bytes @returns {boolean} false: there is no room */
  take(call, bytes) {
    const at = this.heap.takeForValue(bytes);
    if (at === 0) return false;
    this.note(call, at, bytes);
    return true;
  }

  /** Keep the start of a block. @param {number} call @param {number} bytes  at least 1, at most what it has */
  shrink(call, bytes) {
    const at = this.at(call);
    this.heap.shrink(at, /** @type {number} */ (this.lengths[call]), bytes);
    this.note(call, at, bytes);
  }

  /** @param {number} call  that may have one */
  free(call) {
    const at = this.at(call);
    if (at === 0) return;
    this.heap.free(at, /** @type {number} */ (this.lengths[call]));
    this.note(call, 0, 0);
  }

  /** @private @param {number} call @param {number} at @param {number} bytes */
  note(call, at, bytes) {
    this.starts[call] = at;
    this.lengths[call] = bytes;
    this.calls.setBlock(call, at, bytes);
  }
}
