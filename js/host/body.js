// SPDX-License-Identifier: MIT
// A request body that the guest reads while the client sends it.

/**
 * Where the bytes come from.
 * @typedef {object} BodySource
 * @property {() => Uint8Array | null | Promise<Uint8Array | null>} read the next piece that has come, null at the end;
 *   throws or rejects when the body breaks off.  Not called again before it has settled.
 * @property {() => void} cancel nobody reads on; called once, also after the end
 */

/** @type {Uint8Array} */
const NOTHING = new Uint8Array(0);

/** The piece that was read last is kept until the guest has taken all of it: no more is read ahead. */
export class StreamedBody {
  /** @param {BodySource} source */
  constructor(source) {
    this.source = source;
    this.rest = NOTHING;
    this.ended = false;
    /** What broke the body off: said again at each further read. @type {unknown} */
    this.failure = undefined;
    this.failed = false;
    /** A piece that is on its way: a read that met a deadline may be taken up again. @type {Promise<void> | undefined} */
    this.coming = undefined;
  }

  /**
   * See to it that there are bytes, or the end is known.
   * @returns {Promise<void> | undefined} undefined when that is so now
   */
  fill() {
    if (this.failed) throw this.failure;
    if (this.rest.byteLength > 0 || this.ended) return undefined;
    if (this.coming !== undefined) return this.coming;
    try {
      const piece = this.source.read();
      if (!(piece instanceof Promise)) return this.#took(piece);
      this.coming = piece.then((later) => this.#took(later), (error) => this.#break(error));
      return this.coming;
    } catch (error) {
      return this.#break(error);
    }
  }

  /**
   * @param {Uint8Array | null} piece
   * @returns {Promise<void> | undefined}
   */
  #took(piece) {
    this.coming = undefined;
    if (piece === null) this.ended = true;
    else this.rest = piece;
    return this.fill(); // once more for an empty piece
  }

  /**
   * @param {unknown} error
   * @returns {never}
   */
  #break(error) {
    this.failed = true;
    this.failure = error;
    throw error;
  }

  /**
   * Move bytes that are there.
   * @param {Uint8Array} memory
   * @param {number} at
   * @param {number} room
   * @returns {number} how many, 0 at the end
   */
  take(memory, at, room) {
    const count = Math.min(room, this.rest.byteLength);
    memory.set(count === this.rest.byteLength ? this.rest : this.rest.subarray(0, count), at);
    this.rest = count === this.rest.byteLength ? NOTHING : this.rest.subarray(count);
    return count;
  }

  cancel() {
    this.rest = NOTHING;
    this.source.cancel();
  }
}
