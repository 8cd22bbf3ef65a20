// SPDX-License-Identifier: MIT
// Short texts that come again and again: content types, names of headers, small answers.

/** Texts longer than this are not worth comparing byte by byte. */
export const SHORT_TEXT_BYTES = 64;

const ENTRIES = 64;

/**
 * Turns short ASCII bytes into strings.  A text seen before is recognised by comparing its bytes with
 * the string, which costs a fifth of decoding it; bytes that a guest rewrites are simply another text.
 */
export class ShortTexts {
  constructor() {
    /** @type {string[]} */
    this.entries = new Array(ENTRIES).fill('');
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} at checked by the caller, as is `length`
   * @param {number} length
   * @returns {string | null} null when the text is long or not ASCII
   */
  read(bytes, at, length) {
    if (length === 0) return '';
    if (length > SHORT_TEXT_BYTES) return null;
    const first = /** @type {number} */ (bytes[at]);
    const last = /** @type {number} */ (bytes[at + length - 1]);
    const entry = (length + 7 * first + 31 * last) % ENTRIES;
    const known = /** @type {string} */ (this.entries[entry]);
    if (known.length === length) {
      let i = 0;
      while (i < length && known.charCodeAt(i) === bytes[at + i]) i++;
      if (i === length) return known;
    }
    const fresh = ascii(bytes, at, length);
    if (fresh !== null) this.entries[entry] = fresh;
    return fresh;
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} length
 * @returns {string | null}
 */
function ascii(bytes, at, length) {
  let text = '';
  for (let i = at; i < at + length; i++) {
    const byte = /** @type {number} */ (bytes[i]);
    if (byte > 0x7f) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}
