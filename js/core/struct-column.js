// SPDX-License-Identifier: MIT
// One field of many schema objects. Its slots lie a fixed number of bytes apart, which no typed
// array can show, so this reads and writes them one by one.
import { typeFault } from './errors.js';
import { SLOT_A_AT, SLOT_B_AT, Tag } from './layout.gen.js';
import { copyTogether } from './schema-copies.js';
import { assign } from './schema-values.js';
import { AT, OPEN, positionOf, renew } from './struct-place.js';

/** @import { Arena } from './arena.js' */
/** @import { Field } from './schema-fields.js' */

/** Classes of the copies that toTypedArray() makes, by the field's type. */
const COPIES = new Map(/** @type {[string, any][]} */ ([
  ['f64', Float64Array], ['i32', Int32Array], ['bigint', BigInt64Array], ['any', Float64Array],
]));

/** See StructColumn in schema-types.js. @template T */
export class StructColumn {
  /** @type {Arena} */
  #arena;
  /** @type {number} offset of the first slot */
  #at;
  /** @type {number} */
  #epoch;
  /** @type {number} */
  #length;
  /** @type {number} bytes */
  #stride;
  /** @type {Field} */
  #field;
  /** @type {boolean} */
  #holdsF64;

  /** @param {Arena} arena  synced @param {number} at @param {number} length @param {number} stride @param {Field} field */
  constructor(arena, at, length, stride, field) {
    this.#arena = arena;
    this.#at = at;
    this.#epoch = arena.epoch;
    this.#length = length;
    this.#stride = stride;
    this.#field = field;
    this.#holdsF64 = field.kind.name === 'f64' || field.kind.name === 'any';
  }

  get name() {
    return this.#field.name;
  }

  get length() {
    return this.#length;
  }

  [OPEN]() {
    this.#epoch = renew(this.#arena, this.#at, this.#epoch);
    return this.#arena;
  }

  get [AT]() {
    return this.#at;
  }

  /** @param {number} index @returns {any} */
  at(index) {
    const arena = this.#arena;
    if (typeof index === 'number' && (index >>> 0) === index && index < this.#length && this.#epoch === arena.epoch && this.#holdsF64) {
      try {
        const { dv } = arena;
        const slot = this.#at + index * this.#stride;
        if (dv.getUint8(slot) === Tag.F64) return dv.getFloat64(slot + SLOT_B_AT, true);
      } catch {} // the memory has grown
    }
    return this.#read(index);
  }

  /** @param {number} index */
  #read(index) {
    const slot = this.#at + positionOf(index, this.#length) * this.#stride;
    return this.#field.read(this[OPEN](), slot);
  }

  /** Nothing changes when it throws. @param {number} index @param {T} value */
  set(index, value) {
    const arena = this.#arena;
    if (typeof value === 'number' && typeof index === 'number' && (index >>> 0) === index && index < this.#length && this.#epoch === arena.epoch && this.#holdsF64) {
      try {
        const { dv } = arena;
        const slot = this.#at + index * this.#stride;
        if (dv.getUint32(slot, true) === Tag.F64 && (this.#field.kind.name === 'f64' || (value | 0) !== value)) {
          dv.setFloat64(slot + SLOT_B_AT, value, true); // first: it fails when the slot is past the view
          dv.setUint32(slot + SLOT_A_AT, 0, true);
          return;
        }
      } catch {} // the memory has grown
    }
    assign(this, this.#at + positionOf(index, this.#length) * this.#stride - this.#field.offset, this.#field, value);
  }

  * [Symbol.iterator]() {
    for (let index = 0; index < this.#length; index++) yield this.at(index);
  }

  /** @returns {T[]} */
  toJS() {
    const arena = this[OPEN](), length = this.#length, from = this.#at, stride = this.#stride, field = this.#field;
    return copyTogether(arena, (copies) => {
      const result = [];
      for (let i = 0, slot = from; i < length; i++, slot += stride) result.push(field.plain(arena, slot, copies));
      return result;
    });
  }

  toJSON() {
    return this.toJS();
  }

  /** @returns {any} Float64Array, Int32Array or BigInt64Array */
  toTypedArray() {
    const field = this.#field;
    const type = COPIES.get(field.kind.name);
    if (type === undefined) throw typeFault(`${field.where} is a field of type ${field.kind.name}, not of numbers; use toJS()`);
    const arena = this[OPEN](), { dv } = arena;
    const result = new type(this.#length);
    for (let index = 0, slot = this.#at; index < result.length; index++, slot += this.#stride) {
      const tag = dv.getUint8(slot);
      if (tag === Tag.F64 && type === Float64Array) result[index] = dv.getFloat64(slot + SLOT_B_AT, true);
      else if (tag === Tag.I32 && type !== BigInt64Array) result[index] = dv.getInt32(slot + SLOT_A_AT, true);
      else if (tag === Tag.BigInt && type === BigInt64Array) result[index] = dv.getBigInt64(slot + SLOT_B_AT, true);
      else this.#refuse(arena, slot, index);
    }
    return result;
  }

  /** @param {Arena} arena @param {number} slot @param {number} index @returns {never} */
  #refuse(arena, slot, index) {
    const value = this.#field.read(arena, slot); // reports another type than the field's
    throw typeFault(`${this.#field.where} is ${value === null ? 'null' : `a ${typeof value}`} at ${index}, which a typed array cannot hold; set it, or use toJS()`);
  }

  get [Symbol.toStringTag]() {
    return 'StructColumn';
  }
}
