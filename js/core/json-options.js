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
 * @property {number} [maxBytes]  of the text as UTF-8; by default 536,870,888, as long as a string
 *   can be. More is an error with the code ZB_E_BUDGET: values that share parts many times over,
 *   as hostile ones may, have texts without end
 */

const MAX_INDENT = 10;
const MAX_TEXT_BYTES = 0x1fff_ffe8;
const DEFAULT_DEPTH = 512;

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
  const { indent = 0, sorted = false, ascii = false, bytes = false, maxBytes = MAX_TEXT_BYTES } = options ?? {};
  if (!Number.isInteger(indent) || indent < 0 || indent > MAX_INDENT) {
    throw fault('ZB_E_INVALID', `indent is ${String(indent)}; pass a whole number from 0 to ${MAX_INDENT}`);
  }
  if (!Number.isInteger(maxBytes) || maxBytes < 1 || maxBytes > MAX_TEXT_BYTES) {
    throw fault('ZB_E_INVALID', `maxBytes is ${String(maxBytes)}; pass a whole number from 1 to ${MAX_TEXT_BYTES}`);
  }
  return { indent, flags: (sorted ? SORTED : 0) | (ascii ? ASCII : 0), bytes, sorted, ascii, maxBytes };
}

/** The error for a text that is too long. @param {number} maxBytes */
export function lengthFault(maxBytes) {
  return fault('ZB_E_BUDGET', `the value's text is longer than ${maxBytes} bytes; allow it more with maxBytes, or write parts of it`);
}

/**
 * @param {string} code
 * @param {string} sentence  what must stand there, or must not
 * @param {{ offset: number, line: number, column: number }} place
 */
export function syntaxFault(code, sentence, place) {
  return new ZerobufSyntaxError(code, `this is no JSON that can be read: ${sentence}`, place);
}
