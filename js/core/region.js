// SPDX-License-Identifier: MIT
// A region of memory and the views on it. Anyone may grow a memory at any time:
//  - an unshared one then detaches its old buffer, which shows as a view of length 0;
//  - a shared one, and a resizable buffer, keep the old view, which is then merely too short.
// A resizable buffer may become shorter, too: views that reach past its end then have length 0.
// So an operation begins with Arena.sync(), which costs one comparison, and a range that
// does not fit is looked at again over the current buffer before it is refused.
import { fault, typeFault } from './errors.js';
import { bytesOfPages, growthOf } from './growth.js';
import { MAX_PAGES, MAX_REGION_BYTES, PAGE_BYTES } from './layout.gen.js';

/**
 * What a region lies in: a WebAssembly.Memory, or any object with a `buffer`. A region
 * grows with `grow`, by pages, or without one through the buffer itself when that is
 * resizable (or growable, as a SharedArrayBuffer); otherwise it keeps its size. On V8 a
 * resizable ArrayBuffer reads about ten times slower than a plain one; a growable
 * SharedArrayBuffer does not.
 *
 * @typedef {{ readonly buffer: ArrayBufferLike, grow?: (delta: any) => any }} MemoryLike
 */

/** @param {unknown} memory */
function bufferTag(memory) {
  if (typeof memory !== 'object' || memory === null) return '';
  return Object.prototype.toString.call(Reflect.get(memory, 'buffer'));
}

/** Why a number is no offset, and what to pass. @param {unknown} value @param {string} what */
function noOffset(value, what) {
  if (typeof value === 'bigint') {
    const remedy = value >= 0n && value <= 0xffff_ffffn
      ? 'pass Number(offset)'
      : 'place what JavaScript reads below 4 GiB';
    return typeFault(`${what} is the bigint ${value}; offsets are numbers of 32 bits, in a memory64, too: ${remedy}`);
  }
  if (typeof value !== 'number') {
    return typeFault(`${what} must be a byte offset, not ${value === null ? 'null' : `a value of type ${typeof value}`}; pass a whole number`);
  }
  const remedy = value > 0xffff_ffff ? '; a region ends below 4 GiB, in a memory64, too' : '';
  return fault('ZB_E_INVALID', `${what} is ${value}; pass a whole number from 0 to 4294967295${remedy}`);
}

/**
 * Refuse what is not a whole number in u32 range.
 *
 * @param {unknown} value
 * @param {string} what  names the argument in the error
 * @returns {number}
 */
export function requireOffset(value, what) {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0xffff_ffff) throw noOffset(value, what);
  return value;
}

export class Region {
  /**
   * @param {MemoryLike} memory
   * @param {number} [maxPages]  growth stops here; at most 65,535
   */
  constructor(memory, maxPages) {
    if (!/^\[object (Shared)?ArrayBuffer\]$/.test(bufferTag(memory))) {
      throw typeFault('a region needs a WebAssembly.Memory or an object with a buffer; pass { buffer } for a plain ArrayBuffer');
    }
    if (maxPages !== undefined && (!Number.isInteger(maxPages) || maxPages < 1)) {
      throw fault('ZB_E_INVALID', `maxPages is ${String(maxPages)}; pass a whole number from 1 to ${MAX_PAGES}`);
    }
    /** The memory this region lies in. @readonly */
    this.memory = memory;
    /** @private How the memory grows. @readonly */
    this.growth = growthOf(memory);
    /** @private Bytes that an arena may use, however long the memory is. @readonly */
    this.allowedBytes = maxPages === undefined ? MAX_REGION_BYTES : bytesOfPages(maxPages);
    /** Whether several threads may see these bytes. @readonly */
    this.isSharedMemory = bufferTag(memory) === '[object SharedArrayBuffer]';
    /** Whether TextDecoder takes the bytes as they lie: browsers refuse shared and resizable buffers. @package */
    this.canDecodeInPlace = false;
    /** Bytes that the views below cover; never more than a region may have. */
    this.size = 0;
    /** Bytes at the start of the memory that an arena may use without growing it. */
    this.usableBytes = 0;
    /** @type {DataView} */
    this.dv = new DataView(new ArrayBuffer(0));
    /** @type {Uint8Array} */
    this.u8 = new Uint8Array(0);
    /** For atomic access; empty when the memory is not shared. @type {Int32Array} */
    this.words = new Int32Array(0);
    this.refresh();
  }

  /** The buffer as it is now. A later growth ends its use. */
  get buffer() {
    return this.memory.buffer;
  }

