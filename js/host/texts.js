// SPDX-License-Identifier: MIT
// Short texts that come again and again: content types, names of headers, small answers.

/** Texts longer than this are not worth comparing byte by byte. */
export const SHORT_TEXT_BYTES = 64;

const ENTRIES = 64;

/**
 * Turns short ASCII bytes into strings.  A text seen before is recognised by its bytes, which costs a
 * fraction of decoding it; bytes that a guest rewrites are simply another text.
 */
export class ShortTexts {
  constructor() {
    /** Direct-mapped: a text replaces another one that falls on its entry. */
    this.entries = Array.from({ length: ENTRIES }, () => ({ bytes: new Uint8Array(0), text: '' }));
  }

  /**
   * @param {Uint8Array} memory
   * @param {number} at checked by the caller, as is `length`
   * @param {number} length
   * @returns {string | null} null when the text is long or not ASCII
   */
  read(memory, at, length) {
    if (length === 0) return '';
    if (length > SHORT_TEXT_BYTES) return null;
    const first = /** @type {number} */ (memory[at]);
    const last = /** @type {number} */ (memory[at + length - 1]);
    const entry = (length + 7 * first + 31 * last) % ENTRIES;
    const { bytes, text } = /** @type {{bytes: Uint8Array, text: string}} */ (this.entries[entry]);
    if (bytes.length === length) {
      let i = 0;
      while (i < length && bytes[i] === memory[at + i]) i++;
      if (i === length) return text;
    }
    const fresh = memory.slice(at, at + length);
    if (fresh.some((byte) => byte > 0x7f)) return null;
    const decoded = String.fromCharCode(...fresh);
    this.entries[entry] = { bytes: fresh, text: decoded };
    return decoded;
  }
}
