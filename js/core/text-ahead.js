// SPDX-License-Identifier: MIT
// Texts that are about to be copied, decoded in one go. A call that decodes takes longer than
// copying the bytes of a name, so the bytes of many are put side by side first, and one call
// makes a text of which each is a part. Engines make such a part without copying: it keeps the
// text alive that it is a part of, at most WINDOW_BYTES, of which all is text that was asked for.
import { latin1Of } from './native-text.js';

/** Bytes that are decoded at once. */
const WINDOW_BYTES = 8192;
/** Texts that are decoded at once. */
const MAX_TEXTS = 256;

/** Shorter texts are not taken: copying bytes goes by words. */
export const MIN_AHEAD_BYTES = 4;
/** Longer ones gain nothing. */
export const MAX_AHEAD_BYTES = 512;

export class TextAhead {
  constructor() {
    /** @private */
    this.bytes = new Uint8Array(WINDOW_BYTES);
    /** @private */
    this.dv = new DataView(this.bytes.buffer);
    /** @private Decodes the first so many bytes, all ASCII. */
    this.decode = latin1Of(this.bytes);
    /** @private */
    this.headers = new Uint32Array(MAX_TEXTS);
    /** @private One past the last byte of each. */
    this.ends = new Uint32Array(MAX_TEXTS);
    /** @private */
    this.count = 0;
    /** @private */
    this.used = 0;
    /** @private */
    this.next = 0;
    /** @private */
    this.window = '';
    /** Offset of the header of the next text that take() gives; -1: none. */
    this.expected = -1;
  }

  /** Forget all texts. */
  clear() {
    this.count = 0;
    this.used = 0;
    this.expected = -1;
    this.window = '';
  }

  /**
   * Take up a text, unless it is not ASCII or there is no room left.
   *
   * @param {DataView} from
   * @param {number} header
   * @param {number} at          of its first byte; the range is checked
   * @param {number} byteLength  MIN_AHEAD_BYTES to MAX_AHEAD_BYTES
   * @returns {boolean} whether it was taken up
   */
  add(from, header, at, byteLength) {
    const { count, used, dv } = this;
    const end = used + byteLength;
    if (count === MAX_TEXTS || end > WINDOW_BYTES) return false;
    const last = at + byteLength - 4;
    const tail = from.getUint32(last, true);
    let bits = tail;
    for (let i = at, to = used; i < last; i += 4, to += 4) {
      const word = from.getUint32(i, true);
      bits |= word;
      dv.setUint32(to, word, true);
    }
    if ((bits & 0x80808080) !== 0) return false;
    dv.setUint32(end - 4, tail, true);
    this.headers[count] = header;
    this.ends[count] = end;
    this.count = count + 1;
    this.used = end;
    return true;
  }

  /** Decode what was taken up. */
  close() {
    if (this.count === 0) return;
    this.window = this.decode(this.used);
    this.next = 0;
    this.expected = /** @type {number} */ (this.headers[0]);
  }

  /** The next text, in the order in which they were taken up. */
  take() {
    const index = this.next++;
    this.expected = index + 1 < this.count ? /** @type {number} */ (this.headers[index + 1]) : -1;
    return this.window.substring(index === 0 ? 0 : /** @type {number} */ (this.ends[index - 1]), this.ends[index]);
  }
}
