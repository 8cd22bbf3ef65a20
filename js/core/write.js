// SPDX-License-Identifier: MIT
// Writing values. Everything that a value holds is written first and the one slot that
// makes it reachable last, so that a failure changes nothing that was there before.
import { Ancestors } from './ancestors.js';
import { writeBytes } from './bytes.js';
import { cell, setCell, storeCell } from './cell.js';
import { convert, refuse } from './convert.js';
import { fault, typeFault } from './errors.js';
import { allocInteger } from './extended/integer.js';
import { encodeSymbol, reduceExtended } from './extended/reduce.js';
import { Written } from './extended/written.js';
import { ExtensionTag, SLOT_BYTES, STRING_ALIGN, STRING_HEADER_BYTES, Tag } from './layout.gen.js';
import { toPlain } from './plain.js';
import { requireOffset } from './region.js';
import { Source } from './source.js';
import { ArrayTarget, open, reveal, targetOf } from './target.js';
import { writeText } from './text.js';

/** @import { Arena } from './arena.js' */
/** @import { Cell } from './cell.js' */
/** @import { ObjectTarget } from './target.js' */

/** @param {number} value */
function encodeNumber(value) {
  if ((value | 0) === value && (value !== 0 || !Object.is(value, -0))) return setCell(Tag.I32, value);
  cell.f64 = value;
  return setCell(Tag.F64, 0);
}

/** @param {Arena} arena @param {bigint} value */
function encodeBigInt(arena, value) {
  if (BigInt.asIntN(64, value) === value) {
    cell.i64 = value;
    return setCell(Tag.BigInt, 0);
  }
  if (arena.isExtended) return setCell(ExtensionTag.Integer, allocInteger(arena, value));
  throw fault('ZB_E_INVALID', `the bigint ${value} does not fit 64 bits with sign; store it as a string, or in an arena of types: 'full'`);
}

/**
 * Allocate what a value needs and say what its slot holds. May run user code (getters,
 * toJSON), so offsets of blocks must be looked up again afterwards.
 *
 * @param {Arena} arena  synced
 * @param {unknown} value
 * @param {string} [key]  of the value, for toJSON
 * @param {Written} [written]  of newWritten(), for values that may share parts with others
 * @returns {Readonly<Cell>} one object for all calls: valid until the next
 */
export function encode(arena, value, key = '', written = undefined) {
  const simple = encodeLeaf(arena, value);
  if (simple !== undefined) return simple;
  const known = written ?? newWritten(arena);
  const container = reduce(arena, /** @type {object} */ (value), key, known);
  if (!(container instanceof Source)) return container;
  return encodeTree(arena, container, known);
}

/**
 * What one operation has written so far, for an arena that keeps identity.
 *
 * @param {Arena} arena
 * @returns {Written | undefined} undefined for a strict arena
 */
export function newWritten(arena) {
  return arena.isExtended ? new Written() : undefined;
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
    case 'undefined': return setCell(arena.isExtended ? ExtensionTag.Undefined : Tag.Null, 0);
    case 'bigint': return encodeBigInt(arena, value);
    case 'object': return value === null ? setCell(Tag.Null, 0) : undefined;
    default:
      if (typeof value === 'symbol' && arena.isExtended) return encodeSymbol(arena, value);
      throw refuse(value);
  }
}

/**
 * An object as a cell, when that is all there is to it, or as a source of items.
 *
 * @param {Arena} arena
 * @param {object} value
 * @param {string} key
 * @param {Written | undefined} written  undefined for a strict arena
 * @returns {Readonly<Cell> | Source}
 */
function reduce(arena, value, key, written) {
  const target = targetOf(value);
  if (target !== undefined) return reduceAccessor(arena, value, target, written);
  if (written !== undefined) return reduceExtended(arena, value, written);
  const converted = convert(value, key);
  arena.sync(); // convert() may have run user code
  if (typeof converted !== 'object' || converted === null) {
    return /** @type {Readonly<Cell>} */ (encodeLeaf(arena, converted));
  }
  if (converted instanceof Uint8Array) return setCell(Tag.Bytes, allocBytes(arena, converted));
  if (converted !== value && targetOf(converted) !== undefined) return reduce(arena, converted, key, written);
  return new Source(converted);
}

/**
 * What an accessor shows: the same value, where its offset means the same here.
 *
 * @param {Arena} arena
 * @param {object} accessor
 * @param {ArrayTarget | ObjectTarget} target
 * @param {Written | undefined} written
 */
function reduceAccessor(arena, accessor, target, written) {
  open(target);
  const isReadableHere = arena.isExtended || !target.arena.isExtended;
  if (target.arena.memory === arena.memory && isReadableHere) {
    return setCell(target instanceof ArrayTarget ? Tag.Array : Tag.Object, reveal(target));
  }
  const known = written?.find(accessor);
  if (known !== undefined) return known;
  const source = new Source(toPlain(target));
  source.origin = accessor;
  return source;
}

/**
 * Write arrays and objects and all that they hold, without recursion.
 *
 * @param {Arena} arena
 * @param {Source} root
 * @param {Written | undefined} written
 */
function encodeTree(arena, root, written) {
  const trail = written ?? new Ancestors();
  root.place(arena);
  trail.enter(root);
  for (let source = root; ;) {
    if (source.next < source.length) {
      const child = writeItem(arena, source, written);
      if (child === undefined) continue;
      child.parent = source;
      child.depth = source.depth + 1;
      trail.enter(child);
      child.place(arena);
      storeCell(arena, source.slot, setCell(child.tag, child.handle));
      source = child;
      continue;
    }
    trail.leave(source);
    const { parent } = source;
    if (parent === undefined) break;
    parent.advance();
    source = parent;
  }
  return setCell(root.tag, root.handle);
}

/**
 * Write the next item, unless it is itself a source: then that is returned.
 *
 * @param {Arena} arena
 * @param {Source} source
 * @param {Written | undefined} written
 * @returns {Source | undefined}
 */
function writeItem(arena, source, written) {
  const name = source.isArray ? source.next : /** @type {string} */ (source.keys[source.next]);
  const value = source.value[name];
  arena.sync(); // a getter may have grown the memory
  if (!source.isArray) {
    const key = arena.keys.get(/** @type {string} */ (name));
    const keyAt = arena.placeKey(key);
    arena.dv.setUint32(source.at, keyAt, true);
    arena.dv.setUint32(source.at + 4, key.byteLength, true);
  }
  let content;
  if (value === undefined && written !== undefined && source.isArray && !Object.hasOwn(source.value, name)) {
    content = setCell(ExtensionTag.Hole, 0);
  } else {
    content = encodeLeaf(arena, value) ?? reduce(arena, value, String(name), written);
  }
  if (content instanceof Source) return content;
  storeCell(arena, source.slot, content);
  source.advance();
  return undefined;
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
  const mark = arena.offset; // no checkpoint: the debug log is for those of the user
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
  let header = 0;
  writeBytes(arena, bytes, (byteLength) => {
    header = arena.take(STRING_HEADER_BYTES + byteLength, STRING_ALIGN);
    arena.dv.setUint32(header, byteLength, true);
    return header + STRING_HEADER_BYTES;
  });
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
