// SPDX-License-Identifier: MIT
// The classes of accessors and views where the engine makes no functions from text: the
// same behaviour as shape-text.js, with one getter per entry index for all key lists.
import { elementOf, lengthOf, readField, readNamed, writeField, writeNamed } from './fields.js';
import { requireShown } from './shape-keys.js';
import { COUNT, ListTarget, ObjectTarget, RENEW, TARGET } from './target.js';

/** @import { Arena } from './arena.js' */
/** @import { ViewClasses } from './shape.js' */

/** The class of accessors of every key list. */
export class ClosureAccessor {
  /** @type {Arena} */
  #arena;
  /** @type {number} */
  #handle;
  /** @type {number} */
  #epoch;
  /** @type {number} */
  #count;

  /** @param {Arena} arena @param {number} handle @param {number} count  entries that are own properties */
  constructor(arena, handle, count) {
    this.#arena = arena;
    this.#handle = handle;
    this.#epoch = arena.epoch;
    this.#count = count;
  }

  get [TARGET]() {
    return #arena in this ? new ObjectTarget(this.#arena, this.#handle, this.#epoch, this, false) : undefined;
  }

  /** @param {number} epoch */
  [RENEW](epoch) {
    requireShown(this, this.#arena, this.#handle, this.#epoch);
    this.#epoch = epoch;
  }

  get [COUNT]() {
    return this.#count;
  }

  set [COUNT](count) {
    this.#count = count;
  }
}

/** Getter and setter of the entry at an index. @type {Map<string, PropertyDescriptor>} */
const byEntry = new Map();

/** Names come from data: those that are remembered must not be without end. */
const MAX_REMEMBERED = 4096;

/**
 * The property of an accessor for the entry at an index, for all classes.
 *
 * @param {string} name
 * @param {number} index
 * @returns {PropertyDescriptor}
 */
export function entryProperty(name, index) {
  const id = `${index} ${name}`;
  const known = byEntry.get(id);
  if (known !== undefined) return known;
  if (byEntry.size >= MAX_REMEMBERED) byEntry.clear();
  const property = {
    /** @this {unknown} */
    get() {
      return readField(this, index);
    },
    /** @this {unknown} @param {unknown} value */
    set(value) {
      writeField(this, index, value, name);
    },
  };
  byEntry.set(id, property);
  return property;
}

/**
 * @param {readonly (string | undefined)[]} names
 * @returns {ViewClasses}
 */
export function closureViews(names) {
  class View {
    /** @type {Arena} */
    #arena;
    /** @type {number} */
    #handle;
    /** @type {number} */
    #epoch;

    /** @param {Arena} arena @param {number} handle */
    constructor(arena, handle) {
      this.#arena = arena;
      this.#handle = handle;
      this.#epoch = arena.epoch;
    }

    get [TARGET]() {
      return #arena in this ? new ObjectTarget(this.#arena, this.#handle, this.#epoch, this, true) : undefined;
    }

    /** @param {number} epoch */
    [RENEW](epoch) {
      this.#epoch = epoch;
    }
  }

  class List {
    /** @type {Arena} */
    #arena;
    /** @type {number} */
    #handle;
    /** @type {number} */
    #epoch;

    /** @param {Arena} arena @param {number} handle */
    constructor(arena, handle) {
      this.#arena = arena;
      this.#handle = handle;
      this.#epoch = arena.epoch;
    }

    get [TARGET]() {
      return #arena in this ? new ListTarget(this.#arena, this.#handle, this.#epoch, this) : undefined;
    }

    /** @param {number} epoch */
    [RENEW](epoch) {
      this.#epoch = epoch;
    }

    get length() {
      return lengthOf(this);
    }

    /** @param {number} index */
    at(index) {
      return elementOf(this, index, (handle) => new View(this.#arena, handle));
    }

    /** @param {(element: any, index: number, list: List) => void} visit */
    forEach(visit) {
      for (let index = 0; index < this.length; index++) visit(this.at(index), index, this);
    }

    * [Symbol.iterator]() {
      for (let index = 0; index < this.length; index++) yield this.at(index);
    }
  }

  for (const name of names) {
    if (name === undefined) continue;
    Object.defineProperty(View.prototype, name, {
      enumerable: true,
      configurable: true,
      /** @this {unknown} */
      get() {
        return readNamed(this, name);
      },
      /** @this {unknown} @param {unknown} value */
      set(value) {
        writeNamed(this, name, value);
      },
    });
  }
  return { View, List };
}
