// SPDX-License-Identifier: MIT
// Writing values. Everything that a value holds is written first and the one slot that
// makes it reachable last, so that a failure changes nothing that was there before.
import { Ancestors } from './ancestors.js';
import { storeCell } from './cell.js';
import { encodeObject } from './encoder.js';
import { fault, typeFault } from './errors.js';
import { Written } from './extended/written.js';
import { SLOT_BYTES, Tag } from './layout.gen.js';
import { encodeLeaf, placeBytes, placeString } from './leaf.js';
import { toPlain } from './plain.js';
import { requireOffset } from './region.js';
import { Source } from './source.js';
import { targetOf } from './target.js';
import { encodeTree, reduce } from './tree.js';

/** @import { Arena } from './arena.js' */
/** @import { Cell } from './cell.js' */

/**
 * Allocate what a value needs and say what its slot holds. May run user code (getters,
 * toJSON), so offsets of blocks must be looked up again afterwards.
 *
 * @param {Arena} arena  synced, within undoOnFailure()
 * @param {unknown} value
 * @param {string} [key]  of the value, for toJSON
 * @param {Written} [written]  of newWritten(), for values that may share parts with others
 * @returns {Readonly<Cell>} one object for all calls: valid until the next
 */
export function encode(arena, value, key = '', written = undefined) {
  const simple = encodeLeaf(arena, value);
  if (simple !== undefined) return simple;
  if (arena.isExtended) return encodeGraph(arena, /** @type {object} */ (value), key, written ?? new Written());
  const ancestors = pool[nesting] ??= new Ancestors();
  nesting++;
  try {
    return encodeObject(arena, /** @type {object} */ (value), key, ancestors);
  } finally {
    nesting--;
    ancestors.clear();
  }
}

/** One for each write that may be under way: a getter may write while its object is written. @type {Ancestors[]} */
const pool = [];
let nesting = 0;

/** @param {Arena} arena @param {object} value @param {string} key @param {Written} written */
function encodeGraph(arena, value, key, written) {
  const content = reduce(arena, value, key, written);
  return content instanceof Source ? encodeTree(arena, content, written, undefined) : content;
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
    const result = operation();
    settle(arena);
    return result;
  } catch (error) {
    if (arena.turn === turn) arena.rewind(mark);
    else settle(arena);
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

/** Give back what the pen has not used. @param {Arena} arena */
function settle(arena) {
  arena.sync(); // user code may have run last
  arena.pen.settle();
}

/**
 * Write a string with its header.
 *
 * @param {Arena} arena
 * @param {string} text  lone surrogates become U+FFFD
 * @returns {number} offset of the header
 * @throws {RangeError} "out of memory", with nothing changed
 */
export function allocString(arena, text) {
  arena.sync();
  arena.turn++;
  const header = placeString(arena, text);
  arena.pen.settle();
  return header;
}

/**
 * Write bytes with their header.
 *
 * @param {Arena} arena
 * @param {Uint8Array} bytes  copied
 * @returns {number} offset of the header
 * @throws {RangeError} "out of memory", with nothing changed
 */
export function allocBytes(arena, bytes) {
  arena.sync();
  arena.turn++;
  const header = placeBytes(arena, bytes);
  arena.pen.settle();
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
