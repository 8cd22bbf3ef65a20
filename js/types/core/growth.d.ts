/**
 * How a memory grows.
 *
 * @param {MemoryLike} memory
 * @returns {Growth}
 */
export function growthOf(memory: MemoryLike): Growth;
/** Bytes of the most pages that a region may have. @param {number} pages */
export function bytesOfPages(pages: number): number;
/**
 * The members that only resizable and growable buffers have.
 */
export type ResizableBuffer = {
    resizable?: boolean;
    growable?: boolean;
    maxByteLength: number;
    resize(byteLength: number): void;
    grow(byteLength: number): void;
};
export type Growth = {
    /**
     * bytes by which sizes go up
     */
    unit: number;
    /**
     * bytes the memory can have after all growth, as far as
     * that can be known; at most MAX_REGION_BYTES
     */
    maxBytes: () => number;
    /**
     * from so many bytes to so many,
     * false: refused, and nothing changed
     */
    grow: (from: number, to: number) => boolean;
};
import type { MemoryLike } from './region.js';
