// SPDX-License-Identifier: MIT
// Writing values. Everything that a value holds is written first and the one slot that
// makes it reachable last, so that a failure changes nothing that was there before.
import { BLOCK_HEADER_BYTES, allocBlock } from './block.js';
import { Cell, storeCell } from './cell.js';
import { convert, refuse } from './convert.js';
import { fault, typeFault } from './errors.js';
import {
  ENTRY_SLOT_AT, OBJECT_ENTRY_BYTES, SLOT_BYTES, STRING_ALIGN, STRING_HEADER_BYTES, Tag,
  WRITE_ALIGN,
} from './layout.gen.js';
import { toPlain } from './plain.js';
import { requireOffset } from './region.js';
import { ArrayTarget, open, reveal, targetOf } from './target.js';
import { writeText } from './text.js';

/** @import { Arena } from './arena.js' */

/** The result of encode(). Overwritten by the next call. */
const cell = new Cell();

/** @param {number} tag @param {number} a */
function setCell(tag, a) {
  cell.tag = tag;
  cell.a = a;
  return cell;
}

/** @param {number} value */
function encodeNumber(value) {
  if ((value | 0) === value && (value !== 0 || !Object.is(value, -0))) return setCell(Tag.I32, value);
  cell.f64 = value;
  return setCell(Tag.F64, 0);
}

/** @param {bigint} value */
function encodeBigInt(value) {
  if (BigInt.asIntN(64, value) !== value) {
    throw fault('ZB_E_INVALID', `the bigint ${value} does not fit 64 bits with sign; store it as a string`);
  }
  cell.i64 = value;
  return setCell(Tag.BigInt, 0);
}

/**
 * Allocate what a value needs and say what its slot holds. May run user code (getters,
 * toJSON), so offsets of blocks must be looked up again afterwards.
 *
 * @param {Arena} arena  synced
 * @param {unknown} value
 * @param {string} [key]  of the value, for toJSON
 * @returns {Readonly<Cell>} one object for all calls: valid until the next
 */
export function encode(arena, value, key = '') {
  const simple = encodeLeaf(arena, value);
  if (simple !== undefined) return simple;
  const container = reduce(arena, /** @type {object} */ (value), key);
  if (!(container instanceof Source)) return container;
  return encodeTree(arena, container);
}

/**
 * Everything but objects.
 *
 * @param {Arena} arena
 * @param {unknown} value
 */
function encodeLeaf(arena, value) {
  switch (typeof value) {
    case 'number': return encodeNumber(value);
    case 'string': return setCell(Tag.String, allocString(arena, value));
    case 'boolean': return setCell(Tag.Bool, value ? 1 : 0);
    case 'undefined': return setCell(Tag.Null, 0);
    case 'bigint': return encodeBigInt(value);
    case 'object': return value === null ? setCell(Tag.Null, 0) : undefined;
    default: throw refuse(value);
  }
}

/** An array or object that is being written: one level of the tree. */
class Source {
  /** @param {object} value */
  constructor(value) {
    this.value = /** @type {any} */ (value);
    this.isArray = Array.isArray(value);
    /** @type {readonly string[]} */
    this.keys = this.isArray ? [] : Object.keys(value);
    /** @type {number} */
    this.length = this.isArray ? this.value.length : this.keys.length;
    /** The level above. @type {Source | undefined} */
    this.parent = undefined;
    /** Levels above. */
    this.depth = 0;
    /** The next item to be written. */
    this.next = 0;
    this.handle = 0;
    /** Offset of the next item. */
    this.at = 0;
  }

  get tag() {
    return this.isArray ? Tag.Array : Tag.Object;
  }

  /** @param {Arena} arena */
  place(arena) {
    this.handle = allocBlock(arena, this.length, this.isArray ? SLOT_BYTES : OBJECT_ENTRY_BYTES);
    this.at = this.handle + WRITE_ALIGN + BLOCK_HEADER_BYTES;
  }
}

/**
 * An object as a cell, when that is all there is to it, or as a source of items.
 *
 * @param {Arena} arena
 * @param {object} value
 * @param {string} key
 * @returns {Readonly<Cell> | Source}
 */
