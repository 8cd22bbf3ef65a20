// SPDX-License-Identifier: MIT
// Waiting at a word of a shared region, in both ways that JavaScript has: a thread that sleeps
// (Atomics.wait), and a promise while the event loop goes on (Atomics.waitAsync). What is
// waited for is written once, as a generator that yields where it sleeps.
import { fault } from './errors.js';
import { Region, requireOffset } from './region.js';

/** @import { MemoryLike } from './region.js' */
/** @import { TypedRegion } from './typed-region.js' */

/**
 * Where a generator sleeps: until the word is woken, unless it holds something else already.
 *
 * @typedef {object} Rest
 * @property {number} index  of the word
 * @property {number} value  what it held when the decision to sleep was made
 */

/**
 * What waits. It is resumed with false when the time is over, with true otherwise: then it looks again.
 *
 * @template R
 * @typedef {Generator<Rest, R, boolean>} Wait
 */

/** What words lie in: a memory, or an arena over one. @typedef {MemoryLike | Region} Source */

/** Whether this thread may sleep, once that was asked. @type {boolean | undefined} */
let maySleep;

function canSleep() {
  try {
    // A word that holds something else: it returns at once, where it may be called.
    return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1) === 'not-equal';
  } catch {
    return false;
  }
}

/**
 * Refuse to sleep where it is forbidden, whether it would have to or not.
 *
 * @param {string} instead  names what to call
 */
export function requireBlocking(instead) {
  maySleep ??= canSleep();
  if (!maySleep) throw fault('ZB_E_UNSUPPORTED', `this thread may not wait (a browser's main thread, for one); call ${instead}`);
}

/** @param {unknown} timeout @returns {number} milliseconds */
export function requireTimeout(timeout) {
  if (typeof timeout !== 'number' || !(timeout >= 0)) {
    throw fault('ZB_E_INVALID', `the timeout is ${String(timeout)}; pass milliseconds from 0 up, or leave it out to wait as long as it takes`);
  }
  return timeout;
}

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
export function wordsAt(source, offset, bytes, what) {
  const region = source instanceof Region ? source : new Region(source);
  requireOffset(offset, `the offset of ${what}`);
  if (offset % 8 !== 0) throw fault('ZB_E_ALIGN', `the offset of ${what} is ${offset}; pass a multiple of 8, as create() makes it`, offset);
  if (!region.isSharedMemory) throw fault('ZB_E_INVALID', `${what} is for threads, and this memory is not shared; make it with { shared: true }`);
  region.check(offset, bytes);
  return region.words;
}

/**
 * Bytes of an arena, all zero.
 *
 * @param {TypedRegion & { alloc(bytes: number, align: number): number }} arena
 * @param {number} bytes
 * @returns {number} offset, 8-aligned
 */
export function allocZeros(arena, bytes) {
  const offset = arena.alloc(bytes, 8);
  arena.sync();
  arena.u8.fill(0, offset, offset + bytes);
  return offset;
}

/**
 * Let this thread sleep wherever a wait does. Only after requireBlocking().
 *
 * @template R
 * @param {Int32Array} words
 * @param {Wait<R>} wait
 * @param {number} timeout  milliseconds, over all its sleeps
 * @returns {R}
 */
export function waitFor(words, wait, timeout) {
  const end = endOf(timeout);
  let step = wait.next(true);
  while (step.done !== true) {
    const { index, value } = step.value;
    step = wait.next(Atomics.wait(words, index, value, left(end)) !== 'timed-out');
  }
  return step.value;
}

/**
 * As waitFor(), with a promise in place of sleep. Node does not stay alive for it alone.
 *
 * @template R
 * @param {Int32Array} words
 * @param {Wait<R>} wait
 * @param {number} timeout
 * @returns {Promise<R>}
 */
export async function waitForAsync(words, wait, timeout) {
  const end = endOf(timeout);
  let step = wait.next(true);
  while (step.done !== true) {
    const { index, value } = step.value;
    const sleep = Atomics.waitAsync(words, index, value, left(end));
    step = wait.next((sleep.async ? await sleep.value : sleep.value) !== 'timed-out');
  }
  return step.value;
}

/** @param {number} timeout */
function endOf(timeout) {
  return timeout === Infinity ? Infinity : performance.now() + timeout;
}

/** @param {number} end @returns {number} milliseconds until then */
function left(end) {
  return end === Infinity ? Infinity : Math.max(0, end - performance.now());
}
