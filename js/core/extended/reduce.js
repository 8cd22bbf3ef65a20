// SPDX-License-Identifier: MIT
// From a JavaScript object to what a slot of an extended arena holds: a finished cell, or a
// source of items that are still to be written.
import { cell, setCell } from '../cell.js';
import { refuseClass } from '../convert.js';
import { ExtensionTag, Tag } from '../layout.gen.js';
import { placeBytes } from '../leaf.js';
import { Source } from '../source.js';
import { OPEN } from '../struct-place.js';
import { allocBuffer, allocColumn, allocDataView, isColumnArray } from './column.js';
import { errorItems } from './error.js';
import { kindOf, tagOf } from './kinds.js';
import { allocReference, isReference } from './reference.js';
import { MapSource, RecordSource, SetSource } from './sources.js';

/** @import { Arena } from '../arena.js' */
/** @import { Cell } from '../cell.js' */
/** @import { Written } from './written.js' */

/** @param {Date} date */
function encodeDate(date) {
  cell.f64 = Date.prototype.getTime.call(date);
  return setCell(ExtensionTag.Date, 0);
}

/** @param {unknown} boxed  new Number(1) and the like @param {(this: any) => unknown} valueOf */
function boxedSource(boxed, valueOf) {
  return new RecordSource(/** @type {object} */ (boxed), ExtensionTag.Boxed, [valueOf.call(boxed)]);
}

const flagsOf = /** @type {(this: unknown) => string} */ (Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags')?.get);
const sourceOf = /** @type {(this: unknown) => string} */ (Object.getOwnPropertyDescriptor(RegExp.prototype, 'source')?.get);

/** An object of no kind by its properties; what a schema shows without any, by its data. @param {object} value */
function sourceOfOther(value) {
  const source = new Source(value);
  if (source.length > 0 || !(OPEN in value)) return source;
  const shown = new Source(/** @type {any} */ (value).toJS());
  shown.origin = value;
  return shown;
}

/**
 * An object as a cell, when that is all there is to it, or as a source of items.
 *
 * @param {Arena} arena
 * @param {object} value  not an accessor
 * @param {Written} written
 * @returns {Readonly<Cell> | Source}
 */
export function reduceExtended(arena, value, written) {
  const known = written.find(value);
  if (known !== undefined) return known;
  const kind = kindOf(value);
  arena.sync(); // it may have run user code
  const it = /** @type {any} */ (value);
  const carried = arena.carrier?.take(value, kind, written);
  if (carried !== undefined) return carried;
  switch (kind) {
    case 'Array':
    case 'Object': return new Source(value);
    case 'Map': return new MapSource(it);
    case 'Set': return new SetSource(it);
    case 'Date': return encodeDate(it);
    case 'RegExp': return new RecordSource(value, ExtensionTag.RegExp, [sourceOf.call(it), flagsOf.call(it)]);
    case 'Error': return new RecordSource(value, ExtensionTag.Error, errorItems(it));
    case 'Number': return boxedSource(it, Number.prototype.valueOf);
    case 'String': return boxedSource(it, String.prototype.valueOf);
    case 'Boolean': return boxedSource(it, Boolean.prototype.valueOf);
    case 'BigInt': return boxedSource(it, BigInt.prototype.valueOf);
    case 'Uint8Array': return written.add(value, Tag.Bytes, placeBytes(arena, it));
    case 'ArrayBuffer': return written.add(value, ExtensionTag.Buffer, allocBuffer(arena, it));
    case 'DataView': return written.add(value, ExtensionTag.DataView, allocDataView(arena, it));
    default:
  }
  if (isColumnArray(kind)) return written.add(value, ExtensionTag.Column, allocColumn(arena, kind, it));
  if (isReference(value)) return written.add(value, ExtensionTag.Shared, allocReference(arena, value));
  const source = sourceOfOther(value);
  const refusal = refuseClass(kind === 'Other' ? tagOf(value) : kind, source.length === 0);
  if (refusal !== undefined) throw refusal;
  return source;
}
