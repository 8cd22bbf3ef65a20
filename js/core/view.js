// SPDX-License-Identifier: MIT
// Views, for loops over many objects: made at the cost of one small allocation, where an
// accessor costs about 0.1 µs per key, for which it has own properties. A view is read and
// written like an accessor; for-in, `in`, JSON.stringify() and toJS() see its fields, while
// Object.keys() and spread see none.
import { blockAt } from './block.js';
import { objectAt } from './accessor.js';
import { typeFault } from './errors.js';
import { OBJECT_ENTRY_BYTES, SLOT_A_AT, SLOT_BYTES, Tag } from './layout.gen.js';
import { getLength, elementAt } from './elements.js';
import { requireOffset } from './region.js';
import { NO_FIELDS } from './shape.js';
import { checkHandle, open, reveal, targetOf } from './target.js';

/** @import { Arena } from './arena.js' */

/**
 * The handle that a value stands for.
 *
 * @param {Arena} arena
 * @param {unknown} value    an accessor or view of this arena, or a handle
 * @param {boolean} isArray  what it must be
 * @param {number} itemBytes
 */
function handleOf(arena, value, isArray, itemBytes) {
  const what = isArray ? 'an array' : 'an object';
  const target = targetOf(value);
  if (target === undefined) {
    arena.sync();
    checkHandle(arena, requireOffset(value, `the handle of ${what}`));
  } else {
    open(target);
    if (target.isArray !== isArray) throw typeFault(`this accessor is not ${what}; use ${isArray ? 'view()' : 'list()'} for it`);
    if (target.arena.memory !== arena.memory) throw typeFault('this accessor belongs to another memory; use the zerobuf object that made it');
    reveal(target);
  }
  const handle = target === undefined ? /** @type {number} */ (value) : target.handle;
  blockAt(arena, handle, itemBytes);
  return handle;
}

/**
 * A view of an object.
 *
 * @param {Arena} arena
 * @param {unknown} value  accessor, view or handle
 * @returns {any} of an object that is no record (very many keys, or ever others), and in an
 *   arena that trusts no one: its accessor
 */
export function viewOf(arena, value) {
  const handle = handleOf(arena, value, false, OBJECT_ENTRY_BYTES);
  const known = arena.isTrusted ? arena.shapes.find(handle) : undefined;
  if (known === undefined) return objectAt(arena, handle);
  const { View } = known.shape.viewClasses(arena);
  return new View(arena, handle, known.keys);
}

/**
 * A list: an array whose objects are given as views.
 *
 * All objects are expected to have the keys of the first. Those that have others are read
 * rightly, but slower, and for-in shows the keys of the first.
 *
 * @param {Arena} arena
 * @param {unknown} value  accessor, list or handle
 * @returns {any} `length`, `at(index)`, `forEach(visit)`, iteration, `toJS()`, `__zerobuf_ptr`
 */
export function listOf(arena, value) {
  const handle = handleOf(arena, value, true, SLOT_BYTES);
  const known = firstShape(arena, handle) ?? NO_FIELDS;
  const { List } = known.shape.viewClasses(arena);
  return new List(arena, handle, known.keys);
}

/** @param {Arena} arena @param {number} handle */
function firstShape(arena, handle) {
  if (!arena.isTrusted || getLength(arena, handle) === 0) return undefined;
  const slot = elementAt(arena, handle, 0);
  if (arena.dv.getUint8(slot) !== Tag.Object) return undefined;
  const first = arena.dv.getUint32(slot + SLOT_A_AT, true);
  checkHandle(arena, first);
  return arena.shapes.find(first);
}
