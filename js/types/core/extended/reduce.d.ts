/** @import { Arena } from '../arena.js' */
/** @import { Cell } from '../cell.js' */
/** @import { Written } from './written.js' */
/**
 * A symbol of Symbol.for().
 *
 * @param {Arena} arena
 * @param {symbol} symbol
 */
export function encodeSymbol(arena: Arena, symbol: symbol): Readonly<Cell>;
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
import type { Cell } from '../cell.js';
import type { Written } from './written.js';
import { Source } from '../source.js';
