/**
 * An object as a cell, when that is all there is to it, or as a source of items.
 *
 * @param {Arena} arena
 * @param {object} value  not an accessor
 * @param {Written} written
 * @returns {Readonly<Cell> | Source}
 */
export function reduceExtended(arena: Arena, value: object, written: Written): Readonly<Cell> | Source;
import type { Arena } from '../arena.js';
import type { Written } from './written.js';
import type { Cell } from '../cell.js';
import { Source } from '../source.js';
