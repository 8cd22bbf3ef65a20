// SPDX-License-Identifier: MIT
// JSON without the engine: by way of JSON.parse and JSON.stringify, with the engine's options,
// results and errors. What differs:
//
//  - keys that look like array indices come first, in order: JavaScript moves them there;
//  - a key with half of a surrogate pair is refused with ZB_E_INVALID instead of ZB_E_UTF8; one
//    that stands in a string text as such, not as an escape, is taken by the engine as U+FFFD;
//  - bytes that are not UTF-8 are refused before anything else that is wrong in the text;
//  - `duplicates: 'first'` and 'reject' need the engine, and `bigint` an engine of JavaScript that
//    shows JSON.parse's reviver the source (Node 22, Chromium 114);
//  - what is nested deeper than the JavaScript stack allows is an error when it is written.
import { create } from './accessor.js';
import { fault } from './errors.js';
import { findFault, isDeeper } from './json-check.js';
import { lengthFault, requireParseOptions, requireStringifyOptions, syntaxFault } from './json-options.js';
import { plainJson } from './json-plain.js';
import { encodeText, textByteLength } from './text.js';

/** @import { Arena } from './arena.js' */
/** @import { ParseOptions, StringifyOptions } from './json-options.js' */

/**
 * Whether the first `length` bytes are UTF-8, or may become it when more follow.
 *
 * @param {Uint8Array} bytes
 * @param {number} length
 * @param {boolean} goesOn
 */
function isUtf8(bytes, length, goesOn) {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: goesOn });
    return true;
  } catch {
    return false;
  }
}

/** @param {Uint8Array} bytes the error for bytes that are not UTF-8 */
function utf8Fault(bytes) {
  let offset = 0; // so many are, or may become it
  for (let end = bytes.length + 1; end - offset > 1;) {
    const middle = (offset + end) >>> 1;
    if (isUtf8(bytes, middle, true)) offset = middle;
    else end = middle;
  }
  while (!isUtf8(bytes, offset, false)) offset--; // to where the ill-formed sequence begins
  const before = bytes.subarray(0, offset);
  let line = 1;
  for (const byte of before) if (byte === 10) line++;
  return syntaxFault('ZB_E_UTF8', 'the text is not well-formed UTF-8', { offset, line, column: offset - before.lastIndexOf(10) });
}

/** @param {string | Uint8Array | ArrayBuffer} source @returns {string} */
function textOf(source) {
  if (typeof source === 'string') return source;
  const bytes = new Uint8Array(source instanceof Uint8Array ? source : new Uint8Array(source));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw utf8Fault(bytes);
  }
}

/**
 * Integers that a double does not hold, as bigints.
 *
 * @param {string} _key
 * @param {unknown} value
 * @param {{ source?: string }} [context]
 */
function reviveBigint(_key, value, context) {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || Number.isNaN(value)) return value;
  if (context?.source === undefined) {
    throw fault('ZB_E_INVALID', 'this JavaScript engine does not show the digits of a number that JSON.parse reads; use the C engine for { bigint: true }');
  }
  if (!/^-?\d+$/.test(context.source)) return value;
  const exact = BigInt(context.source);
  return BigInt.asIntN(64, exact) === exact ? exact : value;
}

/**
 * Read a JSON text into an arena. Same as Engine.parse(), but for what stands above.
 *
 * @param {Arena} arena
 * @param {string | Uint8Array | ArrayBuffer} source
 * @param {ParseOptions} [options]
 * @returns {any} an accessor, or the value itself when the text is no array and no object
 */
export function parsePlain(arena, source, options) {
  const { flags, maxDepth, duplicates } = requireParseOptions(options);
  if (duplicates !== 0) throw fault('ZB_E_INVALID', "only duplicates: 'last' works without the C engine; await zerobuf.engine() first");
  const text = textOf(source);
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const found = findFault(text, maxDepth);
    if (found === undefined) throw error;
    throw syntaxFault(found.code, found.sentence, found.place);
  }
  if (isDeeper(text, maxDepth)) {
    const { code, sentence, place } = /** @type {import('./json-check.js').TextFault} */ (findFault(text, maxDepth));
    throw syntaxFault(code, sentence, place);
  }
  if (flags !== 0) value = JSON.parse(text, reviveBigint);
  if (typeof value === 'string') return value.toWellFormed();
  return typeof value === 'object' && value !== null ? create(arena, value) : value;
}

/**
 * Write a value as JSON text. Same as Engine.stringify(), but for what stands above.
 *
 * @param {unknown} value  an accessor, or any other value
 * @param {StringifyOptions} [options]
 * @returns {any} a string, or bytes with `bytes`
 */
export function stringifyPlain(value, options) {
  const { indent, sorted, ascii, bytes, maxBytes } = requireStringifyOptions(options);
  let text = plainJson(value, indent, sorted, maxBytes);
  if (ascii) text = text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (text.length > maxBytes || (text.length > maxBytes / 3 && textByteLength(text) > maxBytes)) throw lengthFault(maxBytes);
  return bytes ? encodeText(text) : text;
}
