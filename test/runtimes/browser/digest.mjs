// SPDX-License-Identifier: MIT
// createHash of node:crypto, which browsers have only asynchronously.  Tests ask it whether bytes have changed: that
// any good mixing of 64 bits tells, whatever the name of the hash.

class Digest {
  high = 0x811c9dc5;
  low = 0x9e3779b9;

  /** @param {Uint8Array} bytes */
  update(bytes) {
    for (const byte of bytes) {
      this.low = Math.imul(this.low ^ byte, 0x01000193) ^ (this.high >>> 15);
      this.high = Math.imul(this.high + byte, 0x85ebca6b) ^ (this.low >>> 13);
    }
    return this;
  }

  digest() {
    return [this.high, this.low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

export const createHash = () => new Digest();
