// SPDX-License-Identifier: MIT
// The table of interned keys in the region (SPEC.md, 6.6 and 6.7), which C and JavaScript
// share. It is an optimisation that any writer may lack: a table that looks damaged is
// ignored, and want of memory for it is no failure.
import {
  CONTROL_KEYS_AT, CONTROL_KEYS_END_AT, CONTROL_KEYS_LOCK_AT, KEYS_ENTRY_BYTES, KEYS_HEADER_BYTES,
  KEYS_MAX_PROBES, KEYS_MIN_CAPACITY, READ_ALIGN, WRITE_ALIGN,
} from './layout.gen.js';

/** @import { Arena } from './arena.js' */
/** @import { ControlBlock } from './control.js' */

/** @typedef {{ at: number, capacity: number, count: number }} Table */

/** FNV-1a, 32 bits. @param {Uint8Array} bytes */
export function hashKey(bytes) {
  let hash = 2166136261;
  for (let i = 0; i < bytes.length; i++) {
    hash = Math.imul(hash ^ /** @type {number} */ (bytes[i]), 16777619);
  }
  return hash >>> 0;
}

export class KeyTable {
  /** @param {Arena} arena @param {ControlBlock} control */
  constructor(arena, control) {
    /** @private */
    this.arena = arena;
    /** @private */
    this.control = control;
  }

  /**
   * Offset of a key's bytes: those that are there already, or a copy.
   *
   * @param {Uint8Array} bytes
   * @returns {number}
   */
  intern(bytes) {
    if (!this.control.isShared) return this.findOrAdd(bytes);
    // Never wait: the holder may have died, and a second copy of a key does no harm.
    if (!this.control.exchange(CONTROL_KEYS_LOCK_AT, 0, 1)) return this.arena.takeBytes(bytes, 1);
    try {
      return this.findOrAdd(bytes);
    } finally {
      this.control.store(CONTROL_KEYS_LOCK_AT, 0);
    }
  }

  /** @private @param {Uint8Array} bytes */
  findOrAdd(bytes) {
    this.control.span(); // else keys that another thread wrote into new memory would look damaged
    const hash = hashKey(bytes);
    const table = this.open();
    const found = table === undefined ? 0 : this.find(table, hash, bytes);
    if (found !== 0) return found;
    const key = this.arena.takeBytes(bytes, 1);
    this.control.store(CONTROL_KEYS_END_AT, key + bytes.length);
    const roomy = this.reserve(table);
    if (roomy !== undefined) this.insert(roomy, hash, key, bytes.length);
    return key;
  }

  /** @private @returns {Table | undefined} */
  open() {
    const { arena } = this;
    const at = this.control.load(CONTROL_KEYS_AT);
    if (at === 0 || at % READ_ALIGN !== 0 || !arena.has(at, KEYS_HEADER_BYTES)) return undefined;
    const capacity = arena.dv.getUint32(at, true);
    const count = arena.dv.getUint32(at + 4, true);
    const isPowerOfTwo = (capacity & (capacity - 1)) === 0;
    if (capacity < KEYS_MIN_CAPACITY || !isPowerOfTwo || count > capacity / 2) return undefined;
    if (!arena.has(at, KEYS_HEADER_BYTES + capacity * KEYS_ENTRY_BYTES)) return undefined;
    return { at, capacity, count };
  }

  /** @private @param {Table} table @param {number} index  any whole number; wraps @returns {number} */
  entryAt(table, index) {
    return table.at + KEYS_HEADER_BYTES + ((index & (table.capacity - 1)) >>> 0) * KEYS_ENTRY_BYTES;
  }

