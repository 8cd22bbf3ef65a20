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
export function reduce(arena: Arena, value: object, key: string, written: Written | undefined): Readonly<Cell> | Source;
/**
 * What an accessor shows: the same value, where its offset means the same here.
 *
 * @param {Arena} arena
 * @param {object} accessor
 * @param {ArrayTarget | ObjectTarget} target
 * @param {Written | undefined} written
 */
export function reduceAccessor(arena: Arena, accessor: object, target: ArrayTarget | ObjectTarget, written: Written | undefined): Readonly<Cell> | Source;
/**
 * Write arrays and objects and all that they hold.
 *
 * @param {Arena} arena
 * @param {Source} root
 * @param {Written | undefined} written  for an extended arena
 * @param {Ancestors | undefined} ancestors  what is around the root; a strict arena needs them
 * @returns {Readonly<Cell>} valid until the next
 */
export function encodeTree(arena: Arena, root: Source, written: Written | undefined, ancestors: Ancestors | undefined): Readonly<Cell>;
import type { Arena } from './arena.js';
import type { Written } from './extended/written.js';
import type { Cell } from './cell.js';
import { Source } from './source.js';
import type { ArrayTarget } from './target.js';
import type { ObjectTarget } from './target.js';
import type { Ancestors } from './ancestors.js';
