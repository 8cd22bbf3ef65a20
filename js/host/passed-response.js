// SPDX-License-Identifier: MIT
// A response of the host's that a handler passes on as its own: what it fetched, or the other end of a WebSocket.
// Its body goes from the platform to the client without a way through the guest.

import { FRAMING } from './headers.js';

export class PassedResponse {
  /** @param {Response} response whose body nobody has read */
  constructor(response) {
    this.response = response;
    /** @type {ReadableStreamDefaultReader<Uint8Array> | null} */
    this.reader = null;
  }

  /**
   * As a response of the platform, with the handler's own headers after those that came.
   * @param {readonly (readonly [name: string, value: string])[]} headers
   * @returns {Response}
   */
  with(headers) {
    const { response } = this;
    if (headers.length === 0 || response.status === 101) return response;
    const mutable = new Response(response.body, response);
    for (const [name, value] of headers) mutable.headers.append(name, value);
    return mutable;
  }

  /**
   * Names and values for a server that frames messages itself.  fetch() has decoded the body: its old length and
   * coding are no longer true.
   * @param {readonly (readonly [name: string, value: string])[]} headers the handler's own
   * @returns {string[]}
   */
  lines(headers) {
    /** @type {string[]} */
    const lines = [];
    this.response.headers.forEach((value, name) => {
      if (!FRAMING.has(name) && name !== 'content-encoding' && name !== 'set-cookie') lines.push(name, value);
    });
    for (const cookie of this.response.headers.getSetCookie()) lines.push('set-cookie', cookie);
    for (const [name, value] of headers) lines.push(name, value);
    return lines;
  }

  /**
   * The next piece of the body.
   * @returns {Promise<Uint8Array | null>} null at the end; rejects when it broke off
   */
  async next() {
    if (this.response.body === null) return null;
    this.reader ??= this.response.body.getReader();
    const { value, done } = await this.reader.read();
    return done ? null : value;
  }

  /** The client has gone. */
  cancel() {
    // Not waited for: nothing depends on how the source takes it.
    if (this.reader !== null) this.reader.cancel().catch(() => {});
    else if (!this.response.bodyUsed) this.response.body?.cancel().catch(() => {});
  }

  /** Nobody wants the body, as for HEAD. */
  discard() {
    this.cancel();
  }
}
