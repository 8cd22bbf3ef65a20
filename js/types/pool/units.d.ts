/**
 * @param {Arena} arena
 * @param {number} header  u32
 * @returns {string}
 */
export function readUnits(arena: Arena, header: number): string;
import type { Arena } from '../core/arena.js';
