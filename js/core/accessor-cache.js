// SPDX-License-Identifier: MIT
// Accessors by handle, held weakly: one value has one accessor for as long as anyone holds it.

/** @import { Arena } from './arena.js' */

/** @typedef {{ reference: WeakRef<object>, epoch: number }} Entry */

const FIRST_SWEEP = 1024;

export class AccessorCache {
  /** @param {Arena} arena */
  constructor(arena) {
    /** @private */
    this.arena = arena;
    /** @private @type {Map<number, Entry>} */
    this.entries = new Map();
    /** @private Entries at which those that nobody holds are dropped. */
    this.sweepAt = FIRST_SWEEP;
  }

  /**
   * The accessor of a handle, unless nobody holds it or its value was freed.
   *
   * @param {number} handle
   * @returns {any}
   */
  get(handle) {
    const entry = this.entries.get(handle);
    if (entry === undefined) return undefined;
    const { epoch } = this.arena;
    if (entry.epoch !== epoch) {
      if (this.arena.wasFreed(handle, entry.epoch)) return undefined;
      entry.epoch = epoch;
    }
    return entry.reference.deref();
  }

  /** @param {number} handle @param {object} accessor  made in this epoch, or not freed since */
  add(handle, accessor) {
    if (this.entries.size >= this.sweepAt) this.sweep();
    this.entries.set(handle, { reference: new WeakRef(accessor), epoch: this.arena.epoch });
  }

  /** @private Costs one step per entry, once per doubling. */
  sweep() {
    for (const [handle, { reference }] of this.entries) {
      if (reference.deref() === undefined) this.entries.delete(handle);
    }
    this.sweepAt = Math.max(FIRST_SWEEP, 2 * this.entries.size);
  }

  /** Drop those whose values were freed, while the arena still knows which. */
  dropFreed() {
    for (const handle of [...this.entries.keys()]) {
      if (this.get(handle) === undefined) this.entries.delete(handle);
    }
  }

  clear() {
    this.entries.clear();
  }
}
