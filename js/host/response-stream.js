// SPDX-License-Identifier: MIT
// A response body that the handler sends while it runs: one piece waits for whoever reads, then the handler does.

export class ResponseStream {
  /** @type {Uint8Array | null} */
  #piece = null;
  /** The writer goes on when its piece was taken. @type {{resolve: () => void, reject: (error: Error) => void} | null} */
  #writer = null;
  /** The reader goes on when there is a piece, or the end. @type {{resolve: (piece: Uint8Array | null) => void, reject: (error: unknown) => void} | null} */
  #reader = null;
  /** @type {'open' | 'ended' | 'failed' | 'cancelled' | 'discarding'} */
  #state = 'open';
  /** @type {unknown} */
  #failure;
  #finish = () => {};

  constructor() {
    /** Resolves when the handler has ended, however that was. @type {Promise<void>} */
    this.finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /**
   * @param {Uint8Array} piece not empty, the stream's own from now on
   * @returns {Promise<void> | undefined} undefined when the piece was taken
   */
  write(piece) {
    if (this.#state === 'discarding') return undefined;
    if (this.#state !== 'open') throw gone();
    if (this.#reader !== null) {
      const reader = this.#reader;
      this.#reader = null;
      reader.resolve(piece);
      return undefined;
    }
    this.#piece = piece;
    return new Promise((resolve, reject) => {
      this.#writer = { resolve, reject };
    });
  }

  /** The handler has ended. @param {unknown} [error] what it failed with */
  end(error) {
    this.#finish();
    if (this.#state !== 'open') return;
    this.#state = error === undefined ? 'ended' : 'failed';
    this.#failure = error;
    const reader = this.#reader;
    this.#reader = null;
    if (error === undefined) reader?.resolve(null);
    else reader?.reject(error);
  }

  /**
   * The next piece.  Not called again before it has settled.
   * @returns {Promise<Uint8Array | null>} null at the end; rejects when the handler failed
   */
  next() {
    const piece = this.#piece;
    if (piece !== null) {
      this.#piece = null;
      this.#writer?.resolve();
      this.#writer = null;
      return Promise.resolve(piece);
    }
    if (this.#state === 'failed') return Promise.reject(this.#failure);
    if (this.#state !== 'open') return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }

  /** Nobody reads on: further writes fail. */
  cancel() {
    if (this.#state !== 'open') return;
    this.#state = 'cancelled';
    this.#piece = null;
    this.#writer?.reject(gone());
    this.#writer = null;
    this.#reader?.resolve(null);
    this.#reader = null;
  }

  /** The response has no body, as for HEAD: what is written goes nowhere. */
  discard() {
    if (this.#state !== 'open') return;
    this.#state = 'discarding';
    this.#piece = null;
    this.#writer?.resolve();
    this.#writer = null;
  }
}

function gone() {
  return new Error('The client has gone.');
}
