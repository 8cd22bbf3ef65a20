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
/**
 * encodeObject() for an object where others of its shape are expected. With ancestors that
 * keep identity (extended/graph.js), for extended arenas.
 *
 * @param {Arena} arena
 * @param {any} value  an object
 * @param {string | number} key
 * @param {Site} site
 * @param {Ancestors} ancestors
 * @returns {Readonly<Cell>}
 */
export function encodeAny(arena: Arena, value: any, key: string | number, site: Site, ancestors: Ancestors): Readonly<Cell>;
/** Write a number into a slot. @param {DataView} dv @param {number} slot @param {number} value */
export function putNumber(dv: DataView, slot: number, value: number): void;
import type { Arena } from './arena.js';
import type { Ancestors } from './ancestors.js';
import type { Cell } from './cell.js';
import { Site } from './shape-plan.js';
