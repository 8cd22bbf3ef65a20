/**
 * Write an object, and say what a slot for it holds.
 *
 * @param {Arena} arena  synced, strict
 * @param {object} value
 * @param {string} key  of the value, for toJSON
 * @param {Ancestors} ancestors  none yet
 * @returns {Readonly<Cell>} valid until the next
 */
export function encodeObject(arena: Arena, value: object, key: string, ancestors: Ancestors): Readonly<Cell>;
import type { Arena } from './arena.js';
import type { Ancestors } from './ancestors.js';
import type { Cell } from './cell.js';
