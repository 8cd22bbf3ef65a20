// SPDX-License-Identifier: MIT
// References (SPEC.md, 9, tag 0x86): elements that lie in the region already and outlive the
// values that refer to them, so that they are written by offset instead of copied.
import { fault, typeFault } from '../errors.js';
import { COLUMN_HEADER_BYTES, WRITE_ALIGN } from '../layout.gen.js';
import { isColumnArray, storeHeader, typeOfClass } from './column.js';
import { kindOf } from './kinds.js';

/** @import { Arena } from '../arena.js' */
/** @import { TypedArray } from './column.js' */

export class Reference {
  /** @type {TypedArray} */
  #view;

  /** @param {TypedArray} view */
  constructor(view) {
    this.#view = view;
  }

  /** The elements. */
  get view() {
    return this.#view;
  }

  /** So that arenas that know no references refuse it by name. */
  get [Symbol.toStringTag]() {
    return 'Reference';
  }
}

/** @param {unknown} value @returns {value is Reference} */
export function isReference(value) {
  return value instanceof Reference;
}

/**
 * A typed array over an arena's own memory, to be stored as a reference to those very bytes.
 * Whoever reads it, by accessor or toJS(), gets a view of them. They must stay what they are
 * for as long as the value is read; nothing keeps them alive.
 *
 * @param {TypedArray} view
 * @returns {Reference}
 * @throws {TypeError} for what is no typed array; storing it throws when it lies elsewhere
 */
export function reference(view) {
  if (typeof view !== 'object' || view === null || !isColumnArray(kindOf(view))) {
    throw typeFault('reference() takes a typed array over the memory of an arena; store other values themselves');
  }
  return new Reference(view);
}

/**
 * Write a header over the bytes where they are.
 *
 * @param {Arena} arena  synced
 * @param {Reference} value
 * @returns {number} offset of the header
 */
export function allocReference(arena, { view }) {
  const { buffer, byteOffset, byteLength, length } = view;
  arena.refresh();
  if (buffer !== arena.u8.buffer) {
    throw typeFault("the elements lie outside this arena's memory, or it has grown since the view was taken; take it anew from memory.buffer, or store the array itself to copy it");
  }
  if (!arena.has(byteOffset, byteLength)) {
    throw fault('ZB_E_BOUNDS', `${byteLength} bytes at ${byteOffset} lie past what a region spans; store the array itself to copy it`, byteOffset);
  }
  const header = arena.take(COLUMN_HEADER_BYTES, WRITE_ALIGN);
  storeHeader(arena, header, typeOfClass(kindOf(view)), byteOffset, length);
  return header;
}
