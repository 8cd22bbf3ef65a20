// SPDX-License-Identifier: MIT
// Writing containers without recursion: what an extended arena takes, where values may be
// shared and hold themselves, and what is nested deeper than encoder.js goes.
import { setCell, storeCell } from './cell.js';
import { convert } from './convert.js';
import { reduceExtended } from './extended/reduce.js';
import { ExtensionTag, Tag } from './layout.gen.js';
import { encodeLeaf, placeBytes } from './leaf.js';
import { toPlain } from './plain.js';
import { Source } from './source.js';
import { open, reveal, targetOf } from './target.js';

/** @import { Ancestors } from './ancestors.js' */
/** @import { Arena } from './arena.js' */
/** @import { Cell } from './cell.js' */
/** @import { ArrayTarget, ObjectTarget } from './target.js' */
/** @import { Written } from './extended/written.js' */

/**
 * An object as a cell, when that is all there is to it, or as a source of items.
 *
 * @param {Arena} arena
 * @param {object} value
 * @param {string} key
 * @param {Written | undefined} written  undefined for a strict arena
 * @returns {Readonly<Cell> | Source}
 */
export function reduce(arena, value, key, written) {
  const target = targetOf(value);
  if (target !== undefined) return reduceAccessor(arena, value, target, written);
  if (written !== undefined) return reduceExtended(arena, value, written);
  const converted = convert(value, key);
  arena.sync(); // convert() may have run user code
  if (typeof converted !== 'object' || converted === null) {
    return /** @type {Readonly<Cell>} */ (encodeLeaf(arena, converted));
  }
  if (converted instanceof Uint8Array) return setCell(Tag.Bytes, placeBytes(arena, converted));
  if (converted !== value && targetOf(converted) !== undefined) return reduce(arena, converted, key, written);
  return new Source(converted);
}

/**
 * What an accessor shows: the same value, where its offset means the same here.
 *
 * @param {Arena} arena
 * @param {object} accessor
 * @param {ArrayTarget | ObjectTarget} target
 * @param {Written | undefined} written
 */
export function reduceAccessor(arena, accessor, target, written) {
  open(target);
  const isReadableHere = arena.isExtended || !target.arena.isExtended;
  if (target.arena.memory === arena.memory && isReadableHere && arena.carrier === undefined) {
    return setCell(target.isArray ? Tag.Array : Tag.Object, reveal(target));
  }
  const known = written?.find(accessor);
  if (known !== undefined) return known;
  const source = new Source(toPlain(target));
  source.origin = accessor;
  return source;
}

/**
 * Write arrays and objects and all that they hold.
 *
 * @param {Arena} arena
 * @param {Source} root
 * @param {Written | undefined} written  for an extended arena
 * @param {Ancestors | undefined} ancestors  what is around the root; a strict arena needs them
 * @returns {Readonly<Cell>} valid until the next
 */
export function encodeTree(arena, root, written, ancestors) {
  ancestors?.enter(root.value);
  ancestors?.moveTo(root);
  root.place(arena);
  written?.add(root.origin, root.tag, root.handle);
  for (let source = root; ;) {
    if (source.next < source.length) {
      const child = writeItem(arena, source, written);
      if (child === undefined) continue;
      child.parent = source;
      ancestors?.enter(child.value);
      ancestors?.moveTo(child);
      child.place(arena);
      written?.add(child.origin, child.tag, child.handle);
      storeCell(arena, source.slot, setCell(child.tag, child.handle));
      source = child;
      continue;
    }
    ancestors?.leave();
    const { parent } = source;
    if (parent === undefined) break;
    parent.advance();
    source = parent;
  }
  return setCell(root.tag, root.handle);
}

/**
 * Write the next item, unless it is itself a source: then that is returned.
 *
 * @param {Arena} arena
 * @param {Source} source
 * @param {Written | undefined} written
 * @returns {Source | undefined}
 */
function writeItem(arena, source, written) {
  const { name } = source;
  const value = source.value[name];
  arena.sync(); // a getter may have grown the memory
  if (!source.isArray) {
    const key = arena.keys.get(/** @type {string} */ (name));
    const keyAt = arena.placeKey(key, false);
    arena.dv.setUint32(source.at, keyAt, true);
    arena.dv.setUint32(source.at + 4, key.byteLength, true);
  }
  let content;
  if (value === undefined && written !== undefined && source.isArray && !Object.hasOwn(source.value, name)) {
    content = setCell(ExtensionTag.Hole, 0);
  } else {
    content = encodeLeaf(arena, value) ?? reduce(arena, value, String(name), written);
  }
  if (content instanceof Source) return content;
  storeCell(arena, source.slot, content);
  source.advance();
  return undefined;
}
