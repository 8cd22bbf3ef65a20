/**
 * Refuse to sleep where it is forbidden, whether it would have to or not.
 *
 * @param {string} instead  names what to call
 */
export function requireBlocking(instead: string): void;
/** @param {unknown} timeout @returns {number} milliseconds */
export function requireTimeout(timeout: unknown): number;
/**
 * The words of a shared memory, with a range that must lie inside. They stay valid: a shared
 * memory grows without leaving its place.
 *
 * @param {Source} source
 * @param {number} offset  8-aligned
 * @param {number} bytes
 * @param {string} what    names it in the errors, with its article
 * @returns {Int32Array}
 */
export function wordsAt(source: Source, offset: number, bytes: number, what: string): Int32Array;
/**
 * Bytes of an arena, all zero.
 *
 * @param {TypedRegion & { alloc(bytes: number, align: number): number }} arena
 * @param {number} bytes
 * @returns {number} offset, 8-aligned
 */
export function allocZeros(arena: TypedRegion & {
    alloc(bytes: number, align: number): number;
}, bytes: number): number;
/**
 * Let this thread sleep wherever a wait does. Only after requireBlocking().
 *
 * @template R
 * @param {Int32Array} words
 * @param {Wait<R>} wait
 * @param {number} timeout  milliseconds, over all its sleeps
 * @returns {R}
 */
export function waitFor<R>(words: Int32Array, wait: Wait<R>, timeout: number): R;
/**
 * As waitFor(), with a promise in place of sleep. Node does not stay alive for it alone.
 *
 * @template R
 * @param {Int32Array} words
 * @param {Wait<R>} wait
 * @param {number} timeout
 * @returns {Promise<R>}
 */
export function waitForAsync<R>(words: Int32Array, wait: Wait<R>, timeout: number): Promise<R>;
/**
 * Where a generator sleeps: until the word is woken, unless it holds something else already.
 */
export type Rest = {
    /**
     * of the word
     */
    index: number;
    /**
     * what it held when the decision to sleep was made
     */
    value: number;
};
/**
 * What waits. It is resumed with false when the time is over, with true otherwise: then it looks again.
 */
export type Wait<R> = Generator<Rest, R, boolean>;
/**
 * What words lie in: a memory, or an arena over one.
 */
export type Source = MemoryLike | Region;
import type { TypedRegion } from './typed-region.js';
import type { MemoryLike } from './region.js';
import { Region } from './region.js';
