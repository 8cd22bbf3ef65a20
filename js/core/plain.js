// SPDX-License-Identifier: MIT
// Deep copies out of a region: plain objects and arrays, without recursion. A handle that
// is met twice yields one JavaScript object, so shared references and cycles come out as
// they are, and a damaged image cannot make a copy that is larger than it by orders of
// magnitude: neither by referring in circles nor by naming one long text many times. What is
// a tree, tree-copy.js copies faster.
import { BLOCK_HEADER_BYTES, blockAt } from './block.js';
import { Allowance } from './budget.js';
import { fault } from './errors.js';
import { copyExtension } from './extended/copy.js';
import { ENTRY_SLOT_AT, ExtensionTag, OBJECT_ENTRY_BYTES, SLOT_A_AT, SLOT_BYTES, Tag } from './layout.gen.js';
import { ArrayTarget, checkHandle, open } from './target.js';
import { readText } from './text.js';
import { TreeCopy } from './tree-copy.js';
import { readSlot } from './value.js';

/** @import { Arena } from './arena.js' */
/** @import { ObjectTarget } from './target.js' */

/** A container that is being copied: one level of the tree. */
export class Level {
  /**
   * @param {boolean} isArray  its items are slots, else entries with keys
   * @param {number} at        offset of the first item
   * @param {number} length    items
   * @param {any} result
   * @param {Level | undefined} parent
   * @param {((name: string, value: unknown) => void) | undefined} receive  takes the items of
   *   what is neither array nor object
   */
  constructor(isArray, at, length, result, parent, receive) {
    this.parent = parent;
    /** Containers around the items. @type {number} */
    this.depth = parent === undefined ? 1 : parent.depth + 1;
    this.isArray = isArray;
    /** Offset of the next item. */
    this.at = at;
    /** Items still to be copied. */
    this.left = length;
    /** Values in it, as far as they are copied. */
    this.size = length;
    this.result = result;
    /** @private */
    this.receive = receive;
  }

  /** Whether it is an array's. */
  get takesHoles() {
    return this.isArray && this.receive === undefined;
  }

  /** Take the next item. @param {string} name @param {unknown} value */
  put(name, value) {
    const { result } = this;
    if (this.receive !== undefined) {
      this.receive(name, value);
    } else if (this.isArray) {
      result.push(value);
    } else if (name === '__proto__') {
      setProto(result, value);
    } else if (!Object.hasOwn(result, name)) {
      result[name] = value; // a key that stands twice: the first counts
    }
  }
}

/** Data called `__proto__` is data. @param {object} result @param {unknown} value */
function setProto(result, value) {
  if (Object.hasOwn(result, '__proto__')) return;
  Object.defineProperty(result, '__proto__', { value, writable: true, enumerable: true, configurable: true });
}

/** One deep copy. */
export class Copy {
  /** @param {Arena} arena */
  constructor(arena) {
    this.arena = arena;
    /** @private What the arena's budget leaves. */
    this.allowance = new Allowance(arena.budget);
    /**
     * Under a budget of nodes, values below each finished container. What is met again counts
     * again, so that a copy is no larger for whoever walks it than the budget says.
     *
     * @private @type {Map<unknown, number> | undefined}
     */
    this.sizes = arena.budget.nodes === Infinity ? undefined : new Map();
    /** Results by handle and tag. @type {Map<number, unknown>} */
    this.made = new Map();
    /** Items that the region has room for; more of them means that blocks overlap. */
    this.budget = Math.floor(arena.size / SLOT_BYTES);
    /** Bytes of text and bytes copied so far. */
    this.spent = 0;
    /** Strings by header, names by offset, once more was copied than the region holds. @type {Map<number, any> | undefined} */
    this.texts = undefined;
    /** Bytes values by header: one that stands twice comes out as one object. @type {Map<number, any> | undefined} */
    this.bytes = undefined;
  }

