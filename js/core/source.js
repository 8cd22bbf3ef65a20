// SPDX-License-Identifier: MIT
// Containers that are being written: each is one level of a tree or graph, so that values may
// be nested deeper than the stack.
import { BLOCK_HEADER_BYTES, allocBlock } from './block.js';
import { ENTRY_SLOT_AT, OBJECT_ENTRY_BYTES, SLOT_BYTES, Tag, WRITE_ALIGN } from './layout.gen.js';

/** @import { Arena } from './arena.js' */

/** An array, or an object of own enumerable string keys. What extended/sources.js adds are lists of slots, too. */
export class Source {
  /** @param {object} value  what the items are taken from */
  constructor(value) {
    this.value = /** @type {any} */ (value);
    /** What it stands for: whoever refers to this refers to the same value. @type {object} */
    this.origin = value;
    /** Slots side by side, else entries with keys. */
    this.isArray = Array.isArray(value);
    /** @type {readonly string[]} */
    this.keys = this.isArray ? [] : Object.keys(value);
    /** Items. @type {number} */
    this.length = this.isArray ? this.value.length : this.keys.length;
    /** The level above. @type {Source | undefined} */
    this.parent = undefined;
    /** The next item to be written. */
    this.next = 0;
    /** What a slot refers to it by. */
    this.handle = 0;
    /** Offset of the next item. */
    this.at = 0;
  }

  /** @returns {number} tag of a slot that refers to it */
  get tag() {
    return this.isArray ? Tag.Array : Tag.Object;
  }

  /** Allocate it; its items are still to be written. @param {Arena} arena */
  place(arena) {
    this.placeBlock(arena, this.length, this.isArray ? SLOT_BYTES : OBJECT_ENTRY_BYTES);
  }

  /** @protected @param {Arena} arena @param {number} length @param {number} itemBytes */
  placeBlock(arena, length, itemBytes) {
    this.handle = allocBlock(arena, length, itemBytes);
    this.at = this.handle + WRITE_ALIGN + BLOCK_HEADER_BYTES;
  }

  /** Index or key of the next item. */
  get name() {
    return this.isArray ? this.next : /** @type {string} */ (this.keys[this.next]);
  }

  /** The next item, in a path. @returns {string | number} */
  get step() {
    return this.name;
  }

  /** Offset of the next item's slot. */
  get slot() {
    return this.isArray ? this.at : this.at + ENTRY_SLOT_AT;
  }

  /** Go on to the item after the next. */
  advance() {
    this.next++;
    this.at += this.isArray ? SLOT_BYTES : OBJECT_ENTRY_BYTES;
  }
}
