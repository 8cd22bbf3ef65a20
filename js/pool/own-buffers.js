// SPDX-License-Identifier: MIT
// Which SharedArrayBuffers are those of a memory. Growth makes a new object each time over the
// same bytes, and nothing about two of them says so; but what is written through one shows in
// the other.

/** @import { Arena } from '../core/arena.js' */

export class OwnBuffers {
  /**
   * @param {Arena} arena
   * @param {number} probeAt  offset of a word that nobody else uses, 4-aligned; 0 for none: then
   *   the current buffer is known, and those that were current when has() was asked
   */
  constructor(arena, probeAt) {
    /** @private */
    this.arena = arena;
    /** @private */
    this.probeAt = probeAt;
    /** @private @type {WeakMap<ArrayBufferLike, boolean>} */
    this.known = new WeakMap();
  }

  /** @param {ArrayBufferLike} buffer @returns {boolean} false for all where the memory is not shared */
  has(buffer) {
    const { arena, known } = this;
    if (!arena.isSharedMemory || buffer instanceof ArrayBuffer) return false;
    if (arena.u8.buffer === buffer) return true;
    known.set(arena.u8.buffer, true);
    known.set(arena.memory.buffer, true);
    const isOwn = known.get(buffer) ?? this.probe(buffer);
    known.set(buffer, isOwn);
    return isOwn;
  }

  /** @private Whether two words, one after the other, show in it. @param {ArrayBufferLike} buffer */
  probe(buffer) {
    const { arena: { words }, probeAt } = this;
    if (probeAt === 0 || buffer.byteLength < probeAt + 4) return false;
    const there = new Int32Array(buffer, probeAt, 1);
    return [0, 1].every(() => {
      const word = (Atomics.load(there, 0) ^ (1 + Math.random() * 0x7ffffffe)) | 0;
      Atomics.store(words, probeAt / 4, word);
      return Atomics.load(there, 0) === word;
    });
  }
}
