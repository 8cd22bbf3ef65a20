// SPDX-License-Identifier: MIT
// A region of memory and the views on it. Anyone may grow a memory at any time:
//  - an unshared one then detaches its old buffer, which shows as a view of length 0;
//  - a shared one keeps the old buffer, which is then merely too short.
// So an operation begins with Arena.sync(), which costs one comparison, and a range that
// does not fit is looked at again over the current buffer before it is refused.
import { fault, typeFault } from './errors.js';
import { MAX_PAGES, MAX_REGION_BYTES, PAGE_BYTES } from './layout.gen.js';
import { memoryMaximum } from './maximum.js';

/**
 * What a region lies in: a WebAssembly.Memory, or any object with a `buffer`. Without
 * `grow` the region is fixed.
 *
 * @typedef {{ readonly buffer: ArrayBufferLike, grow?: (delta: any) => any }} MemoryLike
 */

/** @param {unknown} memory */
function bufferTag(memory) {
  if (typeof memory !== 'object' || memory === null) return '';
  return Object.prototype.toString.call(Reflect.get(memory, 'buffer'));
}

/**
 * Refuse what is not a whole number in u32 range.
 *
 * @param {unknown} value
 * @param {string} what  names the argument in the error
 * @returns {number}
 */
export function requireOffset(value, what) {
  if (typeof value !== 'number') {
    throw typeFault(`${what} must be a byte offset, not ${value === null ? 'null' : `a value of type ${typeof value}`}; pass a whole number`);
  }
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    throw fault('ZB_E_INVALID', `${what} is ${value}; pass a whole number from 0 to 4294967295`);
  }
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
    /** @private @type {number | undefined} */
    this.chosenMaxPages = maxPages === undefined ? undefined : Math.min(maxPages, MAX_PAGES);
    /** Whether several threads may see these bytes. @readonly */
    this.isSharedMemory = bufferTag(memory) === '[object SharedArrayBuffer]';
    /** Bytes that the views below cover; never more than a region may have. */
    this.size = 0;
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

  /** Pages that the region may grow to. */
  get maxPages() {
    if (this.chosenMaxPages !== undefined) return this.chosenMaxPages;
    return typeof this.memory.grow !== 'function' ? this.pages : memoryMaximum(this.memory);
  }

  /** Bytes that the region can have after all growth. */
  get maxBytes() {
    if (typeof this.memory.grow !== 'function') return this.usableBytes;
    return Math.max(this.maxPages * PAGE_BYTES, this.usableBytes);
  }

  /** Bytes at the start of the memory that an arena may use without growing it. */
  get usableBytes() {
    return this.chosenMaxPages === undefined ? this.size : Math.min(this.size, this.chosenMaxPages * PAGE_BYTES);
  }

  /** Look at the memory's current buffer. Explicit lengths: views that track a length are 8 times slower. */
  refresh() {
    const buffer = this.memory.buffer;
    if (this.u8.buffer === buffer && this.u8.byteLength === buffer.byteLength) return;
    const byteLength = buffer.byteLength;
    this.dv = new DataView(buffer, 0, byteLength);
    this.u8 = new Uint8Array(buffer, 0, byteLength);
    this.words = this.isSharedMemory ? new Int32Array(buffer, 0, Math.floor(byteLength / 4)) : this.words;
    this.size = Math.min(byteLength, MAX_REGION_BYTES);
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
    const needed = Math.ceil(end / PAGE_BYTES);
    if (typeof this.memory.grow !== 'function' || needed > this.maxPages) return false;
    const pages = this.pages;
    const doubled = Math.min(Math.max(needed, 2 * pages), this.maxPages);
    if (!this.growBy(doubled - pages) && doubled > needed) this.growBy(needed - pages);
    this.refresh(); // another thread may have grown it where we could not
    return end <= this.usableBytes;
  }

  /** @private @param {number} delta  pages */
  growBy(delta) {
    const memory = /** @type {Required<MemoryLike>} */ (this.memory);
    try {
      memory.grow(delta);
      return true;
    } catch (error) {
      if (!(error instanceof TypeError)) return false;
    }
    try {
      memory.grow(BigInt(delta)); // a memory64 counts its pages in bigints
      return true;
    } catch {
      return false;
    }
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
