// SPDX-License-Identifier: MIT
// What a guest said before it stopped (SPEC 8, zb_last_words): a failed assertion, why its heap is broken.

import { STRING_HEADER_BYTES } from '../core/layout.gen.js';

/** @import { GuestExports } from './abi.js' */

/** As much of it as a log takes. */
const MOST_BYTES = 1024;

/**
 * @param {GuestExports} exports of a guest that may have trapped: nothing it says is believed
 * @returns {string} the end of what it wrote, '' when there is none
 */
export function lastWords({ memory, zb_last_words }) {
  try {
    const at = (zb_last_words?.() ?? 0) >>> 0;
    if (at === 0) return '';
    const { buffer } = memory;
    const bytes = new DataView(buffer).getUint32(at, true);
    const end = at + STRING_HEADER_BYTES + bytes;
    return new TextDecoder().decode(new Uint8Array(buffer).subarray(Math.max(at + STRING_HEADER_BYTES, end - MOST_BYTES), end)).trimEnd();
  } catch {
    return ''; // it trapped again, or the offset leaves the memory
  }
}
