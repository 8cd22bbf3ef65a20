// SPDX-License-Identifier: MIT
// A value ready to be stored: what a slot holds (SPEC.md, 2).
import { ExtensionTag, SLOT_A_AT, SLOT_B_AT, Tag } from './layout.gen.js';

/** @import { Arena } from './arena.js' */

export class Cell {
  constructor() {
    /** @type {number} */
    this.tag = Tag.Null;
    /** Payload A, taken modulo 2^32. */
    this.a = 0;
    /** Payload B of an f64 or a date. */
    this.f64 = 0;
    /** Payload B of a bigint. */
    this.i64 = 0n;
  }

  /** A copy that later encoding does not overwrite. */
  clone() {
    return Object.assign(new Cell(), this);
  }
}

/** What is encoded goes here, one value at a time: overwritten by the next. */
export const cell = new Cell();

/**
 * The value without payload B, or with it: then set `cell.f64` or `cell.i64` first.
 *
 * @param {number} tag
 * @param {number} a
 * @returns {Readonly<Cell>}
 */
export function setCell(tag, a) {
  cell.tag = tag;
  cell.a = a;
  return cell;
}

/**
 * Store a whole slot; bytes that the value does not use become zero.
 *
 * @param {Arena} arena
 * @param {number} slot  offset, checked
 * @param {Readonly<Cell>} content
 */
export function storeCell(arena, slot, content) {
  const { dv } = arena;
  const { tag } = content;
  dv.setUint32(slot, tag, true);
  dv.setUint32(slot + SLOT_A_AT, content.a, true);
  if (tag === Tag.BigInt) dv.setBigInt64(slot + SLOT_B_AT, content.i64, true);
  else dv.setFloat64(slot + SLOT_B_AT, tag === Tag.F64 || tag === ExtensionTag.Date ? content.f64 : 0, true);
}
