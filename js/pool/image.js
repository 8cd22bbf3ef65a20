// SPDX-License-Identifier: MIT
// A value in a buffer of its own, for one that no block of the region is there for. The
// buffer moves to the other side as an attachment, and its memory is the garbage collector's:
// a burst of long values leaves nothing behind in the region. What lies in the region for
// longer than a call, memory of pool.alloc(), is referred to there.
import { SLOT_BYTES } from '../core/layout.gen.js';
import { Codec } from './codec.js';
import { PoolError, tooLong } from './errors.js';

/** Where the value's slot lies; offset 0 is no place. */
export const IMAGE_SLOT = 16;
const CONTENT_AT = IMAGE_SLOT + SLOT_BYTES;
const FIRST_BYTES = 65536;

/**
 * @param {Codec} region  of the shared region, whose arrays cross as offsets in an image, too
 * @param {unknown} value
 * @param {ArrayBuffer[]} attachments  takes those of the value, then the image
 * @param {number} maxBytes
 * @returns {number} bytes of the image
 * @throws {PoolError} it is longer than maxBytes. {TypeError} what cannot travel
 */
export function writeImage(region, value, attachments, maxBytes) {
  for (let bytes = FIRST_BYTES; ; bytes *= 4) {
    const limit = Math.min(bytes, CONTENT_AT + maxBytes);
    const buffer = new ArrayBuffer(limit);
    const used = new Codec({ buffer }, 0, 0, undefined, { region }).write(IMAGE_SLOT, value, CONTENT_AT, limit, attachments);
    if (used !== 0) {
      const image = used * 2 < limit ? shortened(buffer, used) : buffer;
      attachments.push(image);
      return image.byteLength;
    }
    freeBuffer(buffer);
    if (limit < bytes) throw tooLong(maxBytes);
  }
}

/** @param {any} buffer @param {number} bytes @returns {ArrayBuffer} */
function shortened(buffer, bytes) {
  return typeof buffer.transfer === 'function' ? buffer.transfer(bytes) : buffer.slice(0, bytes);
}

/** Give memory back at once: the collector of a thread that has nothing to do may come late. @param {any} buffer */
function freeBuffer(buffer) {
  if (typeof buffer?.transfer === 'function') buffer.transfer(0);
}

/** An image is of no use any more. @param {readonly ArrayBuffer[]} attachments  as writeImage() left them */
export function freeImage(attachments) {
  freeBuffer(attachments[attachments.length - 1]);
}

/**
 * A codec that reads an image, at IMAGE_SLOT.
 *
 * @param {Codec} region
 * @param {readonly ArrayBuffer[]} attachments  as writeImage() left them
 * @param {(bytes: Uint8Array<ArrayBuffer>) => unknown} revive  see Codec
 */
export function imageCodec(region, attachments, revive) {
  const buffer = attachments[attachments.length - 1];
  if (buffer === undefined) throw new PoolError('ZB_POOL_PAYLOAD', 'the value came without the buffer that holds it');
  return new Codec({ buffer }, 0, 0, revive, { region });
}

/**
 * Read a deep copy of what an image holds, and free it.
 *
 * @param {Codec} region
 * @param {readonly ArrayBuffer[]} attachments  as writeImage() left them
 * @param {(bytes: Uint8Array<ArrayBuffer>) => unknown} revive  see Codec
 * @returns {any}
 */
export function readImage(region, attachments, revive) {
  try {
    return imageCodec(region, attachments, revive).read(IMAGE_SLOT, attachments);
  } finally {
    freeImage(attachments);
  }
}