  /**
   * Account for bytes that are about to be copied. Texts may be shared, so a copy may hold
   * more than its region; but from then on each is read once, and what is left cannot be
   * more than the region again unless texts overlap.
   *
   * @param {number} byteLength
   */
  spend(byteLength) {
    this.allowance.takeBytes(byteLength);
    this.spent += byteLength;
    if (this.spent > 3 * this.arena.size) {
      throw fault('ZB_E_CORRUPT', 'the strings, bytes, columns or keys below this value overlap; the data is damaged');
    }
  }

  /**
   * A value that is no array and no object.
   *
   * @param {number} slot
   * @param {number} tag
   */
  leaf(slot, tag) {
    const { arena } = this;
    if (tag !== Tag.String && tag !== Tag.Bytes) return readSlot(arena, slot);
    const header = arena.dv.getUint32(slot + SLOT_A_AT, true);
    let known;
    if (tag === Tag.Bytes) known = this.bytes ??= new Map();
    else if (this.spent > arena.size) known = this.texts ??= new Map();
    const before = known?.get(header);
    if (before !== undefined) {
      this.allowance.takeBytes(before.length);
      return before;
    }
    const value = readSlot(arena, slot); // checks the header, too
    this.spend(arena.dv.getUint32(header, true));
    known?.set(header, value);
    return value;
  }

  /** @param {number} entry */
  name(entry) {
    const { arena } = this;
    const byteLength = arena.dv.getUint32(entry + 4, true);
    if (byteLength <= OBJECT_ENTRY_BYTES) { // no more than its entry
      this.allowance.takeBytes(byteLength);
      return keyName(arena, entry);
    }
    if (this.spent <= arena.size) {
      this.spend(byteLength);
      return keyName(arena, entry);
    }
    const known = this.texts ??= new Map();
    const id = -(arena.dv.getUint32(entry, true) + byteLength / 2 ** 32); // apart from the headers of strings
    const before = known.get(id);
    if (before !== undefined) {
      this.allowance.takeBytes(byteLength);
      return before;
    }
    this.spend(byteLength);
    const name = keyName(arena, entry);
    known.set(id, name);
    return name;
  }

  /**
   * A level of the walk. More items than the region has room for mean that blocks overlap.
   *
   * @param {boolean} isArray
   * @param {number} at
   * @param {number} length
   * @param {any} result
   * @param {Level | undefined} parent
   * @param {((name: string, value: unknown) => void) | undefined} [receive]
   */
  level(isArray, at, length, result, parent, receive) {
    this.allowance.takeNodes(length, at);
    this.budget -= length;
    if (this.budget < 0) throw fault('ZB_E_CORRUPT', 'the blocks below this value overlap; the data is damaged', at);
    const level = new Level(isArray, at, length, result, parent, receive);
    this.allowance.requireDepth(level.depth, at);
    return level;
  }

  /** @param {number} tag @param {number} handle @param {Level | undefined} parent */
  enter(tag, handle, parent) {
    checkHandle(this.arena, handle);
    const isArray = tag === Tag.Array;
    const { data, length } = blockAt(this.arena, handle, isArray ? SLOT_BYTES : OBJECT_ENTRY_BYTES);
    const level = this.level(isArray, data + BLOCK_HEADER_BYTES, length, isArray ? [] : {}, parent);
    this.made.set(handle * 2 + (isArray ? 1 : 0), level.result);
    return level;
  }

  /** @param {Level} root @returns {any} its result, complete */
  run(root) {
    const { arena } = this;
    /** @type {Level | undefined} */
    let level = root;
    while (level !== undefined) {
      level = level.left === 0 ? this.finish(level) : this.step(level, arena);
    }
    return root.result;
  }

  /** @private @param {Level} level @returns {Level | undefined} the one around it */
  finish(level) {
    const { parent } = level;
    if (this.sizes !== undefined) {
      this.sizes.set(level.result, level.size);
      if (parent !== undefined) parent.size += level.size;
    }
    return parent;
  }

