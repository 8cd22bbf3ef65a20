// SPDX-License-Identifier: MIT
// Extension values in copies of trees: what tree-copy.js does for arrays and objects, on the
// same assumptions.
import { GIVE_UP } from '../give-up.js';
import {
  ERROR_CAUSE, ERROR_MESSAGE, ERROR_NAME, ERROR_PROPS, ERROR_STACK, ExtensionTag, MAP_ENTRY_BYTES, READ_ALIGN, SLOT_A_AT,
  SLOT_B_AT, SLOT_BYTES, TAG_UNITS, Tag,
} from '../layout.gen.js';
import { ReadSite } from '../read-layout.js';
import { meet } from '../visited.js';
import { columnBytes, copyBuffer, copyColumn, copyDataView } from './column.js';
import { newError, setCause, setProperty } from './error.js';
import { readExtension } from './read.js';

/** @import { TreeCopy } from '../tree-copy.js' */

/** @param {TreeCopy} copy @param {number} slot @param {number} tag @returns {any} */
export function copyTreeExtension(copy, slot, tag) {
  const { dv } = copy.arena;
  if (tag === ExtensionTag.Undefined) return undefined;
  if (tag === ExtensionTag.Date) return new Date(dv.getFloat64(slot + SLOT_B_AT, true));
  if (tag === ExtensionTag.Hole) throw GIVE_UP; // one of an array; a literal has none
  const at = dv.getUint32(slot + SLOT_A_AT, true);
  if (tag === ExtensionTag.Map) return copyMap(copy, at);
  if (tag === ExtensionTag.Set) return copySet(copy, at);
  if (meet(at)) throw GIVE_UP;
  return tag === ExtensionTag.Error ? copyError(copy, at) : copyLeaf(copy, slot, tag, at);
}

/** What holds no other values. @param {TreeCopy} copy @param {number} slot @param {number} tag @param {number} at  where it lies */
function copyLeaf(copy, slot, tag, at) {
  const { arena } = copy;
  if (tag === ExtensionTag.Column || tag === ExtensionTag.Buffer || tag === ExtensionTag.DataView) {
    copy.spend(at, columnBytes(arena, at));
    if (tag === ExtensionTag.Column) return copyColumn(arena, at);
    return tag === ExtensionTag.Buffer ? copyBuffer(arena, at) : copyDataView(arena, at);
  }
  if (tag === ExtensionTag.Symbol || tag === ExtensionTag.Integer || tag === TAG_UNITS) copy.spend(at, arena.dv.getUint32(at, true));
  const value = readExtension(arena, slot, tag);
  if (tag === ExtensionTag.RegExp) copy.spend(at, value.source.length);
  else if (value instanceof String) copy.spend(at, value.length);
  return value;
}

/** @param {TreeCopy} copy @param {number} handle */
function copyMap(copy, handle) {
  let slot = copy.open(handle, MAP_ENTRY_BYTES);
  const { length } = copy;
  enter(copy);
  const map = new Map();
  const keys = new ReadSite();
  const values = new ReadSite();
  for (let i = 0; i < length; i++, slot += MAP_ENTRY_BYTES) {
    const key = copy.element(slot, keys);
    if (map.has(key)) throw GIVE_UP; // one that stands twice
    map.set(key, copy.element(slot + SLOT_BYTES, values));
  }
  copy.depth--;
  return map;
}

/** @param {TreeCopy} copy @param {number} handle */
function copySet(copy, handle) {
  let slot = copy.open(handle, SLOT_BYTES);
  const { length } = copy;
  enter(copy);
  const set = new Set();
  const site = new ReadSite();
  for (let i = 0; i < length; i++, slot += SLOT_BYTES) set.add(copy.element(slot, site));
  copy.depth--;
  return set;
}

/** @param {TreeCopy} copy @param {number} record */
function copyError(copy, record) {
  const { dv } = copy.arena;
  if (record % READ_ALIGN !== 0) throw GIVE_UP;
  enter(copy);
  const site = new ReadSite();
  /** @param {number} index @param {number} tag  what it holds, unless it is undefined */
  const item = (index, tag) => {
    const slot = record + index * SLOT_BYTES;
    const found = dv.getUint8(slot);
    if (found !== tag && found !== ExtensionTag.Undefined && (found !== TAG_UNITS || tag !== Tag.String)) throw GIVE_UP;
    return copy.element(slot, site);
  };
  const name = item(ERROR_NAME, Tag.String);
  const message = item(ERROR_MESSAGE, Tag.String);
  if (name === undefined || message === undefined) throw GIVE_UP;
  const error = newError(name, message, item(ERROR_STACK, Tag.String));
  setCause(error, copy.element(record + ERROR_CAUSE * SLOT_BYTES, site));
  const properties = item(ERROR_PROPS, Tag.Object);
  for (const key of Object.keys(properties ?? {})) setProperty(error, key, properties[key]);
  copy.depth--;
  return error;
}

/** @param {TreeCopy} copy */
function enter(copy) {
  if (++copy.depth > copy.maxDepth) throw GIVE_UP;
}
