// SPDX-License-Identifier: MIT
// What one arena knows about property names: their UTF-8, and where this arena has already
// written them, so that equal keys share one offset and are found by comparing offsets.
import { encodeText } from './text.js';

/** Names that accessors keep for themselves; as data keys they are reached through toJS(). */
export const RESERVED = Object.freeze(['toJS', '__zerobuf_ptr']);

/** More names than this that the arena does not hold are forgotten: programs may read by any string. */
const MAX_NAMES = 16384;

export class Key {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    /** A name with a lone surrogate has no UTF-8: no object holds it, and it cannot be written. */
    this.isWellFormed = name.isWellFormed();
    this.bytes = encodeText(name);
    this.byteLength = this.bytes.length;
    /** Where this arena holds the bytes; 0 when it does not. */
    this.offset = 0;
    /** Entry in which the key was found last. Only a guess: each use compares the entry. */
    this.hint = 0;
    /** It lies among bytes that are freed before the arena is: see Keys.dropPassing(). */
    this.isPassing = false;
  }
}

export class Keys {
  constructor() {
    /** @private @type {Map<string, Key>} */
    this.byName = new Map();
    /** @private @type {Map<number, Key>} */
    this.byOffset = new Map();
    /** @private @type {Key | undefined} The key "", where its place is known. */
    this.empty = undefined;
    /** @private One past the highest known key byte. */
    this.end = 0;
    /**
     * Where the keys of a shape lie, by the number of the shape (encoder.js): offset and length
     * of each as the words of one f64, which is how an entry starts. Dropped as soon as any
     * key is forgotten.
     *
     * @package @type {(Float64Array | undefined)[]}
     */
    this.pairs = [];
    /** @private @type {Key[]} */
    this.passing = [];
    /** @private Shapes with such keys. @type {number[]} */
    this.passingShapes = [];
  }

  /** A key of bytes that are freed at the next dropPassing(). @param {Key} key @param {number} offset */
  placePassing(key, offset) {
    this.place(key, offset);
    key.isPassing = true;
    this.passing.push(key);
  }

  /** A shape's keys are known, and some of them pass. @param {number} shape */
  notePassing(shape) {
    this.passingShapes.push(shape);
  }

  /** Forget the keys that placePassing() placed, before anything is read; all others stay. */
  dropPassing() {
    if (this.passing.length === 0) return;
    for (const key of this.passing) {
      this.byOffset.delete(key.offset);
      if (this.empty === key) this.empty = undefined;
      key.offset = 0;
      key.isPassing = false;
    }
    for (const shape of this.passingShapes) this.pairs[shape] = undefined;
    this.passing = [];
    this.passingShapes = [];
  }

  /** @param {string} name @returns {Key} */
  get(name) {
    const key = this.byName.get(name);
    return key !== undefined ? key : this.learn(name);
  }

  /** @private @param {string} name */
  learn(name) {
    if (this.byName.size - this.byOffset.size >= MAX_NAMES) this.dropUnplaced();
    const key = new Key(name);
    this.byName.set(name, key);
    return key;
  }

  /** @private */
  dropUnplaced() {
    for (const [name, key] of this.byName) {
      if (key.offset === 0) this.byName.delete(name);
    }
  }

  /** The key whose bytes this arena wrote at `offset`. @param {number} offset */
  at(offset) {
    return this.byOffset.get(offset);
  }

  /** @param {Key} key @param {number} offset */
  place(key, offset) {
    key.offset = offset;
    if (key.byteLength > 0) this.byOffset.set(offset, key);
    else this.empty = key; // takes no bytes, so the next key lies at the same place
    this.end = Math.max(this.end, offset + key.byteLength);
  }

  /** The bytes from `from` on are free again. @param {number} from */
  forget(from) {
    if (this.end < from) return;
    this.pairs = [];
    if (this.empty !== undefined && this.empty.offset >= from) {
      this.empty.offset = 0;
      this.empty = undefined;
    }
    for (const [offset, key] of this.byOffset) {
      if (offset < from) continue;
      key.offset = 0;
      this.byOffset.delete(offset);
    }
    this.end = from;
  }

  /** Forget everything. */
  clear() {
    this.pairs = [];
    this.byName.clear();
    this.byOffset.clear();
    this.empty = undefined;
    this.end = 0;
  }
}
