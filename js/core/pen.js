// SPDX-License-Identifier: MIT
// Allocation while a value is being written. Writing one object takes many small pieces, and
// a piece from Arena.take() costs a dozen checks, over a control block five atomic loads as
// well. So the pen claims bytes ahead, hands them out by adding, and gives the rest back
// when the operation ends, or before anyone can see the arena's offset.

/** @import { Arena } from './arena.js' */

/** Claimed at a time. Twice this would save nothing that can be measured. */
const AHEAD_BYTES = 16384;

export class Pen {
  /** @param {Arena} arena */
  constructor(arena) {
    /** @private */
    this.arena = arena;
    /** The next byte to hand out; 0 while nothing is claimed. @package */
    this.next = 0;
    /** One past the last byte that is claimed. @package */
    this.end = 0;
  }

  /**
   * Allocate; the bytes are not cleared. Only within an operation that settles when it ends.
   * The views of the arena may be others afterwards.
   *
   * @param {number} bytes
   * @param {number} mask  alignment - 1, at most 7
   * @returns {number} offset, never 0
   * @throws {RangeError} "out of memory"
   */
  take(bytes, mask) {
    const { next } = this;
    const at = next + (-next & mask);
    const end = at + bytes;
    if (end > this.end) return this.takeMore(bytes, mask);
    this.next = end;
    return at;
  }

  /** @private @param {number} bytes @param {number} mask @returns {number} */
  takeMore(bytes, mask) {
    if (!this.reserve(bytes + mask)) return this.arena.take(bytes, mask + 1);
    const at = this.next + (-this.next & mask);
    this.next = at + bytes;
    return at;
  }

  /**
   * Have `bytes` claimed ahead, without growing the memory.
   *
   * @param {number} bytes
   * @returns {boolean} false when take() has to allocate each piece by itself: the memory is
   *   full, or what was claimed could not be given back
   */
  reserve(bytes) {
    if (this.end - this.next >= bytes) return true;
    const { arena } = this;
    arena.sync();
    const { state } = arena;
    if (!state.canRewind || !state.isLinear) return false;
    const ahead = Math.max(bytes, AHEAD_BYTES);
    const at = state.claim(ahead, 1);
    if (at === 0) return false;
    if (at !== this.end) this.next = at; // someone allocated in between: what was left stays unused
    this.end = at + ahead;
    return true;
  }

  /** Give back what is left. Afterwards the arena's offset is that of the last piece. */
  settle() {
    const { next, end } = this;
    if (end === 0) return;
    this.next = 0;
    this.end = 0;
    if (next !== end) this.arena.state.giveBack(end, next);
  }

  /** Forget what was claimed: the arena went back to before it. */
  drop() {
    this.next = 0;
    this.end = 0;
  }
}
