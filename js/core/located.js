// SPDX-License-Identifier: MIT
// Where a value lies: an accessor, or an offset together with what lies there.
import { typeFault } from './errors.js';
import { Tag } from './layout.gen.js';
import { requireOffset } from './region.js';
import { open, reveal, targetOf } from './target.js';

/** @import { Arena } from './arena.js' */

/** What an offset is of. @typedef {'slot' | 'object' | 'array' | 'schema'} RootKind */

/** zb_root, in its order. @type {readonly RootKind[]} */
const KINDS = ['slot', 'object', 'array', 'schema'];

/**
 * Tag and handle of an accessor of the arena's memory; undefined for every other value.
 *
 * @param {Arena} arena
 * @param {unknown} value
 * @throws {RangeError} when it outlived its checkpoint
 */
export function ownedBy(arena, value) {
  const target = targetOf(value);
  if (target === undefined || target.arena.memory !== arena.memory) return undefined;
  open(target);
  arena.sync();
  return { tag: target.isArray ? Tag.Array : Tag.Object, handle: reveal(target) };
}

/**
 * Number of the kind, and offset, of a root.
 *
 * @param {Arena} arena
 * @param {unknown} root   an accessor of this memory, or an offset
 * @param {unknown} [kind]  of an offset; an object by default
 */
export function locate(arena, root, kind = 'object') {
  if (typeof root !== 'number') {
    const owned = ownedBy(arena, root);
    if (owned === undefined) throw typeFault('what is to be verified must be an accessor of this memory, or an offset in it');
    return { kind: KINDS.indexOf(owned.tag === Tag.Array ? 'array' : 'object'), at: owned.handle };
  }
  const number = KINDS.indexOf(/** @type {RootKind} */ (kind));
  if (number < 0) throw typeFault(`kind is ${JSON.stringify(kind) ?? String(kind)}; pass ${KINDS.map((name) => `'${name}'`).join(', ')}`);
  return { kind: number, at: requireOffset(root, 'the root') };
}
