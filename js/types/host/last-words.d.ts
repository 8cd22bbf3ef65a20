/**
 * @param {GuestExports} exports of a guest that may have trapped: nothing it says is believed
 * @returns {string} the end of what it wrote, '' when there is none
 */
export function lastWords({ memory, zb_last_words }: GuestExports): string;
import type { GuestExports } from './abi.js';
