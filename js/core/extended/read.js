// SPDX-License-Identifier: MIT
// Reading one slot of an extension type by accessor. Columns and data views are given in
// place, but of calls (js/pool), whose bytes do not last, as copies; maps, sets and errors as
// deep copies, new ones at each read.
import { ExtensionTag, SLOT_A_AT, SLOT_B_AT } from '../layout.gen.js';
import { copySlot } from '../plain.js';
import { readString, unknownTag } from '../value.js';
import { copyBuffer, copyColumn, copyDataView, viewColumn, viewDataView } from './column.js';
import { readInteger } from './integer.js';
import { readBoxed, readRegExp } from './record.js';

/** @import { Arena } from '../arena.js' */

/**
 * @param {Arena} arena  synced, extended
 * @param {number} slot  offset, checked
 * @param {number} tag   its tag
 * @returns {any}
 */
export function readExtension(arena, slot, tag) {
  const { dv } = arena;
  const a = dv.getUint32(slot + SLOT_A_AT, true);
  switch (tag) {
    case ExtensionTag.Undefined:
    case ExtensionTag.Hole: return undefined;
    case ExtensionTag.Date: return new Date(dv.getFloat64(slot + SLOT_B_AT, true));
    case ExtensionTag.Column: return arena.carrier === undefined ? viewColumn(arena, a) : copyColumn(arena, a);
    case ExtensionTag.Shared: return arena.carrier === undefined ? viewColumn(arena, a) : arena.carrier.adopt(viewColumn(arena, a));
    case ExtensionTag.Buffer: return copyBuffer(arena, a);
    case ExtensionTag.DataView: return arena.carrier === undefined ? viewDataView(arena, a) : copyDataView(arena, a);
    case ExtensionTag.Map:
    case ExtensionTag.Set:
    case ExtensionTag.Error: return copySlot(arena, slot);
    case ExtensionTag.RegExp: return readRegExp(arena, a);
    case ExtensionTag.Symbol: return Symbol.for(readString(arena, a));
    case ExtensionTag.Boxed: return readBoxed(arena, a);
    case ExtensionTag.Integer: return readInteger(arena, a);
    default:
      if (arena.carrier !== undefined) return arena.carrier.read(slot, tag);
      throw unknownTag(arena, slot);
  }
}
