// SPDX-License-Identifier: MIT
// Schema objects: consecutive slots without keys or handle (SPEC.md, 5). Both sides know
// which field is which.
import { Arena } from './arena.js';
import { storeCell } from './cell.js';
import { fault, typeFault } from './errors.js';
import { RESERVED } from './keys.js';
import { SLOT_BYTES, WRITE_ALIGN } from './layout.gen.js';
import { readSlotPlain } from './plain.js';
import { requireOffset } from './region.js';
import { readSlot } from './value.js';
import { encode, newWritten, undoOnFailure } from './write.js';

/**
 * @template {string} F
 * @typedef {{ [field in F]: any } & { readonly __zerobuf_ptr: number, toJS(): { [field in F]: any } }} SchemaInstance
 */

/**
 * @template {string} F
 * @typedef {object} Schema
 * @property {number} size              bytes of one object
 * @property {readonly F[]} fields
 * @property {(arena: Arena, values: { [field in F]?: unknown }) => SchemaInstance<F>} create
 *   write an object; a missing field is null, an unknown one a TypeError
 * @property {(arena: Arena, ptr: number) => SchemaInstance<F>} wrap  an object that is there
 * @property {(arena: Arena, ptr: number) => { [field in F]: any }} toJS  a deep copy
 */

/** Where an instance lies. */
class Place {
  /** @param {Arena} arena @param {number} at */
  constructor(arena, at) {
    this.arena = arena;
    this.at = at;
    this.epoch = arena.epoch;
  }

  open() {
    this.arena.sync();
    if (this.epoch !== this.arena.epoch) {
      if (this.arena.wasFreed(this.at, this.epoch)) {
        throw this.arena.stale('this schema object', this.at, this.epoch);
      }
      this.epoch = this.arena.epoch;
    }
    return this.arena;
  }
}

/** @type {WeakMap<object, Place>} */
const places = new WeakMap();

/** @param {object} instance @returns {Place} */
function placeOf(instance) {
  const place = places.get(instance);
  if (place === undefined) throw typeFault('this is no instance of a schema; make one with create() or wrap()');
  return place;
}

/** @param {unknown} fields @returns {readonly string[]} */
function requireFields(fields) {
  if (!Array.isArray(fields)) throw typeFault('defineSchema takes an array of field names');
  const names = [...fields];
  for (const [index, name] of names.entries()) {
    if (typeof name !== 'string') throw typeFault(`field ${index} of the schema is not a string; name it with one`);
    if (RESERVED.includes(name)) throw typeFault(`the field name ${name} is reserved; choose another`);
    if (names.indexOf(name) !== index) throw typeFault(`the field name ${JSON.stringify(name)} stands twice; name each field once`);
  }
  return Object.freeze(names);
}

/** @param {unknown} arena @returns {Arena} */
function requireArena(arena) {
  if (arena instanceof Arena) return arena;
  throw typeFault('a schema needs an Arena as its first argument; pass zerobuf(memory).arena');
}

/** @param {number} index @returns {PropertyDescriptor} own accessor property of every instance */
function fieldProperty(index) {
  return {
    enumerable: true,
    /** @this {object} */
    get() {
      const place = placeOf(this);
      return readSlot(place.open(), place.at + index * SLOT_BYTES);
    },
    /** @this {object} @param {unknown} value */
    set(value) {
      const place = placeOf(this);
      const arena = place.open();
      undoOnFailure(arena, () => storeCell(arena, place.at + index * SLOT_BYTES, encode(arena, value)));
    },
  };
}

/**
 * Define objects of fixed fields: 16 bytes per field, no keys stored.
 *
 * @template {string} F
 * @param {readonly F[]} fields  distinct names, in the order of their slots
 * @returns {Readonly<Schema<F>>}
 * @throws {TypeError} for reserved or repeated names
 */
export function defineSchema(fields) {
  const names = /** @type {readonly F[]} */ (requireFields(fields));
  const size = names.length * SLOT_BYTES;
  const properties = Object.fromEntries(names.map((name, index) => [name, fieldProperty(index)]));

  const prototype = Object.create(Object.prototype, {
    __zerobuf_ptr: {
      /** @this {object} */
      get() {
        return placeOf(this).at;
      },
    },
    toJS: {
      /** @this {object} */
      value() {
        const place = placeOf(this);
        return copy(place.open(), place.at);
      },
    },
  });

  /** @param {Arena} arena @param {number} at */
  function instance(arena, at) {
    const made = Object.create(prototype, properties);
    places.set(made, new Place(arena, at));
    return made;
  }

  /** @param {Arena} arena @param {number} at */
  function copy(arena, at) {
    const result = {};
    for (const [index, name] of names.entries()) {
      const value = readSlotPlain(arena, at + index * SLOT_BYTES);
      Object.defineProperty(result, name, { value, writable: true, enumerable: true, configurable: true });
    }
    return /** @type {any} */ (result);
  }

  /** @param {Arena} arena @param {unknown} ptr */
  function requirePtr(arena, ptr) {
    const at = requireOffset(ptr, 'the schema object');
    requireArena(arena).sync();
    if (at % 4 !== 0) throw fault('ZB_E_ALIGN', `schema object ${at} is not a multiple of 4; pass its __zerobuf_ptr`, at);
    arena.check(at, size);
    return at;
  }

  return Object.freeze({
    size,
    fields: names,

    create(arena, values) {
      requireArena(arena);
      if (typeof values !== 'object' || values === null) throw typeFault('create takes an object with values by field name');
      for (const name of Object.keys(values)) {
        if (!Object.hasOwn(properties, name)) throw typeFault(`${JSON.stringify(name)} is no field of this schema; it has ${names.join(', ')}`);
      }
      return undoOnFailure(arena, () => {
        const at = arena.take(size, WRITE_ALIGN);
        const written = newWritten(arena);
        for (const [index, name] of names.entries()) {
          const value = Object.hasOwn(values, name) ? values[name] : null;
          arena.sync(); // a getter may have grown the memory
          storeCell(arena, at + index * SLOT_BYTES, encode(arena, value, name, written));
        }
        return instance(arena, at);
      });
    },

    wrap(arena, ptr) {
      return instance(arena, requirePtr(arena, ptr));
    },

    toJS(arena, ptr) {
      return copy(arena, requirePtr(arena, ptr));
    },
  });
}
