// SPDX-License-Identifier: MIT
// Deep copies of trees, fast: on the assumption that every handle is met once, that nothing
// is damaged and nothing lies deep. Whatever does not fit gives the copy up, and plain.js
// makes it with all the care it takes; so nothing here reports an error. DataView itself
// refuses to read past the memory.
import { BLOCK_HEADER_BYTES } from './block.js';
import { copyTreeExtension } from './extended/tree-copy.js';
import { GIVE_UP } from './give-up.js';
import {
  BLOCK_CAPACITY_AT, BLOCK_LENGTH_AT, ENTRY_SLOT_AT, MAX_REGION_BYTES, OBJECT_ENTRY_BYTES, READ_ALIGN,
  SLOT_A_AT, SLOT_B_AT, SLOT_BYTES, STRING_HEADER_BYTES, Tag,
} from './layout.gen.js';
import { Patience } from './patience.js';
import { ReadLayout, ReadSite, setOwn } from './read-layout.js';
import { MAX_CACHED_BYTES, countMisses, readShort } from './string-cache.js';
import { TextAhead } from './text-ahead.js';
import { readText } from './text.js';
import { readBytes } from './value.js';
import { beginVisit, meet } from './visited.js';

/** @import { Arena } from './arena.js' */
/** @import { NativeBytes } from './native-text.js' */

const MAX_DEPTH = 64;
/** Longer key lists are those of maps. */
const MAX_NAMES = 64;
const MAX_LAYOUTS = 1024;

/** Up to here texts are always looked for among those that were read before: no call is faster. */
const CACHED_BYTES = 12;

/** Objects of an array whose texts are decoded together. */
const BATCH_OBJECTS = 64;
/** Fewer are copied one by one. */
const MIN_BATCH = 8;

/** Copies to be made with care after one was given up, at most. */
const MAX_PENALTY = 63;

/** @param {TreeCopy} copy @param {number} handle */
const copyArray = (copy, handle) => copy.array(handle, copy.rootSite);
/** @param {TreeCopy} copy @param {number} handle */
const copyObject = (copy, handle) => copy.object(handle, copy.rootSite);

export class TreeCopy {
  /** @param {Arena} arena */
  constructor(arena) {
    /** @readonly */
    this.arena = arena;
    /** Counts copies. */
    this.turn = 0;
    /** @private */
    this.dv = arena.dv;
    /** @private */
    this.size = 0;
    /** @private Items that the region has room for. */
    this.budget = 0;
    /** @private Bytes of text and bytes that the region has room for. */
    this.textBudget = 0;
    /** @package */
    this.maxDepth = MAX_DEPTH;
    /** @package */
    this.depth = 0;
    /** @package Items of the block that was opened last. */
    this.length = 0;
    /** @private @type {Map<number, ReadLayout>} */
    this.layouts = new Map();
    /** @package */
    this.rootSite = new ReadSite();
    /** @private @type {NativeBytes | undefined} */
    this.native = undefined;
    /** @private With looking for texts that are longer than CACHED_BYTES. */
    this.patience = new Patience();
    /** @private */
    this.ahead = new TextAhead();
    /** @private A batch is being copied. */
    this.isBatch = false;
    /** @private Of the objects of a batch, the offset of the first entry. */
    this.firsts = new Uint32Array(BATCH_OBJECTS);
    /** @private Copies still to be made with care. */
    this.skip = 0;
    /** @private */
    this.penalty = 0;
  }

  /**
   * Copy an array or object.
   *
   * @param {number} tag  Tag.Array or Tag.Object
   * @param {number} handle  u32
   * @returns {any} undefined when it takes more care
   */
  run(tag, handle) {
    return this.attempt(tag === Tag.Array ? copyArray : copyObject, handle);
  }

