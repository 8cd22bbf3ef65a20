// SPDX-License-Identifier: MIT

/** What a stream is read in, where that is up to the reader. */
const PIECE_BYTES = 65_536;

/** A ReadableStream, piece by piece. */
export class Pieces {
  /** @param {ReadableStream<Uint8Array>} stream which nobody else reads */
  constructor(stream) {
    /** @type {{read: (into?: Uint8Array) => Promise<{value?: Uint8Array, done: boolean}>, cancel: () => Promise<void>}} */
    this.reader;
    /** Where a byte stream puts each piece; without, the stream makes a new array for each. @type {ArrayBuffer | null} */
    this.buffer = null;
    try {
      this.reader = /** @type {any} */ (stream.getReader({ mode: 'byob' }));
      this.buffer = new ArrayBuffer(PIECE_BYTES);
    } catch {
      this.reader = /** @type {any} */ (stream.getReader());
    }
    this.ended = false;
  }

  /**
   * @returns {Promise<Uint8Array | null>} good until next() is called again, null at the end.  Not called again before
   *   it has settled
   */
  async next() {
    const { value, done } = await (this.buffer === null ? this.reader.read() : this.reader.read(new Uint8Array(this.buffer)));
    if (!done && value !== undefined) {
      // The stream has detached the buffer and gives it back.
      if (this.buffer !== null) this.buffer = /** @type {ArrayBuffer} */ (value.buffer);
      return value;
    }
    this.ended = true;
    return null;
  }

  /** Nobody reads on. */
  cancel() {
    // Not waited for: nothing depends on how the source takes it.
    if (!this.ended) this.reader.cancel().catch(() => {});
  }
}
