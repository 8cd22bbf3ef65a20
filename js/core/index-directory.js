// SPDX-License-Identifier: MIT
// The directory of object indexes in the region (SPEC.md, 6.9 to 6.11). JavaScript neither
// makes nor uses indexes; its guesses by entry do as well. But where it frees bytes it must
// take out of the directory what lay in them, so that C never believes an index that is gone.
import {
  CONTROL_INDEXES_AT, CONTROL_INDEXES_END_AT, DIRECTORY_ENTRY_BYTES, DIRECTORY_HEADER_BYTES, DIRECTORY_MIN_CAPACITY,
  DIRECTORY_PREVIOUS_AT, READ_ALIGN,
} from './layout.gen.js';

/** @import { ControlBlock } from './control.js' */
/** @import { Region } from './region.js' */

export class IndexDirectory {
  /** @param {Region} region @param {ControlBlock} control */
  constructor(region, control) {
    /** @private */
    this.region = region;
    /** @private */
    this.control = control;
  }

  /**
   * The bytes from `from` up to `to` are free again.
   *
   * @param {number} from
   * @param {number} to
   */
  forget(from, to) {
    const newest = this.control.load(CONTROL_INDEXES_AT);
    if (newest === 0 || this.control.load(CONTROL_INDEXES_END_AT) <= from) return;
    const at = this.newestOutside(newest, from, to);
    const capacity = this.capacityOf(at);
    this.control.store(CONTROL_INDEXES_AT, capacity === 0 ? 0 : at);
    this.control.store(CONTROL_INDEXES_END_AT, from);
    this.clear(at, capacity, from, to);
  }

  /**
   * The newest directory that does not lie in the freed bytes, 0 when there is none. What an
   * older one names is older than itself. A directory was copied from a lower one: an order
   * that damage breaks ends the search.
   *
   * @private
   * @param {number} newest
   * @param {number} from
   * @param {number} to
   */
  newestOutside(newest, from, to) {
    let at = newest;
    while (at >= from && at < to) {
      const previous = this.capacityOf(at) === 0 ? 0 : this.region.dv.getUint32(at + DIRECTORY_PREVIOUS_AT, true);
      if (previous >= at) return 0;
      at = previous;
    }
    return at;
  }

  /** @private Entries of the directory at an offset; 0 when there is none. @param {number} at */
  capacityOf(at) {
    const { dv, size } = this.region;
    if (at === 0 || at % READ_ALIGN !== 0 || at > size - DIRECTORY_HEADER_BYTES) return 0;
    const capacity = dv.getUint32(at, true);
    if (capacity < DIRECTORY_MIN_CAPACITY || (capacity & (capacity - 1)) !== 0) return 0;
    return capacity * DIRECTORY_ENTRY_BYTES <= size - DIRECTORY_HEADER_BYTES - at ? capacity : 0;
  }

  /**
   * Name no index for objects or by indexes in the freed bytes. Entries keep their place, so
   * that no probe sequence gets a gap; the directory drops them when it grows.
   *
   * @private
   * @param {number} at
   * @param {number} capacity
   * @param {number} from
   * @param {number} to
   */
  clear(at, capacity, from, to) {
    const { dv } = this.region;
    const isFreed = (/** @type {number} */ offset) => offset >= from && offset < to;
    const first = at + DIRECTORY_HEADER_BYTES;
    for (let entry = first; entry < first + capacity * DIRECTORY_ENTRY_BYTES; entry += DIRECTORY_ENTRY_BYTES) {
      if (isFreed(dv.getUint32(entry, true)) || isFreed(dv.getUint32(entry + 4, true))) dv.setUint32(entry + 4, 0, true);
    }
  }
}
