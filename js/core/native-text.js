// SPDX-License-Identifier: MIT
// The methods of Node's Buffer that copy text in and out without an object in between, where
// the runtime has them and they do what TextEncoder does. Everything works without them.

/** @import { Region } from './region.js' */

/**
 * @typedef {Uint8Array & {
 *   utf8Write(text: string, offset: number, length: number): number,
 *   latin1Slice(start: number, end: number): string,
 *   utf8Slice(start: number, end: number): string,
 * }} NativeBytes
 */

/** @typedef {{ from(buffer: ArrayBufferLike, byteOffset: number, length: number): NativeBytes }} BufferClass */

/** @returns {BufferClass | undefined} */
function findBuffer() {
  const { Buffer } = /** @type {{ Buffer?: BufferClass }} */ (/** @type {unknown} */ (globalThis));
  try {
    const bytes = /** @type {BufferClass} */ (Buffer).from(new ArrayBuffer(16), 0, 16);
    const written = bytes.utf8Write('a\ud800é', 1, 12);
    const isExact = written === 6 && bytes.latin1Slice(0, 8) === '\0a\xef\xbf\xbd\xc3\xa9\0' && bytes.utf8Slice(5, 7) === 'é';
    return isExact ? Buffer : undefined;
  } catch {
    return undefined;
  }
}

const BufferHere = findBuffer();

/**
 * What decodes the bytes of an array of one's own, which are ASCII, from the first on.
 *
 * @param {Uint8Array} bytes
 * @returns {(byteLength: number) => string}
 */
export function latin1Of(bytes) {
  const native = BufferHere?.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (native !== undefined) return (byteLength) => native.latin1Slice(0, byteLength);
  const decoder = new TextDecoder();
  return (byteLength) => decoder.decode(bytes.subarray(0, byteLength));
}

/** The bytes of a region as a Buffer, made anew when its memory has grown. */
export class NativeText {
  /** @param {Region} region */
  constructor(region) {
    /** @private */
    this.region = region;
    /** @private @type {Uint8Array | undefined} */
    this.seen = undefined;
    /** @private @type {NativeBytes | undefined} */
    this.view = undefined;
  }

  /** Valid until the memory grows; undefined where the runtime has none. */
  get bytes() {
    const { u8 } = this.region;
    if (this.seen !== u8) {
      this.seen = u8;
      this.view = BufferHere?.from(u8.buffer, 0, u8.byteLength);
    }
    return this.view;
  }
}
