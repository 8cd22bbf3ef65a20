// SPDX-License-Identifier: MIT
// Long bytes of a value, collected while it is written and copied when it is complete: views
// that overlap then share one copy, and no copy holds bytes that no view shows.
import { ATTACHMENT_NUMBER_AT, ATTACHMENT_OFFSET_AT } from '../core/layout.gen.js';
import { refusal } from '../core/errors.js';
import { tooLong } from './errors.js';

/** @import { Arena } from '../core/arena.js' */

/** @typedef {{ from: number, to: number, header: number }} Range */

/** What every element's size divides: copies for several views begin at a multiple. */
const ALIGN = 8;

/** Bytes that are about to be overwritten, all of them: where it can be, they are not zeroed first. @type {(byteLength: number) => Uint8Array<ArrayBuffer>} */
const take = /** @type {any} */ (globalThis).Buffer?.allocUnsafeSlow ?? ((byteLength) => new Uint8Array(byteLength));

export class LongBytes {
  /** @param {Arena} arena @param {number} maxBytes  that are copied for one value */
  constructor(arena, maxBytes) {
    /** @private */
    this.arena = arena;
    /** @private */
    this.maxBytes = maxBytes;
    /** @private @type {Map<ArrayBufferLike, Range[]>} */
    this.ranges = new Map();
  }

  /** Whether bytes of a buffer were added. @param {ArrayBufferLike} buffer */
  has(buffer) {
    return this.ranges.size > 0 && this.ranges.has(buffer);
  }

  /**
   * @param {ArrayBufferLike} buffer
   * @param {number} from
   * @param {number} byteLength  not 0
   * @param {number} header  of the attachment, which takes number and offset of the copy
   */
  add(buffer, from, byteLength, header) {
    const range = { from, to: from + byteLength, header };
    const known = this.ranges.get(buffer);
    if (known === undefined) this.ranges.set(buffer, [range]);
    else known.push(range);
  }

  /** Copy all. @param {ArrayBuffer[]} outgoing  takes the copies @throws {PoolError} they are too long */
  attach(outgoing) {
    if (this.ranges.size === 0) return;
    const { dv } = this.arena;
    let rest = this.maxBytes;
    for (const [buffer, ranges] of this.ranges) {
      for (const { from, to, members } of overlapping(ranges)) {
        rest -= to - from;
        if (rest < 0) throw tooLong(this.maxBytes);
        const number = outgoing.push(copyOf(buffer, from, to)) - 1;
        for (const range of members) {
          dv.setUint32(range.header + ATTACHMENT_NUMBER_AT, number, true);
          dv.setUint32(range.header + ATTACHMENT_OFFSET_AT, range.from - from, true);
        }
      }
    }
  }

  clear() {
    if (this.ranges.size > 0) this.ranges.clear();
  }
}

/** Ranges in groups of those that overlap. @param {Range[]} ranges */
function overlapping(ranges) {
  /** @type {{ from: number, to: number, members: Range[] }[]} */
  const groups = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const last = groups.at(-1);
    if (last !== undefined && range.from < last.to) {
      last.from -= last.from % ALIGN;
      last.to = Math.max(last.to, range.to);
      last.members.push(range);
    } else {
      groups.push({ from: range.from, to: range.to, members: [range] });
    }
  }
  return groups;
}

/** @param {ArrayBufferLike} buffer @param {number} from @param {number} to @returns {ArrayBuffer} */
function copyOf(buffer, from, to) {
  if (to > buffer.byteLength) throw refusal('a getter of the value has detached or shortened a buffer of it; pass a copy');
  const copy = take(to - from);
  copy.set(new Uint8Array(buffer, from, to - from));
  return copy.buffer;
}
