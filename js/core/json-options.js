// SPDX-License-Identifier: MIT
// How JSON is read and written, the same with the engine and without.
import { ZerobufSyntaxError, fault, typeFault } from './errors.js';

/**
 * @typedef {object} ParseOptions
 * @property {boolean} [bigint]  integers past 2^53 that fit 64 bits become bigints instead of
 *   rounded numbers
 * @property {number} [maxDepth]  arrays and objects inside each other; 512 by default. More is an
 *   error with the code ZB_E_DEPTH
 * @property {'last' | 'first' | 'reject'} [duplicates]  of a key that stands twice in an object:
 *   the last value, at the first place, as JSON.parse does (the default); the first value; or an
 *   error with the code ZB_E_EXISTS. The latter two need the engine
 */

/**
 * @typedef {object} StringifyOptions
 * @property {number} [indent]   spaces for each level, 0 to 10; 0, the default, writes no whitespace
 * @property {boolean} [sorted]  keys in the order of their UTF-8 instead of the object's
 * @property {boolean} [ascii]   escape everything outside ASCII
 * @property {boolean} [bytes]   return UTF-8 instead of a string
 */

export const MAX_INDENT = 10;
export const DEFAULT_DEPTH = 512;

const BIGINT = 1;
const SORTED = 1;
const ASCII = 2;
const DUPLICATES = ['last', 'first', 'reject'];

/** @param {ParseOptions | undefined} options */
export function requireParseOptions(options) {
  const { bigint = false, maxDepth = DEFAULT_DEPTH, duplicates = 'last' } = options ?? {};
  if (!Number.isInteger(maxDepth) || maxDepth < 1 || maxDepth > 0x7fff_ffff) {
    throw fault('ZB_E_INVALID', `maxDepth is ${String(maxDepth)}; pass a whole number of 1 or more`);
  }
  const number = DUPLICATES.indexOf(duplicates);
  if (number < 0) throw typeFault(`duplicates is ${JSON.stringify(duplicates) ?? String(duplicates)}; pass 'last', 'first' or 'reject'`);
  return { flags: bigint ? BIGINT : 0, maxDepth, duplicates: number };
}

/** @param {StringifyOptions | undefined} options */
export function requireStringifyOptions(options) {
  const { indent = 0, sorted = false, ascii = false, bytes = false } = options ?? {};
  if (!Number.isInteger(indent) || indent < 0 || indent > MAX_INDENT) {
    throw fault('ZB_E_INVALID', `indent is ${String(indent)}; pass a whole number from 0 to ${MAX_INDENT}`);
  }
  return { indent, flags: (sorted ? SORTED : 0) | (ascii ? ASCII : 0), bytes, sorted, ascii };
}

/**
 * @param {string} code
 * @param {string} sentence  what must stand there, or must not
 * @param {{ offset: number, line: number, column: number }} place
 */
export function syntaxFault(code, sentence, place) {
  return new ZerobufSyntaxError(code, `this is no JSON that can be read: ${sentence}`, place);
}
