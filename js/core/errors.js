// SPDX-License-Identifier: MIT
// Errors. One per status of the C table (layout.gen.js), with the code as text.
import { STATUSES } from './layout.gen.js';

const BRAND = Symbol('zerobuf.error');

/**
 * @param {string} code      name of a status, like "ZB_E_BOUNDS"
 * @param {string} sentence  what was wrong and what to do about it
 * @param {number} [offset]  byte offset in the region where it was found
 */
function messageOf(code, sentence, offset) {
  return `${sentence} (${code}${offset === undefined ? '' : ` at offset ${offset}`})`;
}

/**
 * Everything that this library throws on purpose is `instanceof ZerobufError`.
 * Errors that the language would report as a RangeError or a TypeError are also
 * instances of those: see {@link ZerobufRangeError} and {@link ZerobufTypeError}.
 */
export class ZerobufError extends Error {
  /**
   * @param {string} code      name of a status, like "ZB_E_CORRUPT"
   * @param {string} sentence  what was wrong and what to do about it
   * @param {number} [offset]  byte offset in the region, when there is one
   */
  constructor(code, sentence, offset) {
    super(messageOf(code, sentence, offset));
    /** Name of the status, the same in C and JavaScript. */
    this.code = code;
    /** Byte offset in the region where the fault was found. @type {number | undefined} */
    this.offset = offset;
  }

  /**
   * @override
   * @param {unknown} value
   * @returns {value is any}
   */
  static [Symbol.hasInstance](value) {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

/** A RangeError that is also a ZerobufError: offsets, lengths, sizes, checkpoints, memory. */
export class ZerobufRangeError extends RangeError {
  /**
   * @param {string} code      name of a status
   * @param {string} sentence  what was wrong and what to do about it
   * @param {number} [offset]  byte offset in the region, when there is one
   */
  constructor(code, sentence, offset) {
    super(messageOf(code, sentence, offset));
    this.code = code;
    /** @type {number | undefined} */
    this.offset = offset;
  }
}

/** A TypeError that is also a ZerobufError: values of a kind that cannot be used here. */
export class ZerobufTypeError extends TypeError {
  /**
   * @param {string} code      name of a status
   * @param {string} sentence  what was wrong and what to do about it
   * @param {number} [offset]  byte offset in the region, when there is one
   */
  constructor(code, sentence, offset) {
    super(messageOf(code, sentence, offset));
    this.code = code;
    /** @type {number | undefined} */
    this.offset = offset;
  }
}

/**
 * Something was used, or would come to be used, after a restore freed it. A RangeError and a
 * ZerobufError, like every error about checkpoints; `code` is ZB_E_CHECKPOINT.
 */
export class StaleReferenceError extends ZerobufRangeError {
  /**
   * @param {string} sentence    what was wrong and what to do about it
   * @param {number} offset      byte offset of the freed value, or of the slot that refers to it
   * @param {number} checkpoint  the checkpoint whose restore frees it
   */
  constructor(sentence, offset, checkpoint) {
    super('ZB_E_CHECKPOINT', sentence, offset);
    /** The checkpoint whose restore freed the value. */
    this.checkpoint = checkpoint;
  }
}

/** A SyntaxError that is also a ZerobufError: text that is no JSON, or nests too deep, or is no UTF-8. */
export class ZerobufSyntaxError extends SyntaxError {
  /**
   * @param {string} code      name of a status
   * @param {string} sentence  what was wrong
   * @param {{ offset: number, line: number, column: number }} place  in the text: bytes of UTF-8
   *   before it; line and column from 1, the column in bytes
   */
  constructor(code, sentence, { offset, line, column }) {
    super(`${sentence}, line ${line}, column ${column} (${code} at byte ${offset} of the text)`);
    this.code = code;
    /** Bytes of the text before the place. */
    this.offset = offset;
    this.line = line;
    this.column = column;
  }
}

for (const [type, name] of /** @type {const} */ ([
  [ZerobufError, 'ZerobufError'],
  [ZerobufRangeError, 'ZerobufRangeError'],
  [ZerobufTypeError, 'ZerobufTypeError'],
  [StaleReferenceError, 'StaleReferenceError'],
  [ZerobufSyntaxError, 'ZerobufSyntaxError'],
])) {
  Object.defineProperty(type.prototype, 'name', { value: name, writable: true, configurable: true });
  Object.defineProperty(type.prototype, BRAND, { value: true });
}

const RANGE_CODES = new Set(['ZB_E_BOUNDS', 'ZB_E_ALIGN', 'ZB_E_MEMORY', 'ZB_E_INVALID', 'ZB_E_CHECKPOINT']);

/**
 * The error for a status, of the class that the language itself would use.
 *
 * @param {string} code      name of a status
 * @param {string} sentence  what was wrong and what to do about it
 * @param {number} [offset]  byte offset in the region, when there is one
 * @returns {ZerobufError | ZerobufRangeError | ZerobufTypeError}
 */
export function fault(code, sentence, offset) {
  if (RANGE_CODES.has(code)) return new ZerobufRangeError(code, sentence, offset);
  if (code === 'ZB_E_TAG') return new ZerobufTypeError(code, sentence, offset);
  return new ZerobufError(code, sentence, offset);
}

/**
 * The error for a value of a kind that cannot be used.
 *
 * @param {string} sentence  what was wrong and what to do about it
 */
export function typeFault(sentence) {
  return new ZerobufTypeError('ZB_E_INVALID', sentence);
}

/** What was said of values that cannot be written, to be said again with the path to them. @type {WeakMap<object, string>} */
const refusals = new WeakMap();

/**
 * The error for a value that cannot be written.
 *
 * @param {string} sentence  what was wrong and what to do about it
 */
export function refusal(sentence) {
  const error = typeFault(sentence);
  refusals.set(error, sentence);
  return error;
}

/** The sentence of a refusal(); undefined for other errors. @param {unknown} error */
export function refusedBecause(error) {
  return refusals.get(/** @type {object} */ (error));
}

/**
 * The error for a status number that C returned.
 *
 * @param {number} status    a negative zb_status
 * @param {string} sentence  what was being done
 * @param {number} [offset]  byte offset in the region, when there is one
 */
export function faultOfStatus(status, sentence, offset) {
  for (const [name, number, text] of STATUSES) {
    if (number === status) return fault(name, `${sentence}: ${text}`, offset);
  }
  return fault('ZB_E_INVALID', `${sentence}: unknown status ${status}`, offset);
}
