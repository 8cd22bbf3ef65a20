// SPDX-License-Identifier: MIT
// The properties of an object in a region: find by name, set, add, list.
import { BLOCK_HEADER_BYTES, blockAt, findSlot, reserve } from './block.js';
import { storeCell } from './cell.js';
import { fault, typeFault } from './errors.js';
import { BLOCK_LENGTH_AT, ENTRY_SLOT_AT, OBJECT_ENTRY_BYTES } from './layout.gen.js';
import { keyName } from './plain.js';
import { open } from './target.js';
import { encode, undoOnFailure } from './write.js';

/** @import { Arena } from './arena.js' */
/** @import { Cell } from './cell.js' */
/** @import { Key } from './keys.js' */
/** @import { ObjectTarget } from './target.js' */

/**
 * The slot of a property.
 *
 * @param {ObjectTarget} target
 * @param {string} name
 * @returns {number} 0 when there is none
 */
export function slotOf(target, name) {
  const arena = open(target);
  return findSlot(arena, target.handle, arena.keys.get(name));
}

/**
 * Set a property, adding it when it is new.
 *
 * @param {ObjectTarget} target
 * @param {string} name
 * @param {unknown} value
 */
export function setProperty(target, name, value) {
  const arena = open(target);
  undoOnFailure(arena, () => {
    const content = encode(arena, value, name);
    const key = arena.keys.get(name);
    // Found only now: encode() may have run user code that changed this very object.
    const slot = findSlot(arena, target.handle, key);
    if (slot === 0) addProperty(arena, target.handle, key, content);
    else storeCell(arena, slot, content);
  });
}

/** @param {Arena} arena @param {number} handle @param {Key} key @param {Readonly<Cell>} content */
function addProperty(arena, handle, key, content) {
  const keyAt = arena.placeKey(key);
  const { length } = blockAt(arena, handle, OBJECT_ENTRY_BYTES);
  const data = reserve(arena, handle, length + 1, OBJECT_ENTRY_BYTES);
  const entry = data + BLOCK_HEADER_BYTES + length * OBJECT_ENTRY_BYTES;
  arena.dv.setUint32(entry, keyAt, true);
  arena.dv.setUint32(entry + 4, key.byteLength, true);
  storeCell(arena, entry + ENTRY_SLOT_AT, content);
  key.hint = length;
  arena.publish(data + BLOCK_LENGTH_AT, length + 1);
}

/**
 * The names of an object's entries, one each, repeated ones too.
 *
 * @param {Arena} arena  synced
 * @param {number} handle
 * @returns {string[]}
 */
export function entryNames(arena, handle) {
  const { data, length } = blockAt(arena, handle, OBJECT_ENTRY_BYTES);
  const names = [];
  let bytes = 0;
  for (let index = 0; index < length; index++) {
    const entry = data + BLOCK_HEADER_BYTES + index * OBJECT_ENTRY_BYTES;
    bytes += arena.dv.getUint32(entry + 4, true);
    if (bytes > arena.size) throw fault('ZB_E_CORRUPT', 'the keys of this object overlap; the data is damaged', handle);
    names.push(keyName(arena, entry));
  }
  return names;
}

/** @param {symbol} name */
export function refuseSymbol(name) {
  return typeFault(`the symbol ${String(name)} cannot be a key in a region; use a string`);
}
