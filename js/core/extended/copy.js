// SPDX-License-Identifier: MIT
// Deep copies of extension values: what plain.js does for arrays and objects. Containers
// become levels of the same walk, so that neither depth nor cycles matter.
import { BLOCK_HEADER_BYTES, blockAt } from '../block.js';
import {
  ERROR_CAUSE, ERROR_MESSAGE, ERROR_NAME, ERROR_PROPS, ERROR_SLOTS, ERROR_STACK, ExtensionTag, MAP_ENTRY_BYTES,
  OBJECT_ENTRY_BYTES, SLOT_A_AT, SLOT_BYTES, TAG_UNITS, Tag,
} from '../layout.gen.js';
import { checkHandle } from '../target.js';
import { columnBytes, copyBuffer, copyColumn, copyDataView } from './column.js';
import { newError, setCause, setProperty } from './error.js';
import { readExtension } from './read.js';
import { checkRecord, requireTag } from './record.js';

/** @import { Copy, Level } from '../plain.js' */

/**
 * Copy the item whose slot has an extension tag.
 *
 * @param {Copy} copy
 * @param {Level} level  that takes it
 * @param {string} name
 * @param {number} slot  checked
 * @param {number} tag
 * @returns {Level} where to go on
 */
export function copyExtension(copy, level, name, slot, tag) {
  const { arena } = copy;
  if (tag === ExtensionTag.Hole && level.takesHoles) {
    level.result.length++;
    return level;
  }
  const at = arena.dv.getUint32(slot + SLOT_A_AT, true);
  const id = -(at * 256 + tag); // apart from those of arrays and objects
  const known = copy.made.get(id);
  if (known !== undefined) {
    copy.putAgain(level, name, known);
    return level;
  }
  const enter = CONTAINERS.get(tag);
  if (enter !== undefined) {
    const child = enter(copy, at, level);
    copy.made.set(id, child.result);
    level.put(name, child.result);
    return child;
  }
  const value = copyLeaf(copy, slot, tag, at);
  if (!IN_SLOT.has(tag)) copy.made.set(id, value);
  level.put(name, value);
  return level;
}

/** What lies in the slot itself, and so is of that slot alone. @type {ReadonlySet<number>} */
const IN_SLOT = new Set([ExtensionTag.Undefined, ExtensionTag.Hole, ExtensionTag.Date]);

/** @type {ReadonlyMap<number, (copy: Copy, at: number, parent: Level) => Level>} */
const CONTAINERS = new Map([
  [ExtensionTag.Map, enterMap],
  [ExtensionTag.Set, enterSet],
  [ExtensionTag.Error, enterError],
]);

/** @param {Copy} copy @param {number} slot @param {number} tag @param {number} at @returns {unknown} */
function copyLeaf(copy, slot, tag, at) {
  const { arena } = copy;
  switch (tag) {
    case ExtensionTag.Column:
      copy.spend(columnBytes(arena, at));
      return copyColumn(arena, at);
    case ExtensionTag.Buffer:
      copy.spend(columnBytes(arena, at));
      return copyBuffer(arena, at);
    case ExtensionTag.DataView:
      copy.spend(columnBytes(arena, at));
      return copyDataView(arena, at);
    default:
  }
  const value = readExtension(arena, slot, tag);
  if (tag === ExtensionTag.Symbol || tag === ExtensionTag.Integer || tag === TAG_UNITS) copy.spend(arena.dv.getUint32(at, true));
  else if (tag === ExtensionTag.RegExp) copy.spend(value.source.length);
  else if (value instanceof String) copy.spend(value.length);
  return value;
}

/** @param {Copy} copy @param {number} handle @param {Level} parent */
function enterMap(copy, handle, parent) {
  checkHandle(copy.arena, handle);
  const { data, length } = blockAt(copy.arena, handle, MAP_ENTRY_BYTES);
  const map = new Map();
  let isKey = true;
  /** @type {unknown} */
  let key;
  return copy.level(true, data + BLOCK_HEADER_BYTES, 2 * length, map, parent, (_name, value) => {
    if (isKey) key = value;
    else if (!map.has(key)) map.set(key, value); // a key that stands twice: the first counts
    isKey = !isKey;
  });
}

/** @param {Copy} copy @param {number} handle @param {Level} parent */
function enterSet(copy, handle, parent) {
  checkHandle(copy.arena, handle);
  const { data, length } = blockAt(copy.arena, handle, SLOT_BYTES);
  const set = new Set();
  return copy.level(true, data + BLOCK_HEADER_BYTES, length, set, parent, (_name, value) => set.add(value));
}

/** @type {ReadonlySet<number>} */
const STRING = new Set([Tag.String]);
/** @type {ReadonlySet<number>} */
const STRING_OR_NONE = new Set([Tag.String, ExtensionTag.Undefined]);
/** @type {ReadonlySet<number>} */
const OBJECT_OR_NONE = new Set([Tag.Object, ExtensionTag.Undefined]);

/** @param {Copy} copy @param {number} record @param {Level} parent */
function enterError(copy, record, parent) {
  const { arena } = copy;
  checkRecord(arena, record, ERROR_SLOTS);
  /** @param {number} index @param {ReadonlySet<number>} tags */
  const text = (index, tags) => {
    const slot = record + index * SLOT_BYTES;
    const tag = requireTag(arena, slot, tags, 'an error');
    return tag === ExtensionTag.Undefined ? undefined : copy.leaf(slot, tag);
  };
  const error = newError(text(ERROR_NAME, STRING), text(ERROR_MESSAGE, STRING), text(ERROR_STACK, STRING_OR_NONE));
  const properties = record + ERROR_PROPS * SLOT_BYTES;
  const hasProperties = requireTag(arena, properties, OBJECT_OR_NONE, 'an error') === Tag.Object;
  const then = hasProperties ? enterProperties(copy, arena.dv.getUint32(properties + SLOT_A_AT, true), error, parent) : parent;
  return copy.level(true, record + ERROR_CAUSE * SLOT_BYTES, 1, error, then, (_name, cause) => setCause(error, cause));
}

/** The level after an error's cause. @param {Copy} copy @param {number} handle @param {Error} error @param {Level} parent */
function enterProperties(copy, handle, error, parent) {
  checkHandle(copy.arena, handle);
  const { data, length } = blockAt(copy.arena, handle, OBJECT_ENTRY_BYTES);
  const seen = new Set();
  return copy.level(false, data + BLOCK_HEADER_BYTES, length, error, parent, (name, value) => {
    if (seen.has(name)) return; // a key that stands twice: the first counts
    seen.add(name);
    setProperty(error, name, value);
  });
}
