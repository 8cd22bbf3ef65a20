// SPDX-License-Identifier: MIT
// Allocation for one call: within a span of bytes that somebody lent, never beyond.
import { PrivateBump, alignUp } from '../core/bump.js';
import { Pen } from '../core/pen.js';

/** @import { Arena } from '../core/arena.js' */

/** What an arena allocates in: pointed to another span for each call. */
export class Span extends PrivateBump {
  /** @param {Arena} arena */
  constructor(arena) {
    super(arena, 0);
    /** One past its last byte. */
    this.end = 0;
  }

  /** From now on allocate in [start, end). @param {number} start @param {number} end */
  point(start, end) {
    this.start = start;
    this.bump = start;
    this.end = end;
  }

  /** @override */
  get furthest() {
    return this.end;
  }

  /** @override @param {number} bytes @param {number} align */
  claim(bytes, align) {
    const offset = alignUp(this.bump || 1, align);
    if (bytes > this.end - offset) return 0;
    this.bump = offset + bytes;
    return offset;
  }

  /** @override @returns {boolean} */
  grow() {
    return false;
  }
}

/** Claims all that is left of a span. */
export class SpanPen extends Pen {
  /** @param {Arena} arena @param {Span} span  of the arena */
  constructor(arena, span) {
    super(arena);
    /** @private */
    this.span = span;
  }

  /** @override @param {number} bytes */
  reserve(bytes) {
    if (this.end - this.next >= bytes) return true;
    const { span } = this;
    if (this.end !== 0 || span.end - span.bump < bytes) return false;
    this.next = span.bump;
    this.end = span.end;
    span.bump = span.end;
    return true;
  }
}
