// SPDX-License-Identifier: MIT
// How objects with one key list are copied out of a region: by a loop at first, by code made
// for the list once it has shown to be frequent. A layout is a list of keys by where they lie
// in one arena, so that an object is recognized without looking at a name.
import { compile } from './codegen.js';
import { ENTRY_SLOT_AT, OBJECT_ENTRY_BYTES, SLOT_A_AT, SLOT_B_AT, Tag } from './layout.gen.js';

/** @import { Arena } from './arena.js' */
/** @import { TreeCopy } from './tree-copy.js' */

/** A place where objects of one layout are expected: remembers the layout of the last. */
export class ReadSite {
  constructor() {
    /** @type {ReadLayout | undefined} */
    this.layout = undefined;
  }
}

/**
 * Copies the object whose first entry is at `first`.
 *
 * @callback ReadObject
 * @param {TreeCopy} copy
 * @param {DataView} dv
 * @param {number} first  checked
 * @param {readonly ReadSite[]} sites
 * @returns {object}
 */

/** Objects that are copied by the loop before code is made for them. */
const COMPILE_AFTER = 24;
/** Key lists that are remembered. */
const MAX_READERS = 1024;

/** What is known of a key list, in whatever arena. */
class Reader {
  /** @param {readonly string[]} names  all different */
  constructor(names) {
    /** @private */
    this.names = names;
    /** @private */
    this.uses = 0;
    /** @type {ReadObject} */
    this.read = (copy, dv, first, sites) => this.readByLoop(copy, dv, first, sites);
  }

  /** @private @type {ReadObject} */
  readByLoop(copy, dv, first, sites) {
    if (++this.uses === COMPILE_AFTER) {
      const read = /** @type {ReadObject | undefined} */ (compile(['copy', 'dv', 'first', 'sites'], codeOf(this.names)));
      if (read !== undefined) this.read = read;
    }
    /** @type {Record<string, unknown>} */
    const result = {};
    const { names } = this;
    for (let i = 0, slot = first + ENTRY_SLOT_AT; i < names.length; i++, slot += OBJECT_ENTRY_BYTES) {
      setOwn(result, /** @type {string} */ (names[i]), copy.value(slot, dv.getUint8(slot), /** @type {ReadSite} */ (sites[i])));
    }
    return result;
  }
}

/** Data called `__proto__` is data. @param {Record<string, unknown>} result @param {string} name @param {unknown} value */
export function setOwn(result, name, value) {
  if (name !== '__proto__') result[name] = value;
  else Object.defineProperty(result, name, { value, writable: true, enumerable: true, configurable: true });
}

/** @param {readonly string[]} names */
function codeOf(names) {
  const fields = names.map((name, index) => {
    const slot = ENTRY_SLOT_AT + index * OBJECT_ENTRY_BYTES;
    const key = name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);
    return `
    ${key}: (tag = dv.getUint8(first + ${slot})) === ${Tag.F64} ? dv.getFloat64(first + ${slot + SLOT_B_AT}, true)
      : tag === ${Tag.I32} ? dv.getInt32(first + ${slot + SLOT_A_AT}, true)
      : tag === ${Tag.String} ? copy.string(dv.getUint32(first + ${slot + SLOT_A_AT}, true))
      : copy.other(first + ${slot}, tag, sites[${index}])`;
  });
  return `"use strict"; let tag = 0; return {${fields.join(',')}\n  };`;
}

/** @type {Map<string, Reader>} */
const readers = new Map();

/** @param {readonly string[]} names */
function readerOf(names) {
  const id = JSON.stringify(names);
  let reader = readers.get(id);
  if (reader === undefined) {
    if (readers.size >= MAX_READERS) readers.clear();
    reader = new Reader(names);
    readers.set(id, reader);
  }
  return reader;
}

export class ReadLayout {
  /**
   * @param {Arena} arena
   * @param {number} first  entry
   * @param {readonly string[]} names  of its entries, all different, none empty at offset 0
   */
  constructor(arena, first, names) {
    const { dv, u8, keys } = arena;
    /** @readonly */
    this.length = names.length;
    /** @readonly */
    this.reader = readerOf(names);
    /** @readonly */
    this.sites = names.map(() => new ReadSite());
    /** @private Offset and length of each key, as the words of one f64. */
    this.pairs = new Float64Array(names.length);
    /** @private The bytes of each, as they were: others may overwrite them. */
    this.bytes = names.map((_, index) => {
      const entry = first + index * OBJECT_ENTRY_BYTES;
      this.pairs[index] = dv.getFloat64(entry, true);
      const at = dv.getUint32(entry, true);
      return u8.slice(at, at + dv.getUint32(entry + 4, true));
    });
    const isOwn = names.every((_, index) => keys.at(dv.getUint32(first + index * OBJECT_ENTRY_BYTES, true))?.byteLength === this.bytes[index]?.length);
    /** @private As long as the arena has this list its own keys lie where they did. */
    this.token = isOwn ? keys.pairs : undefined;
    /** @private The copy in which the bytes were compared last. */
    this.turn = 0;
  }

  /**
   * Whether the entries from `first` on have these keys.
   *
   * @param {TreeCopy} copy
   * @param {DataView} dv
   * @param {number} first
   * @param {number} length
   */
  matches(copy, dv, first, length) {
    const { pairs } = this;
    if (length !== this.length) return false;
    for (let i = 0, entry = first; i < length; i++, entry += OBJECT_ENTRY_BYTES) {
      if (dv.getFloat64(entry, true) !== pairs[i]) return false;
    }
    return this.turn === copy.turn || this.holds(copy, dv, first);
  }

  /** @private Whether the keys still read the same. @param {TreeCopy} copy @param {DataView} dv @param {number} first */
  holds(copy, dv, first) {
    const { arena } = copy;
    if (this.token !== arena.keys.pairs) {
      for (let i = 0; i < this.length; i++) {
        if (!arena.equals(dv.getUint32(first + i * OBJECT_ENTRY_BYTES, true), /** @type {Uint8Array} */ (this.bytes[i]))) return false;
      }
    }
    this.turn = copy.turn;
    return true;
  }
}
