// SPDX-License-Identifier: MIT
// Runs wherever the guest runs: turns the columns of pack() into values in the guest's memory.

/** @import { Load } from '../../js/host/instance.js' */

/**
 * @param {Parameters<Load>[0]} buf
 * @param {ArrayBufferLike | Uint8Array<ArrayBufferLike>} data from pack()
 * @returns {unknown} the object of arrays that places.h describes
 */
export function load(buf, data) {
  return buf.create(JSON.parse(new TextDecoder().decode(data)));
}
