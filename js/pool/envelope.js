// SPDX-License-Identifier: MIT

/**
 * A header with a body of bytes, as an argument or a result of a task. Both travel as any
 * value does; a body that is a BufferReference is moved.
 *
 * @template Header, Body
 */
export class Envelope {
  /** @param {Header} header @param {Body} body */
  constructor(header, body) {
    /** @readonly */
    this.header = header;
    /** @readonly */
    this.body = body;
  }

  /** Dispose of the body, if that can be disposed of. */
  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    /** @type {any} */ (this.body)?.[Symbol.dispose ?? Symbol.for('Symbol.dispose')]?.();
  }
}
