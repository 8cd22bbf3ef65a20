// SPDX-License-Identifier: MIT
// Extension containers that are being written. Each is a list of slots side by side, taken
// from a plain array of its items.
import { SLOT_BYTES, ExtensionTag, MAP_ENTRY_BYTES, WRITE_ALIGN } from '../layout.gen.js';
import { Source } from '../source.js';

/** @import { Arena } from '../arena.js' */

/** Entries of a map: key and value slot of each, in turn. */
export class MapSource extends Source {
  /** @param {Map<unknown, unknown>} map  of any realm */
  constructor(map) {
    /** @type {unknown[]} */
    const items = [];
    Map.prototype.forEach.call(map, (value, key) => items.push(key, value));
    super(items);
    this.origin = map;
  }

  /** @override */
  get tag() {
    return ExtensionTag.Map;
  }

  /** @override */
  get step() {
    return `entries[${this.next >> 1}][${this.next & 1}]`;
  }

  /** @override @param {Arena} arena */
  place(arena) {
    this.placeBlock(arena, this.length / 2, MAP_ENTRY_BYTES);
  }
}

/** Elements of a set. */
export class SetSource extends Source {
  /** @param {Set<unknown>} set  of any realm */
  constructor(set) {
    /** @type {unknown[]} */
    const items = [];
    Set.prototype.forEach.call(set, (value) => items.push(value));
    super(items);
    this.origin = set;
  }

  /** @override */
  get tag() {
    return ExtensionTag.Set;
  }

  /** @override */
  get step() {
    return `values[${this.next}]`;
  }
}

/** What the slots of an error's record are called. */
const ERROR_STEPS = ['name', 'message', 'stack', 'cause', 'properties'];

/** A fixed number of slots. */
export class RecordSource extends Source {
  /** @param {object} origin @param {number} tag @param {readonly unknown[]} items */
  constructor(origin, tag, items) {
    super(items);
    this.origin = origin;
    /** @private */
    this.recordTag = tag;
  }

  /** @override */
  get tag() {
    return this.recordTag;
  }

  /** @override */
  get step() {
    return this.recordTag === ExtensionTag.Error ? /** @type {string} */ (ERROR_STEPS[this.next]) : 'value';
  }

  /** @override @param {Arena} arena */
  place(arena) {
    this.handle = arena.pen.take(this.length * SLOT_BYTES, WRITE_ALIGN - 1);
    this.at = this.handle;
  }
}
