// SPDX-License-Identifier: MIT
// Values that JavaScript hands over with a request (SPEC.md, 8.2).  A guest promises no arena to write them into, so they
// are written in a buffer of the host's own, and their offsets mended when their place in the guest is known.

import {
  BLOCK_LENGTH_AT,
  ARRAY_HEADER_BYTES,
  ENTRY_SLOT_AT,
  MAX_REGION_BYTES,
  OBJECT_ENTRY_BYTES,
  OBJECT_HEADER_BYTES,
  SLOT_A_AT,
  SLOT_BYTES,
  Tag,
  WRITE_ALIGN,
} from '../core/layout.gen.js';
import { Arena, writeValue, ZerobufError } from '../core/index.js';

/** Most values fit in a buffer of this size, of which one is kept. */
const USUAL_BYTES = 65_536;

/** Where the slots lie: offset 0 means "none". */
const START = WRITE_ALIGN;

/** The one that is kept, while no values lie in it. @type {ArrayBuffer | null} */
let usual = null;

export class PackedValues {
  /**
   * @param {ArrayBuffer} buffer
   * @param {number} count slots from START on
   * @param {number} end one past the last byte of what they hold
   */
  constructor(buffer, count, end) {
    this.count = count;
    this.slots = new Uint8Array(buffer, START, count * SLOT_BYTES);
    /** What the slots refer to. */
    this.content = new Uint8Array(buffer, START + count * SLOT_BYTES, end - START - count * SLOT_BYTES);
    /** @private */
    this.view = new DataView(buffer);
  }

  /**
   * Copy the values into a memory, once.
   * @param {Uint8Array} memory
   * @param {number} slotsAt
   * @param {number} contentAt a multiple of 8
   */
  place(memory, slotsAt, contentAt) {
    moveOffsets(this.view, this.count, contentAt - (START + this.count * SLOT_BYTES));
    memory.set(this.slots, slotsAt);
    memory.set(this.content, contentAt);
    if (this.view.byteLength === USUAL_BYTES) usual = /** @type {ArrayBuffer} */ (this.view.buffer);
  }
}

/**
 * @param {readonly unknown[]} values
 * @returns {PackedValues}
 * @throws {TypeError} for what is no array, and for what no slot holds
 */
export function packValues(values) {
  if (!Array.isArray(values)) throw new TypeError('The values of a request are an array.');
  for (let size = Math.max(USUAL_BYTES, START + values.length * SLOT_BYTES); ; size = Math.min(size * 4, MAX_REGION_BYTES)) {
    const buffer = size === USUAL_BYTES && usual !== null ? usual : new ArrayBuffer(size);
    usual = null; // a getter of a value may have others packed
    try {
      return pack(values, buffer);
    } catch (error) {
      if (!(error instanceof ZerobufError && error.code === 'ZB_E_MEMORY') || size === MAX_REGION_BYTES) throw error;
    }
  }
}

/**
 * @param {readonly unknown[]} values
 * @param {ArrayBuffer} buffer
 */
function pack(values, buffer) {
  const arena = new Arena({ buffer }, START);
  const slots = arena.alloc(values.length * SLOT_BYTES, WRITE_ALIGN);
  values.forEach((value, i) => writeValue(arena, slots + i * SLOT_BYTES, value instanceof ArrayBuffer ? new Uint8Array(value) : value));
  return new PackedValues(buffer, values.length, arena.offset);
}

/**
 * Add to all offsets that are reached from slots at START.  Each value is a tree: a strict arena writes nothing twice
 * into one place.
 * @param {DataView} view
 * @param {number} count
 * @param {number} by
 */
function moveOffsets(view, count, by) {
  const word = (/** @type {number} */ at) => view.getUint32(at, true);
  /** @param {number} at @returns {number} the offset as it was */
  const move = (at) => {
    const offset = word(at);
    view.setUint32(at, offset + by, true);
    return offset;
  };
  /** Runs of slots to see to: the first slot, how many, and how far apart. @type {[number, number, number][]} */
  const runs = [[START, count, SLOT_BYTES]];
  for (let run = runs.pop(); run !== undefined; run = runs.pop()) {
    const [first, length, stride] = run;
    for (let i = 0, slot = first; i < length; i++, slot += stride) {
      const tag = view.getUint8(slot);
      if (tag === Tag.String || tag === Tag.Bytes) move(slot + SLOT_A_AT);
      if (tag !== Tag.Array && tag !== Tag.Object) continue;
      const block = move(move(slot + SLOT_A_AT));
      const elements = word(block + BLOCK_LENGTH_AT);
      if (tag === Tag.Array) {
        runs.push([block + ARRAY_HEADER_BYTES, elements, SLOT_BYTES]);
        continue;
      }
      const entries = block + OBJECT_HEADER_BYTES;
      for (let k = 0; k < elements; k++) move(entries + k * OBJECT_ENTRY_BYTES);
      runs.push([entries + ENTRY_SLOT_AT, elements, OBJECT_ENTRY_BYTES]);
    }
  }
}
