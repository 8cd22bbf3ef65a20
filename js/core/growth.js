// SPDX-License-Identifier: MIT
// How the memory under a region grows. There are three kinds: a WebAssembly.Memory (or
// anything with a `grow` of pages), a resizable ArrayBuffer or growable SharedArrayBuffer,
// and a buffer that stays as it is.
import { MAX_PAGES, MAX_REGION_BYTES, PAGE_BYTES } from './layout.gen.js';
import { memoryMaximum } from './maximum.js';

/** @import { MemoryLike } from './region.js' */

/**
 * @typedef {object} Growth
 * @property {number} unit  bytes by which sizes go up
 * @property {() => number} maxBytes  bytes the memory can have after all growth, as far as
 *   that can be known; at most MAX_REGION_BYTES
 * @property {(from: number, to: number) => boolean} grow  from so many bytes to so many,
 *   false: refused, and nothing changed
 */

/** @type {Growth} */
const FIXED = Object.freeze({ unit: 1, maxBytes: () => 0, grow: () => false });

/** @param {Required<MemoryLike>} memory @returns {Growth} */
function byPages(memory) {
  return {
    unit: PAGE_BYTES,
    maxBytes: () => memoryMaximum(memory) * PAGE_BYTES,
    grow(from, to) {
      const delta = Math.ceil((to - from) / PAGE_BYTES);
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
    },
  };
}

/**
 * The members that only resizable and growable buffers have.
 *
 * @typedef {{ resizable?: boolean, growable?: boolean, maxByteLength: number,
 *   resize(byteLength: number): void, grow(byteLength: number): void }} ResizableBuffer
 */

/** @param {MemoryLike} memory @returns {Growth} */
function byBytes(memory) {
  const buffer = () => /** @type {ResizableBuffer} */ (/** @type {unknown} */ (memory.buffer));
  return {
    unit: 8,
    maxBytes: () => Math.min(buffer().maxByteLength, MAX_REGION_BYTES),
    grow(_from, to) {
      const now = buffer();
      try {
        if (now.growable === true) now.grow(to); // refused when another thread has made it longer still
        else now.resize(to);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/**
 * How a memory grows.
 *
 * @param {MemoryLike} memory
 * @returns {Growth}
 */
export function growthOf(memory) {
  if (typeof memory.grow === 'function') return byPages(/** @type {Required<MemoryLike>} */ (memory));
  const { resizable, growable } = /** @type {Partial<ResizableBuffer>} */ (/** @type {unknown} */ (memory.buffer));
  return resizable === true || growable === true ? byBytes(memory) : FIXED;
}

/** Bytes of the most pages that a region may have. @param {number} pages */
export function bytesOfPages(pages) {
  return Math.min(pages, MAX_PAGES) * PAGE_BYTES;
}
