/** @import { Arena } from '../arena.js' */
/**
 * @param {Arena} arena  synced, extended
 * @param {number} slot  offset, checked
 * @param {number} tag   its tag
 * @returns {any}
 */
export function readExtension(arena: Arena, slot: number, tag: number): any;
import type { Arena } from '../arena.js';
