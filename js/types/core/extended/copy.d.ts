/** @import { Copy, Level } from '../plain.js' */
/**
 * Copy the item whose slot has an extension tag.
 *
 * @param {Copy} copy
 * @param {Level} level  that takes it
 * @param {string} name
 * @param {number} slot  checked
 * @param {number} tag
 * @returns {Level} where to go on
 */
export function copyExtension(copy: Copy, level: Level, name: string, slot: number, tag: number): Level;
import type { Copy } from '../plain.js';
import type { Level } from '../plain.js';
