// SPDX-License-Identifier: MIT
// A value ready to be stored: what a slot holds (SPEC.md, 2).
import { SLOT_A_AT, SLOT_B_AT, Tag } from './layout.gen.js';

/** @import { Arena } from './arena.js' */

export class Cell {
  constructor() {
    /** @type {number} */
    this.tag = Tag.Null;
    /** Payload A, taken modulo 2^32. */
    this.a = 0;
    /** Payload B of an f64. */
    this.f64 = 0;
    /** Payload B of a bigint. */
    this.i64 = 0n;
  }

  /** A copy that later encoding does not overwrite. */
  clone() {
    return Object.assign(new Cell(), this);
  }
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
  dv.setUint32(slot, content.tag, true);
  dv.setUint32(slot + SLOT_A_AT, content.a, true);
  if (content.tag === Tag.BigInt) dv.setBigInt64(slot + SLOT_B_AT, content.i64, true);
  else dv.setFloat64(slot + SLOT_B_AT, content.tag === Tag.F64 ? content.f64 : 0, true);
}