  /**
   * Make copies that belong together, with read() and leaf().
   *
   * @template T
   * @param {(copy: TreeCopy, handle: number) => T} make  runs no user code
   * @param {number} [handle]  passed on
   * @returns {T | undefined} undefined when they take more care
   */
  attempt(make, handle = 0) {
    if (!this.begin()) return undefined;
    try {
      const result = make(this, handle);
      this.penalty = 0;
      return result;
    } catch {
      const isCall = this.arena.carrier !== undefined; // values of calls have nothing in common
      this.penalty = isCall ? 0 : Math.min(2 * this.penalty + 1, MAX_PENALTY);
      this.skip = this.penalty;
      return undefined;
    }
  }

  /** @private @returns {boolean} false when it is not worth a try */
  begin() {
    const { arena } = this;
    if (this.skip > 0) {
      this.skip--;
      return false;
    }
    this.dv = arena.dv;
    this.size = arena.size;
    if (this.dv.byteLength > MAX_REGION_BYTES) return false;
    this.turn++;
    this.budget = Math.min(Math.floor(arena.size / SLOT_BYTES), arena.budget.nodes);
    this.textBudget = Math.min(arena.size, arena.budget.bytes);
    this.maxDepth = Math.min(MAX_DEPTH, arena.budget.depth);
    this.depth = 0;
    this.native = arena.native.bytes;
    this.isBatch = false;
    this.ahead.clear();
    beginVisit();
    return true;
  }

  /**
   * Any value, as the only one of a container.
   *
   * @param {number} slot  checked
   * @returns {any}
   */
  read(slot) {
    if (--this.budget < 0) throw GIVE_UP;
    this.depth = 1;
    return this.value(slot, this.dv.getUint8(slot), this.rootSite);
  }

  /**
   * A value that is no array, no object and of no extension type.
   *
   * @param {number} slot  checked
   * @returns {any}
   */
  leaf(slot) {
    return this.value(slot, this.dv.getUint8(slot), this.rootSite);
  }

  /**
   * Check a handle and its block.
   *
   * @package
   * @param {number} handle
   * @param {number} itemBytes
   * @returns {number} offset of its first item
   */
  open(handle, itemBytes) {
    const { dv } = this;
    const data = dv.getUint32(handle, true);
    const capacity = dv.getUint32(data + BLOCK_CAPACITY_AT, true);
    const length = dv.getUint32(data + BLOCK_LENGTH_AT, true);
    const first = data + BLOCK_HEADER_BYTES;
    this.budget -= length;
    if (
      ((handle | data) & (READ_ALIGN - 1)) !== 0 || length > capacity || capacity * itemBytes > this.size - first
      || this.budget < 0 || meet(handle)
    ) throw GIVE_UP;
    this.length = length;
    return first;
  }

  /** @package @param {number} handle @param {ReadSite} site */
  object(handle, site) {
    const first = this.open(handle, OBJECT_ENTRY_BYTES);
    const { dv, length } = this;
    if (++this.depth > this.maxDepth) throw GIVE_UP;
    let { layout } = site;
    if (layout === undefined || !layout.matches(this, dv, first, length)) layout = this.find(first, length, site);
    const result = layout === undefined ? this.entries(first, length) : layout.reader.read(this, dv, first, layout.sites);
    this.depth--;
    return result;
  }

