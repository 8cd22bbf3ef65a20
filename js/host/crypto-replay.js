// SPDX-License-Identifier: MIT
// Cryptography of a handler that is entered anew after each wait: what chance decides stays as it was.

import { CRYPTO_BLOCK_BYTES, CRYPTO_OPERATION_AT, CRYPTO_OUTPUT_AT, CRYPTO_P256_SIGN, CRYPTO_RANDOM } from '../core/layout.gen.js';

/** @import { Instance } from './instance.js' */
/** @import { Journal } from './journal.js' */

/**
 * @param {Journal} journal
 * @param {Instance} instance
 * @param {number} block offset
 * @param {() => number} make asks the platform
 * @returns {number} status
 */
export function again(journal, { u8, u32 }, block, make) {
  if (block % 4 !== 0 || block > u8.byteLength - CRYPTO_BLOCK_BYTES) return make(); // which refuses it
  const word = (/** @type {number} */ at) => /** @type {number} */ (u32[(block + at) >>> 2]);
  const operation = word(CRYPTO_OPERATION_AT);
  const [at, length] = [word(CRYPTO_OUTPUT_AT), word(CRYPTO_OUTPUT_AT + 4)];
  const chancy = operation === CRYPTO_RANDOM || operation === CRYPTO_P256_SIGN;
  if (!chancy || length > u8.byteLength || at > u8.byteLength - length) return make();
  return journal.chance(operation, u8.subarray(at, at + length), make);
}
