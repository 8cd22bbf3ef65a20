/**
 * Require a record to lie in the region.
 *
 * @param {Arena} arena
 * @param {number} record  u32
 * @param {number} slots
 * @returns {number} the record
 */
export function checkRecord(arena: Arena, record: number, slots: number): number;
/**
 * Require a slot of a record to hold one of some types.
 *
 * @param {Arena} arena
 * @param {number} slot  checked
 * @param {ReadonlySet<number>} tags
 * @param {string} what  names the record in the error
 */
export function requireTag(arena: Arena, slot: number, tags: ReadonlySet<number>, what: string): number;
/** @param {Arena} arena @param {number} slot  checked @param {string} what @returns {string} */
export function requireString(arena: Arena, slot: number, what: string): string;
/** @param {Arena} arena  synced @param {number} record @returns {object} new Number(1) and the like */
export function readBoxed(arena: Arena, record: number): object;
/** @param {Arena} arena  synced @param {number} record @returns {RegExp} */
export function readRegExp(arena: Arena, record: number): RegExp;
import type { Arena } from '../arena.js';
