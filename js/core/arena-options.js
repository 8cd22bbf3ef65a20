// SPDX-License-Identifier: MIT
// What an arena can be told, and what of it is refused.
import { fault, typeFault } from './errors.js';

/** @import { Budget } from './budget.js' */
/** @import { ArenaHooks } from './control.js' */

/**
 * @typedef {object} ArenaOptions
 * @property {number} [maxPages]  pages of 65,536 bytes the memory may grow to; the default
 *   is the memory's own maximum, never above 65,535
 * @property {number} [control]   offset of an existing control block to attach to
 * @property {boolean} [shared]   write a control block at the start offset, so that several
 *   threads can allocate; the others attach to `arena.control`
 * @property {'v1' | 'full'} [types]  which values the arena takes and reads. 'v1': those of
 *   layout version 1, which every reader knows (convert.js says what becomes of the others).
 *   'full': also what structured clone carries (extended/kinds.js). The default is 'v1', and
 *   with `control` what the block says; 'full' over the block of a strict arena is refused
 * @property {boolean} [trusted]  false: the bytes may be written, now or later, by code that
 *   means harm. Every read checks its bounds in either case; false also limits what a deep
 *   copy may cost (`budget`). The default is true
 * @property {Partial<Budget>} [budget]  limits of a deep copy; what is left out is unlimited,
 *   and with `trusted: false` 128 levels, 1,048,576 values and 64 MiB of text and bytes
 * @property {boolean} [debug]  find uses of freed values: save() remembers where it was
 *   called, restore() refuses when an older value refers to what it would free, and fills
 *   what it frees with 0xDD. Costs a copy of the arena's bytes at each save()
 * @property {ArenaHooks['grow']} [grow]        with `control`: how the owner makes room
 * @property {ArenaHooks['restore']} [restore]  with `control`: how the owner restores
 */

const MAX_ALIGN = 4096;

/** @param {unknown} value @param {string} name @param {boolean} otherwise @returns {boolean} */
export function requireFlag(value, name, otherwise) {
  if (value === undefined) return otherwise;
  if (typeof value === 'boolean') return value;
  throw typeFault(`${name} is ${String(value)}; pass true or false`);
}

/** @param {unknown} types @returns {'v1' | 'full' | undefined} */
export function requireTypes(types) {
  if (types === undefined || types === 'v1' || types === 'full') return types;
  throw typeFault(`types is ${JSON.stringify(types) ?? String(types)}; pass 'v1' or 'full'`);
}

/** @param {unknown} bytes */
export function requireSize(bytes) {
  if (typeof bytes === 'number' && Number.isInteger(bytes) && bytes >= 0) return;
  throw fault('ZB_E_INVALID', `cannot allocate ${String(bytes)} bytes; pass a whole number, 0 or more`);
}

/** @param {unknown} align */
export function requireAlign(align) {
  if (typeof align === 'number' && Number.isInteger(align) && align >= 1 && align <= MAX_ALIGN && (align & (align - 1)) === 0) return;
  throw fault('ZB_E_INVALID', `cannot align to ${String(align)}; pass a power of two from 1 to ${MAX_ALIGN}`);
}
