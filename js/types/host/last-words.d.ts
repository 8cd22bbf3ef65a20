/**
 * @param {GuestExports} exports of a guest that may have trapped: nothing it says is believed
 * @returns {string} the end of what it wrote, '' when there is none
 */
export function lastWords({ memory, zb_last_words }: GuestExports): string;
/**
 * Why it ended itself (zb_panic()).
 * @param {GuestExports} exports as above
 * @returns {string} for clients; '' when it did not
 */
export function panicWords({ memory, zb_panic_words }: GuestExports): string;
import type { GuestExports } from './abi.js';
