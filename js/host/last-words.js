// SPDX-License-Identifier: MIT
// What a guest said before it stopped (SPEC 8, zb_last_words and zb_panic_words): a failed assertion, why its heap is
// broken, why it ended itself.

import { STRING_HEADER_BYTES } from '../core/layout.gen.js';

/** @import { GuestExports } from './abi.js' */

/** As much of it as a log takes. */
const MOST_BYTES = 1024;

/**
 * @param {GuestExports} exports of a guest that may have trapped: nothing it says is believed
 * @returns {string} the end of what it wrote, '' when there is none
 */
export function lastWords({ memory, zb_last_words }) {
  return said(memory, zb_last_words).trimEnd();
}

/**
 * Why it ended itself (zb_panic()).
 * @param {GuestExports} exports as above
 * @returns {string} for clients; '' when it did not
 */
export function panicWords({ memory, zb_panic_words }) {
  return said(memory, zb_panic_words);
}

/**
 * @param {WebAssembly.Memory} memory
 * @param {(() => number) | undefined} where
 */
function said({ buffer }, where) {
  try {
    const at = (where?.() ?? 0) >>> 0;
    if (at === 0) return '';
    const bytes = new DataView(buffer).getUint32(at, true);
    const end = at + STRING_HEADER_BYTES + bytes;
    return new TextDecoder().decode(new Uint8Array(buffer).subarray(Math.max(at + STRING_HEADER_BYTES, end - MOST_BYTES), end));
  } catch {
    return ''; // it trapped again, or the offset leaves the memory
  }
}
