// SPDX-License-Identifier: MIT
/// <reference lib="esnext.disposable" preserve="true" />
// A checkpoint as an object, for `using`: leaving the block restores it.

/** @import { Arena } from './arena.js' */

export class Checkpoint {
  /** @param {Arena} arena  saved now */
  constructor(arena) {
    /** @private */
    this.arena = arena;
    /** The offset that save() gave. @readonly */
    this.offset = arena.save();
    /** @private */
    this.epoch = arena.epoch;
    /** @private */
    this.isOpen = true;
  }

  /**
   * Free what was allocated since. The second call, and one after the arena was restored to
   * an older checkpoint, do nothing: the bytes above may belong to others by now.
   *
   * @throws {RangeError} as Arena.restore() does, and the checkpoint stays open
   */
  restore() {
    if (!this.isOpen) return;
    this.arena.sync();
    if (!this.arena.wasFreed(this.offset - 1, this.epoch)) this.arena.restore(this.offset);
    this.isOpen = false;
  }
}

// Engines without explicit resource management lack the symbol: there is nothing to define.
if (typeof Symbol.dispose === 'symbol') {
  Object.defineProperty(Checkpoint.prototype, Symbol.dispose, {
    value: Checkpoint.prototype.restore, writable: true, configurable: true,
  });
}
