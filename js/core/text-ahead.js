// SPDX-License-Identifier: MIT
// Texts that are about to be copied, decoded in one go. A call that decodes takes longer than
// copying the bytes of a name, so the bytes of many are put side by side first, and one call
// makes a text of which each is a part. Engines make such a part without copying: it keeps the
// text alive that it is a part of, at most WINDOW_BYTES, of which all is text that was asked for.
import { ENTRY_SLOT_AT, OBJECT_ENTRY_BYTES, SLOT_A_AT, STRING_HEADER_BYTES, Tag } from './layout.gen.js';
import { latin1Of } from './native-text.js';

/** Bytes that are decoded at once. */
const WINDOW_BYTES = 8192;
/** Texts that are decoded at once. */
const MAX_TEXTS = 256;

/** Longer texts gain nothing. */
const MAX_BYTES = 512;
/** Fields of an object whose texts are decoded so. */
const MAX_FIELDS = 16;

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
    /** Texts that were taken up. */
    this.count = 0;
    /** @private */
    this.used = 0;
    /** @private */
    this.next = 0;
    /** @private */
    this.window = '';
    /** @private Where slots lie that hold texts, from the first entry of an object on. */
    this.slots = new Uint32Array(MAX_FIELDS);
    /** @private */
    this.slotCount = 0;
    /** @private */
    this.moreThan = 0;
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
   * Choose the fields whose texts are taken up, by an object like those that follow.
   *
   * @param {DataView} dv
   * @param {number} first     offset of its first entry, checked
   * @param {number} length    entries
   * @param {number} moreThan  bytes of a text, 3 or more: copying them goes by words
   */
  choose(dv, first, length, moreThan) {
    this.moreThan = moreThan;
    this.slotCount = 0;
    for (let i = 0, slot = ENTRY_SLOT_AT; i < length && this.slotCount < MAX_FIELDS; i++, slot += OBJECT_ENTRY_BYTES) {
      if (dv.getUint8(first + slot) !== Tag.String) continue;
      if (dv.getUint32(dv.getUint32(first + slot + SLOT_A_AT, true), true) > moreThan) this.slots[this.slotCount++] = slot;
    }
  }

  /**
   * Take up the texts of an object, as far as that pays.
   *
   * @param {DataView} dv
   * @param {number} first  offset of its first entry, checked
   * @param {number} size   bytes of the region
   * @returns {boolean} false when a text lies outside the region
   */
  gather(dv, first, size) {
    const { slots, slotCount, moreThan } = this;
    for (let i = 0; i < slotCount; i++) {
      const slot = first + /** @type {number} */ (slots[i]);
      if (dv.getUint8(slot) !== Tag.String) continue;
      const header = dv.getUint32(slot + SLOT_A_AT, true);
      const byteLength = dv.getUint32(header, true);
      if (byteLength > MAX_BYTES || byteLength <= moreThan) continue;
      const at = header + STRING_HEADER_BYTES;
      if (at + byteLength > size) return false;
      this.add(dv, header, at, byteLength);
    }
    return true;
  }

  /**
   * Take up a text, unless it is not ASCII or there is no room left. Its bytes are looked at
   * once: others may write to them meanwhile.
   *
   * @private
   * @param {DataView} from
   * @param {number} header
   * @param {number} at
   * @param {number} byteLength
   */
  add(from, header, at, byteLength) {
    const { count, used, dv } = this;
    const end = used + byteLength;
    if (count === MAX_TEXTS || end > WINDOW_BYTES) return;
    const last = at + byteLength - 4;
    const tail = from.getUint32(last, true);
    let bits = tail;
    for (let i = at, to = used; i < last; i += 4, to += 4) {
      const word = from.getUint32(i, true);
      bits |= word;
      dv.setUint32(to, word, true);
    }
    if ((bits & 0x80808080) !== 0) return;
    dv.setUint32(end - 4, tail, true);
    this.headers[count] = header;
    this.ends[count] = end;
    this.count = count + 1;
    this.used = end;
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