function reduce(arena, value, key) {
  const target = targetOf(value);
  if (target !== undefined) {
    open(target);
    if (target.arena.memory === arena.memory) {
      return setCell(target instanceof ArrayTarget ? Tag.Array : Tag.Object, reveal(target));
    }
    return new Source(toPlain(target)); // an offset means nothing in another memory
  }
  const converted = convert(value, key);
  arena.sync(); // convert() may have run user code
  if (typeof converted !== 'object' || converted === null) {
    return /** @type {Readonly<Cell>} */ (encodeLeaf(arena, converted));
  }
  if (converted instanceof Uint8Array) return setCell(Tag.Bytes, allocBytes(arena, converted));
  if (converted !== value && targetOf(converted) !== undefined) return reduce(arena, converted, key);
  return new Source(converted);
}

/**
 * Write a tree of arrays and objects, without recursion: values may be nested deeper than
 * the stack.
 *
 * @param {Arena} arena
 * @param {Source} root
 */
function encodeTree(arena, root) {
  const ancestors = new Ancestors();
  root.place(arena);
  ancestors.enter(root);
  for (let source = root; ;) {
    if (source.next < source.length) {
      const child = writeItem(arena, source);
      if (child === undefined) continue;
      child.parent = source;
      child.depth = source.depth + 1;
      ancestors.enter(child);
      child.place(arena);
      storeCell(arena, slotOf(source), setCell(child.tag, child.handle));
      source = child;
      continue;
    }
    ancestors.leave(source);
    const { parent } = source;
    if (parent === undefined) break;
    advance(parent);
    source = parent;
  }
  return setCell(root.tag, root.handle);
}

/** @param {Source} source */
function slotOf(source) {
  return source.isArray ? source.at : source.at + ENTRY_SLOT_AT;
}

/** @param {Source} source */
function advance(source) {
  source.next++;
  source.at += source.isArray ? SLOT_BYTES : OBJECT_ENTRY_BYTES;
}

/**
 * Write the next item, unless it is itself a source: then that is returned.
 *
 * @param {Arena} arena
 * @param {Source} source
 * @returns {Source | undefined}
 */
function writeItem(arena, source) {
  const name = source.isArray ? source.next : /** @type {string} */ (source.keys[source.next]);
  const value = source.value[name];
  arena.sync(); // a getter may have grown the memory
  if (!source.isArray) {
    const key = arena.keys.get(/** @type {string} */ (name));
    const keyAt = arena.placeKey(key);
    arena.dv.setUint32(source.at, keyAt, true);
    arena.dv.setUint32(source.at + 4, key.byteLength, true);
  }
  const content = encodeLeaf(arena, value) ?? reduce(arena, value, String(name));
  if (content instanceof Source) return content;
  storeCell(arena, slotOf(source), content);
  advance(source);
  return undefined;
}

/** From this depth on, the levels above are kept in a set as well. */
const DEEP = 32;

/** Finds out when an object holds itself. */
class Ancestors {
  constructor() {
    /** @private @type {Set<object> | undefined} */
    this.all = undefined;
  }

  /** @param {Source} source */
  enter(source) {
    if (this.isBelow(source)) {
      throw typeFault(`the value is cyclic: ${pathOf(source.parent)} refers to an object that holds it; store it as a tree`);
    }
    if (source.depth < DEEP) return;
    if (this.all === undefined) {
      this.all = new Set();
      for (let above = source.parent; above !== undefined; above = above.parent) this.all.add(above.value);
    }
    this.all.add(source.value);
  }

  /** @private @param {Source} source */
  isBelow(source) {
    if (this.all !== undefined) return this.all.has(source.value);
    for (let above = source.parent; above !== undefined; above = above.parent) {
      if (above.value === source.value) return true;
    }
    return false;
  }

  /** @param {Source} source */
  leave(source) {
    this.all?.delete(source.value);
  }
}

/** Levels of a path that an error shows. */
const SHOWN_LEVELS = 16;

/** The item that is being written, as code would reach it. @param {Source | undefined} source */
function pathOf(source) {
  const steps = [];
  let level = source;
  for (; level !== undefined && steps.length < SHOWN_LEVELS; level = level.parent) {
    steps.unshift(level.isArray ? `[${level.next}]` : `.${level.keys[level.next]}`);
  }
  return `${level === undefined ? 'value' : '…'}${steps.join('')}`;
}