  /** Whole pages of 65,536 bytes that the memory has now. */
  get pages() {
    return Math.floor(this.memory.buffer.byteLength / PAGE_BYTES);
  }

  /** Whole pages that the region may grow to; at most 65,535. */
  get maxPages() {
    return Math.floor(Math.min(this.allowedBytes, Math.max(this.growth.maxBytes(), this.memory.buffer.byteLength)) / PAGE_BYTES);
  }

  /** Bytes that the region can have after all growth. */
  get maxBytes() {
    return Math.max(Math.min(this.growth.maxBytes(), this.allowedBytes), this.usableBytes);
  }

  /** Look at the memory's current buffer. Explicit lengths: views that track a length are 8 times slower. */
  refresh() {
    const { buffer } = this.memory;
    const size = Math.min(buffer.byteLength, MAX_REGION_BYTES);
    if (this.u8.buffer === buffer && this.u8.byteLength === size) return;
    this.dv = new DataView(buffer, 0, size);
    this.u8 = new Uint8Array(buffer, 0, size);
    if (this.isSharedMemory) this.words = new Int32Array(buffer, 0, Math.floor(size / 4));
    this.canDecodeInPlace = !this.isSharedMemory && /** @type {{ resizable?: boolean }} */ (buffer).resizable !== true;
    this.size = size;
    this.usableBytes = Math.min(size, this.allowedBytes);
  }

  /**
   * Require `length` bytes at `offset` to lie in the region.
   *
   * @param {number} offset  whole, at least 0
   * @param {number} length  whole, at least 0
   */
  check(offset, length) {
    if (length > this.size || offset > this.size - length) this.checkAgain(offset, length);
  }

  /** @private @param {number} offset @param {number} length */
  checkAgain(offset, length) {
    this.refresh();
    if (length <= this.size && offset <= this.size - length) return;
    throw fault(
      'ZB_E_BOUNDS',
      `${length} bytes at ${offset} leave the region of ${this.size} bytes; the offset is wrong or the data is damaged`,
      offset,
    );
  }

  /**
   * Make the region at least `end` bytes long: to twice its size when the memory allows
   * that, otherwise to what is needed.
   *
   * @param {number} end  bytes
   * @returns {boolean} false when it cannot be, with nothing changed
   */
  extend(end) {
    this.refresh();
    if (end <= this.usableBytes) return true;
    const { unit } = this.growth;
    const max = this.maxBytes;
    if (end > max) return false;
    const { byteLength } = this.memory.buffer;
    const needed = Math.min(Math.ceil(end / unit) * unit, max);
    const doubled = Math.min(Math.max(needed, 2 * byteLength), max);
    if (!this.growth.grow(byteLength, doubled) && doubled > needed) this.growth.grow(byteLength, needed);
    this.refresh(); // another thread may have grown it where we could not
    return end <= this.usableBytes;
  }

  /**
   * A word that others may change at any moment: atomic where the memory is shared. In an
   * unshared one nobody else runs meanwhile, and a plain load takes a tenth of the time.
   *
   * @param {number} offset  4-aligned, and inside the region
   * @returns {number} u32
   */
  loadWord(offset) {
    return this.isSharedMemory ? Atomics.load(this.words, offset / 4) >>> 0 : this.dv.getUint32(offset, true);
  }

  /**
   * @param {number} offset  as for loadWord()
   * @param {number} value   u32
   */
  storeWord(offset, value) {
    if (this.isSharedMemory) Atomics.store(this.words, offset / 4, value | 0);
    else this.dv.setUint32(offset, value, true);
  }

  /**
   * Store `value` if the word is still `expected`.
   *
   * @param {number} offset  as for loadWord()
   * @param {number} expected  u32
   * @param {number} value     u32
   * @returns {boolean} whether it was stored
   */
  exchangeWord(offset, expected, value) {
    if (this.isSharedMemory) {
      return Atomics.compareExchange(this.words, offset / 4, expected | 0, value | 0) === (expected | 0);
    }
    if (this.dv.getUint32(offset, true) !== expected) return false;
    this.dv.setUint32(offset, value, true);
    return true;
  }

  /**
   * Store a word that makes earlier stores visible: readers in other threads that see it
   * see what was written before it.
   *
   * @param {number} offset  4-aligned and checked
   * @param {number} value   u32
   */
  publish(offset, value) {
    if (this.isSharedMemory && offset % 4 === 0) Atomics.store(this.words, offset / 4, value | 0);
    else this.dv.setUint32(offset, value, true);
  }
}