  /** @private @param {number} first @param {number} length @param {ReadSite} site @returns {ReadLayout | undefined} */
  find(first, length, site) {
    if (length === 0 || length > MAX_NAMES) return undefined;
    const { dv, layouts } = this;
    let hash = length;
    for (let i = 0, entry = first; i < length; i++, entry += OBJECT_ENTRY_BYTES) {
      hash = Math.imul(hash ^ dv.getUint32(entry, true), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    let layout = layouts.get(hash);
    if (layout === undefined || !layout.matches(this, dv, first, length)) {
      const names = this.names(first, length);
      if (names === undefined) return undefined;
      if (layouts.size >= MAX_LAYOUTS) layouts.clear();
      layout = new ReadLayout(this.arena, first, names);
      layouts.set(hash, layout);
    }
    site.layout = layout;
    return layout;
  }

  /** @private @param {number} first @param {number} length @returns {string[] | undefined} undefined when they make no layout */
  names(first, length) {
    const names = [];
    for (let i = 0, entry = first; i < length; i++, entry += OBJECT_ENTRY_BYTES) {
      if (this.dv.getFloat64(entry, true) === 0) return undefined; // an empty key at 0; -0 would be another
      names.push(this.name(entry));
    }
    return new Set(names).size === length ? names : undefined;
  }

  /** @private @param {number} entry */
  name(entry) {
    const at = this.dv.getUint32(entry, true);
    const byteLength = this.dv.getUint32(entry + 4, true);
    const known = this.arena.keys.at(at);
    if (known !== undefined && known.byteLength === byteLength) return known.name;
    this.spend(at, byteLength);
    return readText(this.arena, at, byteLength);
  }

  /** @package Text or bytes are about to be copied. @param {number} at @param {number} byteLength */
  spend(at, byteLength) {
    this.textBudget -= byteLength;
    if (this.textBudget < 0 || at + byteLength > this.size) throw GIVE_UP;
  }

  /** @private An object that is like no other. @param {number} first @param {number} length */
  entries(first, length) {
    const { dv } = this;
    /** @type {Record<string, unknown>} */
    const result = {};
    const site = new ReadSite();
    for (let i = 0, entry = first; i < length; i++, entry += OBJECT_ENTRY_BYTES) {
      const name = this.name(entry);
      if (Object.hasOwn(result, name)) throw GIVE_UP; // a key that stands twice
      const slot = entry + ENTRY_SLOT_AT;
      setOwn(result, name, this.value(slot, dv.getUint8(slot), site));
    }
    return result;
  }

  /** @package @param {number} handle @param {ReadSite} site  of its elements */
  array(handle, site) {
    const first = this.open(handle, SLOT_BYTES);
    const { length } = this;
    if (++this.depth > this.maxDepth) throw GIVE_UP;
    const result = length <= 4 ? this.few(first, length, site) : this.many(first, length, site);
    this.depth--;
    return result;
  }

  /** @private Literals: an array that grows by push() takes room for 17 elements. @param {number} first @param {number} length @param {ReadSite} site */
  few(first, length, site) {
    if (length === 0) return [];
    const a = this.element(first, site);
    if (length === 1) return [a];
    const b = this.element(first + SLOT_BYTES, site);
    if (length === 2) return [a, b];
    const c = this.element(first + 2 * SLOT_BYTES, site);
    return length === 3 ? [a, b, c] : [a, b, c, this.element(first + 3 * SLOT_BYTES, site)];
  }

  /** @private @param {number} first @param {number} length @param {ReadSite} site */
  many(first, length, site) {
    const { dv } = this;
    const result = [];
    for (let i = 0, slot = first; i < length; i++, slot += SLOT_BYTES) {
      const tag = dv.getUint8(slot);
      if (tag === Tag.F64) result.push(dv.getFloat64(slot + SLOT_B_AT, true));
      else if (tag === Tag.I32) result.push(dv.getInt32(slot + SLOT_A_AT, true));
      else if (tag === Tag.String) result.push(this.string(dv.getUint32(slot + SLOT_A_AT, true)));
      else {
        const copied = tag === Tag.Object && !this.isBatch ? this.batch(result, slot, Math.min(length - i, BATCH_OBJECTS), site) : 0;
        if (copied === 0) result.push(this.other(slot, tag, site));
        i += Math.max(copied - 1, 0);
        slot += Math.max(copied - 1, 0) * SLOT_BYTES;
      }
    }
    return result;
  }

  /**
   * Copy objects that have the layout of the one before them, their texts together.
   *
   * @private
   * @param {unknown[]} result  takes them
   * @param {number} from  slot of the first
   * @param {number} most
   * @param {ReadSite} site
   * @returns {number} how many
   */
  batch(result, from, most, site) {
    const { dv, firsts, ahead } = this;
    const { layout } = site;
    if (layout === undefined || most < MIN_BATCH || this.depth >= this.maxDepth) return 0;
    const { isLeft } = this.patience;
    ahead.clear();
    let count = 0;
    for (let slot = from; count < most && dv.getUint8(slot) === Tag.Object; slot += SLOT_BYTES) {
      const handle = dv.getUint32(slot + SLOT_A_AT, true);
      const data = dv.getUint32(handle, true);
      if (!layout.matches(this, dv, data + BLOCK_HEADER_BYTES, dv.getUint32(data + BLOCK_LENGTH_AT, true))) break;
      const first = this.open(handle, OBJECT_ENTRY_BYTES);
      if (count === 0) ahead.choose(dv, first, layout.length, isLeft ? MAX_CACHED_BYTES : CACHED_BYTES);
      if (!ahead.gather(dv, first, this.size)) throw GIVE_UP;
      firsts[count++] = first;
    }
    if (count === 0) return 0;
    if (!isLeft) this.patience.pause(ahead.count);
    ahead.close();
    this.isBatch = true;
    this.depth++;
    for (let i = 0; i < count; i++) result.push(layout.reader.read(this, dv, /** @type {number} */ (firsts[i]), layout.sites));
    this.depth--;
    this.isBatch = false;
    ahead.clear();
    return count;
  }

  /** @package @param {number} slot @param {ReadSite} site */
  element(slot, site) {
    return this.value(slot, this.dv.getUint8(slot), site);
  }

  /** The value in a slot. @package @param {number} slot @param {number} tag @param {ReadSite} site @returns {any} */
  value(slot, tag, site) {
    if (tag === Tag.F64) return this.dv.getFloat64(slot + SLOT_B_AT, true);
    if (tag === Tag.I32) return this.dv.getInt32(slot + SLOT_A_AT, true);
    if (tag === Tag.String) return this.string(this.dv.getUint32(slot + SLOT_A_AT, true));
    return this.other(slot, tag, site);
  }

  /** A value that is neither number nor string. @package @param {number} slot @param {number} tag @param {ReadSite} site @returns {any} */
  other(slot, tag, site) {
    const { dv } = this;
    switch (tag) {
      case Tag.Null: return null;
      case Tag.Bool: return dv.getUint32(slot + SLOT_A_AT, true) !== 0;
      case Tag.Array: return this.array(dv.getUint32(slot + SLOT_A_AT, true), site);
      case Tag.Object: return this.object(dv.getUint32(slot + SLOT_A_AT, true), site);
      case Tag.BigInt: return dv.getBigInt64(slot + SLOT_B_AT, true);
      case Tag.Bytes: return this.bytes(dv.getUint32(slot + SLOT_A_AT, true));
      default:
    }
    if (this.arena.isExtended) return copyTreeExtension(this, slot, tag);
    throw GIVE_UP;
  }

  /** @private @param {number} header */
  bytes(header) {
    if (meet(header)) throw GIVE_UP;
    this.spend(header + STRING_HEADER_BYTES, this.dv.getUint32(header, true));
    return readBytes(this.arena, header);
  }

  /** @package @param {number} header @returns {string} */
  string(header) {
    const { dv, native } = this;
    const byteLength = dv.getUint32(header, true);
    const at = header + STRING_HEADER_BYTES;
    this.spend(at, byteLength);
    if (header === this.ahead.expected) return this.ahead.take();
    if (byteLength <= CACHED_BYTES || native === undefined) {
      return byteLength <= MAX_CACHED_BYTES ? readShort(this.arena, dv, at, byteLength) : readText(this.arena, at, byteLength);
    }
    if (byteLength <= MAX_CACHED_BYTES) {
      if (this.patience.isLeft) return this.tryShort(at, byteLength);
      this.patience.pause(1);
    }
    return native.utf8Slice(at, at + byteLength);
  }

  /** @private @param {number} at @param {number} byteLength */
  tryShort(at, byteLength) {
    const before = countMisses();
    const text = readShort(this.arena, this.dv, at, byteLength);
    this.patience.learn(countMisses() === before);
    return text;
  }
}