/**
 * Run a writing operation; when it throws, free what it allocated. A shared arena keeps
 * those bytes until its next restore, and so does one in which user code, called from this
 * very operation (a getter, toJSON), wrote something else meanwhile: that must stay.
 *
 * @template T
 * @param {Arena} arena
 * @param {() => T} operation
 * @returns {T}
 */
export function undoOnFailure(arena, operation) {
  const mark = arena.save();
  const turn = ++arena.turn;
  arena.writing++;
  try {
    return operation();
  } catch (error) {
    if (arena.turn === turn) arena.rewind(mark);
    throw error;
  } finally {
    arena.writing--;
  }
}

/**
 * Write a value into a slot.
 *
 * @param {Arena} arena
 * @param {number} slot  offset of 16 bytes, 4-aligned
 * @param {unknown} value
 * @throws {TypeError} for what layout version 1 cannot carry, and for cyclic values
 * @throws {RangeError} for a bigint outside i64, an offset outside the region, or "out of
 *   memory". Nothing changes on failure.
 */
export function writeValue(arena, slot, value) {
  requireSlot(arena, slot);
  undoOnFailure(arena, () => storeCell(arena, slot, encode(arena, value)));
}

/** @param {Arena} arena @param {number} slot */
export function requireSlot(arena, slot) {
  arena.sync();
  requireOffset(slot, 'the slot');
  if (slot % 4 !== 0) throw fault('ZB_E_ALIGN', `slot ${slot} is not a multiple of 4; pass an offset from alloc()`, slot);
  arena.check(slot, SLOT_BYTES);
}

/**
 * Write a string with its header.
 *
 * @param {Arena} arena
 * @param {string} text  lone surrogates become U+FFFD
 * @returns {number} offset of the header
 */
export function allocString(arena, text) {
  let header = 0;
  writeText(arena, text, (byteLength) => {
    header = arena.take(STRING_HEADER_BYTES + byteLength, STRING_ALIGN);
    arena.dv.setUint32(header, byteLength, true);
    return header + STRING_HEADER_BYTES;
  });
  return header;
}

/**
 * Write bytes with their header.
 *
 * @param {Arena} arena
 * @param {Uint8Array} bytes  copied
 * @returns {number} offset of the header
 */
export function allocBytes(arena, bytes) {
  const { length } = bytes;
  const header = arena.take(STRING_HEADER_BYTES + length, STRING_ALIGN);
  arena.dv.setUint32(header, length, true);
  arena.u8.set(bytes, header + STRING_HEADER_BYTES);
  return header;
}

/**
 * Write an array and all that it holds.
 *
 * @param {Arena} arena
 * @param {readonly unknown[]} values
 * @returns {number} its handle
 */
export function allocArray(arena, values) {
  return allocContainer(arena, values, Tag.Array);
}

/**
 * Write an object and all that it holds.
 *
 * @param {Arena} arena
 * @param {object} value  its own enumerable string keys are stored
 * @returns {number} its handle
 */
export function allocObject(arena, value) {
  return allocContainer(arena, value, Tag.Object);
}

/**
 * @param {Arena} arena
 * @param {unknown} value
 * @param {number} tag  the one that is wanted
 */
function allocContainer(arena, value, tag) {
  return undoOnFailure(arena, () => {
    const content = encodeRoot(arena, value);
    if (content.tag === tag) return content.a;
    throw typeFault(tag === Tag.Array ? 'allocArray takes an array' : 'allocObject takes an object that is no array');
  });
}

/** @param {Arena} arena @param {unknown} value */
function encodeRoot(arena, value) {
  const target = targetOf(value);
  return encode(arena, target === undefined ? value : toPlain(target)); // a root is always a new value
}

/**
 * Write an object or array and all that it holds.
 *
 * @param {Arena} arena
 * @param {unknown} value
 * @returns {Readonly<Cell>} valid until the next call
 */
export function allocRoot(arena, value) {
  return undoOnFailure(arena, () => {
    const content = encodeRoot(arena, value);
    if (content.tag === Tag.Array || content.tag === Tag.Object) return content;
    throw typeFault('only an object or an array can be created by itself; for other values use writeValue() with a slot');
  });
}
