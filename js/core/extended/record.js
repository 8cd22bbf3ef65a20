// SPDX-License-Identifier: MIT
// Records (SPEC.md, 9): slots side by side that another slot refers to.
import { fault } from '../errors.js';
import {
  BOXED_SLOTS, ExtensionTag, READ_ALIGN, REGEXP_FLAGS, REGEXP_SLOTS, REGEXP_SOURCE, SLOT_BYTES, TAG_UNITS, Tag,
} from '../layout.gen.js';
import { readSlot } from '../value.js';

/** @import { Arena } from '../arena.js' */

/** What a boxed value may be. @type {ReadonlySet<number>} */
const PRIMITIVES = new Set([Tag.Bool, Tag.I32, Tag.F64, Tag.String, Tag.BigInt, ExtensionTag.Integer]);

/**
 * Require a record to lie in the region.
 *
 * @param {Arena} arena
 * @param {number} record  u32
 * @param {number} slots
 * @returns {number} the record
 */
export function checkRecord(arena, record, slots) {
  if (record % READ_ALIGN !== 0) {
    throw fault('ZB_E_ALIGN', `the record at ${record} is not a multiple of ${READ_ALIGN}; the data is damaged`, record);
  }
  arena.check(record, slots * SLOT_BYTES);
  return record;
}

/**
 * Require a slot of a record to hold one of some types.
 *
 * @param {Arena} arena
 * @param {number} slot  checked
 * @param {ReadonlySet<number>} tags
 * @param {string} what  names the record in the error
 */
export function requireTag(arena, slot, tags, what) {
  const tag = arena.dv.getUint8(slot);
  if (tags.has(tag) || (tag === TAG_UNITS && arena.carrier !== undefined && tags.has(Tag.String))) return tag;
  throw fault('ZB_E_TAG', `the slot at ${slot} of ${what} has the tag ${tag}, which cannot stand there; the data is damaged`, slot);
}

const STRING = new Set([Tag.String]);

/** @param {Arena} arena @param {number} slot  checked @param {string} what @returns {string} */
export function requireString(arena, slot, what) {
  requireTag(arena, slot, STRING, what);
  return readSlot(arena, slot);
}

/** @param {Arena} arena  synced @param {number} record @returns {object} new Number(1) and the like */
export function readBoxed(arena, record) {
  checkRecord(arena, record, BOXED_SLOTS);
  requireTag(arena, record, PRIMITIVES, 'a boxed value');
  return Object(readSlot(arena, record));
}

/** @param {Arena} arena  synced @param {number} record @returns {RegExp} */
export function readRegExp(arena, record) {
  checkRecord(arena, record, REGEXP_SLOTS);
  const source = requireString(arena, record + REGEXP_SOURCE * SLOT_BYTES, 'a regular expression');
  const flags = requireString(arena, record + REGEXP_FLAGS * SLOT_BYTES, 'a regular expression');
  try {
    return new RegExp(source, flags);
  } catch {
    throw fault('ZB_E_SYNTAX', `the regular expression at ${record} is none that this engine knows; it is of a newer one or damaged`, record);
  }
}
