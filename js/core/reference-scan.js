// SPDX-License-Identifier: MIT
// Debug mode: what a changed word is, judged by the bytes around it. Nothing in a region says
// what lies where, so this recognises the four things that hold an offset: a value slot, a
// handle, the key of an object's entry, a column's header. Each has neighbours that must fit
// too, and what it refers to must look as it should; plain numbers and text rarely do.
import { hashKey } from './key-table.js';
import {
  BLOCK_CAPACITY_AT, BLOCK_LENGTH_AT, ENTRY_SLOT_AT, ExtensionTag, SLOT_A_AT, SLOT_B_AT, SLOT_BYTES, Tag, WRITE_ALIGN,
} from './layout.gen.js';
import { readText } from './text.js';

/** @import { Region } from './region.js' */

/** Tags whose payload A is no offset. @type {ReadonlySet<number>} */
const WITHOUT_OFFSET = new Set([
  Tag.Null, Tag.Bool, Tag.I32, Tag.F64, Tag.BigInt, ExtensionTag.Undefined, ExtensionTag.Hole, ExtensionTag.Date,
]);
/** Tags whose payload B is a number, which may be any word. @type {ReadonlySet<number>} */
const WITH_B = new Set([Tag.F64, Tag.BigInt, ExtensionTag.Date]);
/** @type {ReadonlySet<number>} */
const TAGS = new Set([...Object.values(Tag), ...Object.values(ExtensionTag)]);

const MAX_KEY_BYTES = 256;
const COLUMN_TYPES = 12;

/** @param {Region} region @param {number} at  4-aligned @returns {number} 0 outside the region */
function word(region, at) {
  return at >= 0 && at <= region.size - 4 ? region.dv.getUint32(at, true) : 0;
}

/** @param {Region} region @param {number} entry  of an object, supposedly @param {number} end */
function keyOf(region, entry, end) {
  const at = word(region, entry);
  const byteLength = word(region, entry + 4);
  if (at === 0 || byteLength === 0 || byteLength > MAX_KEY_BYTES || at > end - byteLength) return undefined;
  const name = readText(region, at, byteLength);
  return /[\u0000-\u001f\ufffd]/.test(name) ? undefined : name;
}

/**
 * A reference from `at` to bytes of [from, end), if it is one.
 *
 * @param {Region} region
 * @param {number} at    offset of a word, 4-aligned
 * @param {number} from  first byte that is about to be freed
 * @param {number} end   one past the last
 * @returns {{ what: string, offset: number } | undefined}
 */
export function refersAbove(region, at, from, end) {
  const target = word(region, at);
  if (target < from || target >= end) return undefined;
  if (at % WRITE_ALIGN === SLOT_A_AT) return slotAbove(region, at - SLOT_A_AT, end);
  if (WITH_B.has(word(region, at - SLOT_B_AT))) return undefined; // the low half of a number
  return handleAbove(region, at, target, end) ?? entryAbove(region, at, end) ?? columnAbove(region, at, target, end);
}

/** @param {Region} region @param {number} slot @param {number} end */
function slotAbove(region, slot, end) {
  const tag = word(region, slot);
  if (!TAGS.has(tag) || WITHOUT_OFFSET.has(tag)) return undefined;
  if (word(region, slot + SLOT_B_AT) !== 0 || word(region, slot + SLOT_B_AT + 4) !== 0) return undefined;
  if (word(region, slot + SLOT_A_AT) % 4 !== 0) return undefined;
  const key = keyOf(region, slot - ENTRY_SLOT_AT, end);
  return { what: key === undefined ? `the value in the slot at ${slot}` : `the value of ${JSON.stringify(key)}`, offset: slot };
}

/** @param {Region} region @param {number} at @param {number} block @param {number} end */
function handleAbove(region, at, block, end) {
  if (word(region, at + 4) !== 0 || block % WRITE_ALIGN !== 0) return undefined;
  const capacity = word(region, block + BLOCK_CAPACITY_AT);
  const length = word(region, block + BLOCK_LENGTH_AT);
  if (capacity === 0 || length > capacity || capacity * SLOT_BYTES > end - block) return undefined;
  return { what: `the array or object at ${at} has grown, and its new block`, offset: at };
}

/** Whether offset and length of a key stand in the table of interned keys: behind its hash. @param {Region} region @param {number} at */
function isTableEntry(region, at) {
  const key = word(region, at);
  return word(region, at - 4) === hashKey(region.u8.subarray(key, key + word(region, at + 4)));
}

/** @param {Region} region @param {number} entry @param {number} end */
function entryAbove(region, entry, end) {
  const key = keyOf(region, entry, end);
  const tag = word(region, entry + ENTRY_SLOT_AT);
  if (key === undefined || !TAGS.has(tag)) return undefined;
  if (isTableEntry(region, entry)) return undefined; // a restore takes it out
  const b = entry + ENTRY_SLOT_AT + SLOT_B_AT;
  if (!WITH_B.has(tag) && (word(region, b) !== 0 || word(region, b + 4) !== 0)) return undefined;
  return { what: `the key ${JSON.stringify(key)} of an older object`, offset: entry };
}

/** @param {Region} region @param {number} header @param {number} data @param {number} end */
function columnAbove(region, header, data, end) {
  const length = word(region, header + 4);
  const capacity = word(region, header + 8);
  const type = word(region, header + 12);
  if (capacity === 0 || length > capacity || type === 0 || type > COLUMN_TYPES || capacity > end - data) return undefined;
  return { what: `the column at ${header} has grown, and its data`, offset: header };
}
