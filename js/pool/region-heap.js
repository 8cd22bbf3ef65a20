// SPDX-License-Identifier: MIT
// Memory of the region for values, and for what the user allocates. The region grows as it
// is used up: for values up to a limit, since a memory never becomes shorter again; longer
// bursts travel as images (image.js).
import { MAX_PAGES, PAGE_BYTES } from '../core/layout.gen.js';
import { Heap } from './heap.js';

export class RegionHeap {
  /**
   * @param {WebAssembly.Memory} memory
   * @param {number} start  first byte of the heap
   * @param {number} valueBytes  values have the region grow to so many bytes of heap
   * @param {(bytes: number) => void} tell  the region has grown to so many bytes
   */
  constructor(memory, start, valueBytes, tell) {
    /** @private */
    this.memory = memory;
    /** @private */
    this.start = start;
    /** @private */
    this.valueBytes = valueBytes;
    /** @private */
    this.tell = tell;
    /** @private */
    this.heap = new Heap(start, memory.buffer.byteLength);
  }

  /** Bytes that are taken. */
  get usedBytes() {
    return this.heap.usedBytes;
  }

  /** For a value. @param {number} bytes @returns {number} offset, 64-aligned; 0: there is no room */
  takeForValue(bytes) {
    const at = this.heap.take(bytes);
    if (at !== 0 || this.memory.buffer.byteLength - this.start + bytes > this.valueBytes) return at;
    return this.grow(bytes) ? this.heap.take(bytes) : 0;
  }

  /** For the user, up to the memory's maximum. @param {number} bytes @returns {number} offset, 64-aligned; 0: there is no room */
  take(bytes) {
    const at = this.heap.take(bytes);
    if (at !== 0) return at;
    return this.grow(bytes) ? this.heap.take(bytes) : 0;
  }

  /** @param {number} start @param {number} bytes */
  free(start, bytes) {
    this.heap.free(start, bytes);
  }

  /** @param {number} start @param {number} from @param {number} to */
  shrink(start, from, to) {
    this.heap.shrink(start, from, to);
  }

  /** @private By a quarter at least, so that growth is seldom; by what is asked if no more is there. @param {number} bytes */
  grow(bytes) {
    const { memory } = this;
    const least = Math.ceil(bytes / PAGE_BYTES);
    if (least > MAX_PAGES) return false;
    const quarter = Math.ceil(memory.buffer.byteLength / PAGE_BYTES / 4);
    for (const pages of quarter > least ? [quarter, least] : [least]) {
      try {
        memory.grow(pages);
      } catch (error) {
        if (error instanceof RangeError) continue; // beyond the maximum, or the system has none
        throw error;
      }
      this.heap.extend(memory.buffer.byteLength);
      this.tell(memory.buffer.byteLength);
      return true;
    }
    return false;
  }
}
