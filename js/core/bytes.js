// SPDX-License-Identifier: MIT
// Bytes into a region.
import { refusal } from './errors.js';

/** @import { Region } from './region.js' */

/**
 * Place a copy of bytes: let `place` allocate, then write. The bytes may themselves lie in
 * this region: making room for the copy may then detach the view they were given by.
 *
 * @param {Region} region
 * @param {ArrayBufferView} view
 * @param {(byteLength: number) => number} place  returns where the copy goes
 */
export function writeBytes(region, view, place) {
  const { buffer, byteOffset, byteLength } = view;
  if (/** @type {{ detached?: boolean }} */ (buffer).detached) {
    throw refusal('the buffer of these bytes is detached: it was transferred, or its memory has grown; take a new view');
  }
  const isInside = buffer === region.u8.buffer;
  const bytes = view instanceof Uint8Array ? view : new Uint8Array(buffer, byteOffset, byteLength);
  const at = place(byteLength);
  if (isInside) region.u8.copyWithin(at, byteOffset, byteOffset + byteLength);
  else region.u8.set(bytes, at);
}
