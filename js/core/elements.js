// SPDX-License-Identifier: MIT
// The elements of an array in a region: read, write, append, resize.
import { childAt } from './accessor.js';
import { BLOCK_HEADER_BYTES, blockAt, reserve } from './block.js';
import { Cell, storeCell } from './cell.js';
import { fault } from './errors.js';
import { BLOCK_LENGTH_AT, ExtensionTag, OBJECT_ENTRY_BYTES, SLOT_A_AT, SLOT_BYTES, Tag } from './layout.gen.js';
import { COUNT, open } from './target.js';
import { readSlot } from './value.js';
import { encode, newWritten, undoOnFailure } from './write.js';

/** @import { Arena } from './arena.js' */
/** @import { ArrayTarget } from './target.js' */

const NULL_CELL = Object.freeze(new Cell());
const HOLE_CELL = Object.freeze(Object.assign(new Cell(), { tag: ExtensionTag.Hole }));

/** @param {Arena} arena  synced @param {number} handle */
export function getLength(arena, handle) {
  return blockAt(arena, handle, SLOT_BYTES).length;
}

/**
 * Slot of an element.
 *
 * @param {Arena} arena
 * @param {number} handle
 * @param {number} index  below the capacity
 */
export function elementAt(arena, handle, index) {
  return blockAt(arena, handle, SLOT_BYTES).data + BLOCK_HEADER_BYTES + index * SLOT_BYTES;
}

/**
 * @param {ArrayTarget} target  opened
 * @param {number} index  whole, at least 0
 * @returns {any} undefined for a hole and past the end
 */
export function getElement(target, index) {
  const { arena } = target;
  const { data, length } = blockAt(arena, target.handle, SLOT_BYTES);
  return index < length ? readElement(target, index, data + BLOCK_HEADER_BYTES + index * SLOT_BYTES) : undefined;
}

/**
 * An element by its slot. Accessors of arrays and objects are kept by the array's, so that a
 * second walk over it makes none; each is compared with the handle that now stands there.
 *
 * @param {ArrayTarget} target  opened
 * @param {number} index
 * @param {number} slot  checked
 * @returns {any}
 */
function readElement(target, index, slot) {
  const { arena, children } = target;
  const tag = arena.dv.getUint8(slot);
  if (tag !== Tag.Object && tag !== Tag.Array) return readSlot(arena, slot);
  const handle = arena.dv.getUint32(slot + SLOT_A_AT, true);
  const known = children[index];
  if (known !== undefined && known.handle === handle && known.tag === tag) {
    if (known.count === undefined || known.count === blockAt(arena, handle, OBJECT_ENTRY_BYTES).length) return known.accessor;
  }
  const accessor = childAt(arena, tag, handle);
  children[index] = { accessor, handle, tag, count: accessor[COUNT] };
  return accessor;
}

/** Iterator over an array's elements as they are when they are met. @implements {IterableIterator<any>} */
export class ElementIterator {
  /** @param {ArrayTarget} target */
  constructor(target) {
    /** @private */
    this.target = target;
    /** @private */
    this.index = 0;
  }

  /** @returns {IteratorResult<any>} */
  next() {
    const { target, index } = this;
    const arena = open(target);
    const { data, length } = blockAt(arena, target.handle, SLOT_BYTES);
    if (index >= length) {
      this.index = Infinity; // an iterator that has ended stays so
      return { value: undefined, done: true };
    }
    this.index = index + 1;
    return { value: readElement(target, index, data + BLOCK_HEADER_BYTES + index * SLOT_BYTES), done: false };
  }

  [Symbol.iterator]() {
    return this;
  }
}

/**
 * Whether there is an element: strict arenas have no holes.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {number} index  whole, at least 0
 */
export function hasElement(arena, handle, index) {
  const { data, length } = blockAt(arena, handle, SLOT_BYTES);
  if (index >= length) return false;
  return !arena.isExtended || arena.dv.getUint8(data + BLOCK_HEADER_BYTES + index * SLOT_BYTES) !== ExtensionTag.Hole;
}

/**
 * Leave a hole in place of an element, if there is one.
 *
 * @param {Arena} arena  synced, extended
 * @param {number} handle
 * @param {number} index
 */
export function deleteElement(arena, handle, index) {
  const { data, length } = blockAt(arena, handle, SLOT_BYTES);
  if (index < length) storeCell(arena, data + BLOCK_HEADER_BYTES + index * SLOT_BYTES, HOLE_CELL);
}

/**
 * Store an element; at the length it is appended, past it the gap is filled with
 * null, or in an extended arena with holes.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {number} index
 * @param {unknown} value
 */
export function setElement(arena, handle, index, value) {
  undoOnFailure(arena, () => storeElement(arena, handle, index, encode(arena, value, String(index))));
}

/** @param {Arena} arena @param {number} handle @param {number} index @param {Readonly<Cell>} content */
function storeElement(arena, handle, index, content) {
  const { data, length } = blockAt(arena, handle, SLOT_BYTES);
  if (index < length) {
    storeCell(arena, data + BLOCK_HEADER_BYTES + index * SLOT_BYTES, content);
    return;
  }
  const roomy = makeRoom(arena, handle, index + 1);
  storeCell(arena, roomy + BLOCK_HEADER_BYTES + index * SLOT_BYTES, content);
  arena.publish(roomy + BLOCK_LENGTH_AT, index + 1);
}

/**
 * Room for `wanted` elements; those past the length are null, or holes. The length stays.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {number} wanted
 * @returns {number} offset of the block
 */
function makeRoom(arena, handle, wanted) {
  const { length } = blockAt(arena, handle, SLOT_BYTES);
  const data = reserve(arena, handle, wanted, SLOT_BYTES);
  const filler = arena.isExtended ? HOLE_CELL : NULL_CELL;
  for (let index = length; index < wanted; index++) {
    storeCell(arena, data + BLOCK_HEADER_BYTES + index * SLOT_BYTES, filler);
  }
  return data;
}

/**
 * Set the length: shorter drops elements, longer appends nulls, or holes.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {unknown} length
 */
export function setLength(arena, handle, length) {
  const wanted = Number(length);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 0xffff_ffff) {
    throw fault('ZB_E_INVALID', `the array length ${String(length)} is not a whole number from 0 to 4294967295`, handle);
  }
  arena.sync(); // Number() may have run user code
  arena.publish(makeRoom(arena, handle, wanted) + BLOCK_LENGTH_AT, wanted);
}

/**
 * Replace `removed` elements at `start` by `values`.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @param {number} start    past the length means at the end
 * @param {number} removed  more than there are means all that follow start
 * @param {readonly unknown[]} values
 */
export function replaceElements(arena, handle, start, removed, values) {
  undoOnFailure(arena, () => {
    const named = Math.min(start, getLength(arena, handle));
    const written = newWritten(arena);
    const contents = values.map((value, index) => encode(arena, value, String(named + index), written).clone());
    // Only now: encode() may have run user code that changed this very array.
    const before = getLength(arena, handle);
    const from = Math.min(start, before);
    const gone = Math.min(removed, before - from);
    const after = before - gone + contents.length;
    const data = makeRoom(arena, handle, Math.max(before, after));
    const first = data + BLOCK_HEADER_BYTES + from * SLOT_BYTES;
    const tail = first + gone * SLOT_BYTES;
    arena.u8.copyWithin(first + contents.length * SLOT_BYTES, tail, data + BLOCK_HEADER_BYTES + before * SLOT_BYTES);
    contents.forEach((content, index) => storeCell(arena, first + index * SLOT_BYTES, content));
    arena.publish(data + BLOCK_LENGTH_AT, after);
  });
}