  /** @private @param {Table} table @param {number} hash @param {Uint8Array} bytes @returns {number} offset, or 0 */
  find(table, hash, bytes) {
    const { arena } = this;
    for (let step = 0; step < Math.min(table.capacity, KEYS_MAX_PROBES); step++) {
      const entry = this.entryAt(table, hash + step);
      const key = arena.dv.getUint32(entry + 4, true);
      if (key === 0) return 0;
      if (arena.dv.getUint32(entry, true) !== hash || arena.dv.getUint32(entry + 8, true) !== bytes.length) continue;
      if (arena.has(key, bytes.length) && arena.equals(key, bytes)) return key;
    }
    return 0;
  }

  /**
   * Place an entry and count it. Nothing happens when there is no place near its home: the
   * key is then not interned.
   *
   * @private
   * @param {Table} table
   * @param {number} hash
   * @param {number} key
   * @param {number} length
   */
  insert(table, hash, key, length) {
    const { dv } = this.arena;
    for (let step = 0; step < Math.min(table.capacity, KEYS_MAX_PROBES); step++) {
      const entry = this.entryAt(table, hash + step);
      if (dv.getUint32(entry + 4, true) !== 0) continue;
      dv.setUint32(entry, hash, true);
      dv.setUint32(entry + 4, key, true);
      dv.setUint32(entry + 8, length, true);
      dv.setUint32(table.at + 4, ++table.count, true);
      return;
    }
  }

  /**
   * @private
   * A table with room for one more: the one that is there, or a copy twice as large.
   *
   * @param {Table | undefined} table
   * @returns {Table | undefined} undefined when there is no memory for it
   */
  reserve(table) {
    if (table !== undefined && table.count + 1 <= table.capacity / 2) return table;
    const capacity = table === undefined ? KEYS_MIN_CAPACITY : table.capacity * 2;
    const byteLength = KEYS_HEADER_BYTES + capacity * KEYS_ENTRY_BYTES;
    const at = this.arena.tryAlloc(byteLength, WRITE_ALIGN);
    if (at === 0) return undefined;
    const grown = { at, capacity, count: 0 };
    const { dv, u8 } = this.arena;
    u8.fill(0, at, at + byteLength);
    dv.setUint32(at, capacity, true);
    for (let index = 0; table !== undefined && index < table.capacity; index++) {
      const entry = this.entryAt(table, index);
      const key = dv.getUint32(entry + 4, true);
      if (key !== 0) this.insert(grown, dv.getUint32(entry, true), key, dv.getUint32(entry + 8, true));
    }
    this.control.store(CONTROL_KEYS_AT, at);
    return grown;
  }

  /**
   * The bytes from `from` up to `to` are free again: forget the keys in them, or the whole
   * table when it lies there itself.
   *
   * @param {number} from
   * @param {number} to
   */
  forget(from, to) {
    const at = this.control.load(CONTROL_KEYS_AT);
    if (at === 0) return;
    const newestEnd = this.control.load(CONTROL_KEYS_END_AT);
    const table = at >= from && at < to ? undefined : this.open();
    if (table === undefined) {
      this.control.store(CONTROL_KEYS_AT, 0);
      this.control.store(CONTROL_KEYS_END_AT, 0);
      return;
    }
    if (newestEnd < from) return; // the newest key is older than the checkpoint, so all are
    this.clear(table, from, to);
    this.control.store(CONTROL_KEYS_END_AT, from);
  }

  /**
   * Clear the entries of keys in from..to. That leaves no gap in a probe sequence: an
   * entry that stays was placed when those that go did not exist yet.
   *
   * @private
   * @param {Table} table
   * @param {number} from
   * @param {number} to
   */
  clear(table, from, to) {
    const { dv, u8 } = this.arena;
    let { count } = table;
    for (let index = 0; index < table.capacity; index++) {
      const entry = this.entryAt(table, index);
      const key = dv.getUint32(entry + 4, true);
      if (key < from || key >= to) continue;
      u8.fill(0, entry, entry + KEYS_ENTRY_BYTES);
      if (count > 0) count--;
    }
    dv.setUint32(table.at + 4, count, true);
  }
}
