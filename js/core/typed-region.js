// SPDX-License-Identifier: MIT
// Single numbers at an offset, for code that lays out its own bytes. Every access is checked.
import { Region, requireOffset } from './region.js';

export class TypedRegion extends Region {
  /** Begin an operation: replace views that growth has made useless. */
  sync() {
    if (this.u8.byteLength === 0) this.refresh();
  }

  /** @private @param {number} offset @param {number} length @returns {DataView} */
  at(offset, length) {
    this.sync();
    this.check(requireOffset(offset, 'offset'), length);
    return this.dv;
  }

  /** @param {number} offset */
  readU8(offset) {
    return this.at(offset, 1).getUint8(offset);
  }

  /** @param {number} offset */
  readU32(offset) {
    return this.at(offset, 4).getUint32(offset, true);
  }

  /** @param {number} offset */
  readI32(offset) {
    return this.at(offset, 4).getInt32(offset, true);
  }

  /** @param {number} offset */
  readF64(offset) {
    return this.at(offset, 8).getFloat64(offset, true);
  }

  /** @param {number} offset */
  readI64(offset) {
    return this.at(offset, 8).getBigInt64(offset, true);
  }

  /** @param {number} offset @param {number} value */
  writeU8(offset, value) {
    this.at(offset, 1).setUint8(offset, value);
  }

  /** @param {number} offset @param {number} value */
  writeU32(offset, value) {
    this.at(offset, 4).setUint32(offset, value, true);
  }

  /** @param {number} offset @param {number} value */
  writeI32(offset, value) {
    this.at(offset, 4).setInt32(offset, value, true);
  }

  /** @param {number} offset @param {number} value */
  writeF64(offset, value) {
    this.at(offset, 8).setFloat64(offset, value, true);
  }

  /** @param {number} offset @param {bigint} value */
  writeI64(offset, value) {
    this.at(offset, 8).setBigInt64(offset, value, true);
  }
}
