// SPDX-License-Identifier: MIT
// The arena of a codec: values of the full types, each in a span of its own, whose keys
// outlive the span where more objects with them are to be expected.
import { Arena, requireWellFormed } from '../core/arena.js';
import { StaleReferenceError, fault } from '../core/errors.js';
import { MAX_REGION_BYTES } from '../core/layout.gen.js';
import { Span, SpanPen } from './span.js';

/** @import { Key } from '../core/keys.js' */
/** @import { MemoryLike } from '../core/region.js' */

/** Thrown when a span is full; carries nothing. */
export const DOES_NOT_FIT = Object.freeze({});

export class CallArena extends Arena {
  /**
   * @param {MemoryLike} memory
   * @param {number} keysAt
   * @param {number} keysEnd
   */
  constructor(memory, keysAt, keysEnd) {
    super(memory, 0, { types: 'full' });
    this.check(keysAt, keysEnd - keysAt);
    const span = new Span(this);
    /** @readonly */
    this.span = span;
    /** @override @package @type {Span} */
    this.state = span;
    /** @override @package @type {SpanPen} */
    this.pen = new SpanPen(this, span);
    /** @private Where the next lasting key goes. */
    this.keysNext = keysAt;
    /** @private @readonly */
    this.keysEnd = keysEnd;
    /** @private Whether a span was lent. */
    this.isLent = false;
  }

  /** A value is written to [start, end) now. @param {number} start @param {number} end */
  begin(start, end) {
    if (this.writing > 0) {
      throw fault('ZB_E_INVALID', 'a value is being written, and its own getter makes another call; call when it is written');
    }
    this.writing = 1;
    this.isLent = true;
    this.span.point(start, end);
  }

  /** One past the last byte that the value has used so far. */
  get used() {
    this.pen.settle();
    return this.span.bump;
  }

  /** No value is written any more: what the span holds is for others to read. */
  finish() {
    this.pen.drop();
    this.writing = 0;
    this.isLent = false;
    this.span.point(0, 0);
    this.keys.dropPassing();
  }

  /** All values that were read in place are gone. */
  dropAccessors() {
    this.noteFreed(0, MAX_REGION_BYTES, '');
    this.shapes.clear(); // other keys may lie where theirs did
    this.objects.clear();
    this.arrays.clear();
  }

  /** @override @package @param {Key} key @param {boolean} [isLasting] */
  placeKey(key, isLasting = true) {
    if (key.offset !== 0) return key.offset;
    requireWellFormed(key);
    const { bytes, byteLength } = key;
    const at = this.keysNext;
    if (isLasting && at !== 0 && byteLength <= this.keysEnd - at) {
      this.u8.set(bytes, at);
      this.keysNext = at + byteLength;
      this.keys.place(key, at);
    } else {
      const passing = this.pen.take(byteLength, 0);
      this.u8.set(bytes, passing);
      this.keys.placePassing(key, passing);
    }
    return key.offset;
  }

  /** @override @protected @returns {never} */
  takeGrown() {
    if (this.isLent) throw DOES_NOT_FIT;
    throw fault('ZB_E_INVALID', 'this accessor shows a value of a call, which has no room for others; change a copy: toJS()');
  }

  /** @override @package @param {string} what @param {number} handle */
  stale(what, handle) {
    return new StaleReferenceError(`${what} outlived the call whose value it shows; copy what is needed afterwards with toJS()`, handle, 0);
  }
}