  /** Take an item that is there already. @param {Level} level @param {string} name @param {unknown} known */
  putAgain(level, name, known) {
    const size = this.sizes?.get(known);
    if (size !== undefined) {
      this.allowance.takeNodes(size, level.at);
      level.size += size;
    }
    level.put(name, known);
  }

  /** Copy one item. @param {Level} level @param {Arena} arena @returns {Level} where to go on */
  step(level, arena) {
    const slot = level.isArray ? level.at : level.at + ENTRY_SLOT_AT;
    const name = level.isArray ? '' : this.name(level.at);
    level.left--;
    level.at += level.isArray ? SLOT_BYTES : OBJECT_ENTRY_BYTES;
    const tag = arena.dv.getUint8(slot);
    if (tag !== Tag.Array && tag !== Tag.Object) {
      if (tag >= ExtensionTag.Undefined && arena.isExtended) return copyExtension(this, level, name, slot, tag);
      level.put(name, this.leaf(slot, tag));
      return level;
    }
    const handle = arena.dv.getUint32(slot + SLOT_A_AT, true);
    const known = this.made.get(handle * 2 + (tag === Tag.Array ? 1 : 0));
    if (known !== undefined) {
      this.putAgain(level, name, known);
      return level;
    }
    const child = this.enter(tag, handle, level);
    level.put(name, child.result);
    return child;
  }
}

/**
 * Name of an object's entry.
 *
 * @param {Arena} arena
 * @param {number} entry  offset, checked
 */
export function keyName(arena, entry) {
  const at = arena.dv.getUint32(entry, true);
  const byteLength = arena.dv.getUint32(entry + 4, true);
  const known = arena.keys.at(at);
  if (known !== undefined && known.byteLength === byteLength) return known.name;
  arena.check(at, byteLength);
  return readText(arena, at, byteLength);
}

/**
 * Deep copy of what an accessor shows.
 *
 * @param {ObjectTarget | ArrayTarget} target
 * @returns {any}
 */
export function toPlain(target) {
  return plainAt(open(target), target.isArray ? Tag.Array : Tag.Object, target.handle);
}

/** @type {WeakMap<Arena, TreeCopy>} */
const treeCopies = new WeakMap();

/** The one that an arena has. @param {Arena} arena */
export function treeCopyOf(arena) {
  let copy = treeCopies.get(arena);
  if (copy === undefined) treeCopies.set(arena, copy = new TreeCopy(arena));
  return copy;
}

/**
 * Deep copy of the array or object at a handle.
 *
 * @param {Arena} arena
 * @param {number} tag     Tag.Array or Tag.Object
 * @param {number} handle  u32
 * @returns {any}
 */
export function plainAt(arena, tag, handle) {
  const tree = treeCopyOf(arena).run(tag, handle);
  if (tree !== undefined) return tree;
  const copy = new Copy(arena);
  return copy.run(copy.enter(tag, handle, undefined));
}

/**
 * Deep copy of the value in a slot.
 *
 * @param {Arena} arena  synced
 * @param {number} slot  offset, checked
 * @returns {any}
 */
export function copySlot(arena, slot) {
  const copy = new Copy(arena);
  /** @type {unknown} */
  let result;
  const level = copy.level(true, slot, 1, undefined, undefined, (_name, value) => { result = value; });
  level.depth = 0; // a slot is no container
  copy.run(level);
  return result;
}

/**
 * The value in a slot; arrays and objects as deep copies.
 *
 * @param {Arena} arena  synced
 * @param {number} slot  offset, checked
 * @returns {any}
 */
export function readSlotPlain(arena, slot) {
  const tag = arena.dv.getUint8(slot);
  if (tag >= ExtensionTag.Undefined) return copySlot(arena, slot);
  if (tag !== Tag.Array && tag !== Tag.Object) return readSlot(arena, slot);
  return plainAt(arena, tag, arena.dv.getUint32(slot + SLOT_A_AT, true));
}
