// SPDX-License-Identifier: MIT
// Schema objects: consecutive slots without keys or handle (SPEC.md, 5). Both sides know which
// field is which, and of which type.
import { Arena } from './arena.js';
import { fault, typeFault } from './errors.js';
import { READ_ALIGN, WRITE_ALIGN } from './layout.gen.js';
import { requireOffset } from './region.js';
import { makeLayout, register } from './schema-layout.js';
import { plainOf } from './struct-methods.js';
import { newWritten, undoOnFailure } from './write.js';

/** @import { FieldTypes, PlainOf, Schema } from './schema-types.js' */
/** @import { Layout } from './schema-layout.js' */

/** @param {unknown} arena @returns {Arena} */
function requireArena(arena) {
  if (arena instanceof Arena) return arena;
  throw typeFault('a schema needs an Arena as its first argument; pass zerobuf(memory).arena');
}

/** @param {unknown} count */
function requireCount(count) {
  if (typeof count !== 'number') throw typeFault(`the count of schema objects is a number, not a ${typeof count}; pass a whole number`);
  if (Number.isInteger(count) && count >= 0 && count <= 0xffff_ffff) return count;
  throw fault('ZB_E_INVALID', `the count of schema objects is ${count}; pass a whole number, 0 or more`);
}

/**
 * Define objects of fixed fields, 16 bytes for each, no keys stored. Types by name check what is
 * written and what is read:
 *
 * ```js
 * const Point = defineSchema({ x: 'f64', y: 'f64', label: 'string?' }, 'Point');
 * const Segment = defineSchema({ from: Point, to: Point, width: 'f64' }, 'Segment');
 * const segment = Segment.create(arena, { from: { x: 1, y: 2 }, to: { x: 3, y: 4 }, width: 5 });
 * segment.from.x += 1;
 * ```
 *
 * Types are any, bool, i32, f64, bigint, string, bytes, array, object, date, column<f64> (and
 * the other column types), and schemas, whose slots take the place of the field. A field whose
 * type ends in ? may be null. What nobody has set is null; reading it where the field may not be
 * null is a TypeError, as is reading a slot of another type.
 *
 * An array of names defines fields without types, any of which may be missing or null.
 *
 * @template {FieldTypes} F
 * @overload
 * @param {F} fields       types by name, in the order of their slots; at most 4096 slots
 * @param {string} [name]  for messages
 * @returns {Readonly<Schema<PlainOf<F>>>}
 * @throws {TypeError} for unknown types, for reserved names, and for names of whole numbers, which
 *   JavaScript would move to the front
 */
/**
 * @template {string} N
 * @overload
 * @param {readonly N[]} fields  distinct names, in the order of their slots
 * @param {string} [name]        for messages
 * @returns {Readonly<Schema<{ [K in N]: any }>>}
 * @throws {TypeError} for reserved or repeated names
 */
/**
 * @param {unknown} fields
 * @param {string} [name]
 * @returns {any}
 */
export function defineSchema(fields, name) {
  const layout = makeLayout(fields, name);
  const schema = makeSchema(layout);
  register(schema, layout);
  return schema;
}

/** @param {Layout} layout */
function makeSchema(layout) {
  const { size } = layout;

  /**
   * Where objects lie that are there.
   *
   * @param {unknown} arena
   * @param {unknown} ptr
   * @param {number} bytes
   */
  function requirePtr(arena, ptr, bytes) {
    const at = requireOffset(ptr, 'the schema object');
    const region = requireArena(arena);
    region.sync();
    if (at % READ_ALIGN !== 0) throw fault('ZB_E_ALIGN', `schema object ${at} is not a multiple of ${READ_ALIGN}; pass its __zerobuf_ptr`, at);
    region.check(at, bytes);
    return at;
  }

  return Object.freeze({
    name: layout.name,
    size,
    fields: layout.names,

    create(/** @type {Arena} */ arena, /** @type {unknown} */ values) {
      const { fill, Instance } = layout.classes;
      requireArena(arena);
      const at = undoOnFailure(arena, () => {
        const taken = arena.take(size, WRITE_ALIGN);
        fill(arena, taken, values, newWritten(arena));
        return taken;
      });
      return new Instance(arena, at);
    },

    wrap(/** @type {Arena} */ arena, /** @type {unknown} */ ptr) {
      const at = requirePtr(arena, ptr, size);
      return new layout.classes.Instance(arena, at);
    },

    view(/** @type {Arena} */ arena, /** @type {unknown} */ ptr) {
      const at = requirePtr(arena, ptr, size);
      return new layout.classes.View(arena, at);
    },

    toJS(/** @type {Arena} */ arena, /** @type {unknown} */ ptr) {
      const at = requirePtr(arena, ptr, size);
      return plainOf(layout, arena, at);
    },

    list(/** @type {Arena} */ arena, /** @type {unknown} */ ptr, /** @type {unknown} */ count) {
      const length = requireCount(count);
      const at = requirePtr(arena, ptr, length * size);
      return new layout.classes.List(arena, at, length, size);
    },

    createList(/** @type {Arena} */ arena, /** @type {unknown} */ values) {
      requireArena(arena);
      if (!Array.isArray(values)) return emptyList(arena, requireCount(values));
      const { fill, List } = layout.classes;
      const items = [...values];
      const at = undoOnFailure(arena, () => {
        const taken = arena.take(items.length * size, WRITE_ALIGN);
        const written = newWritten(arena);
        for (let i = 0; i < items.length; i++) fill(arena, taken + i * size, items[i], written);
        return taken;
      });
      return new List(arena, at, items.length, size);
    },

    column(/** @type {any} */ first, /** @type {any} */ second) {
      if (typeof first !== 'string') return requireList(first).column(second);
      if (!layout.byName.has(first)) throw typeFault(`${JSON.stringify(first)} is no field of ${layout.name ?? 'this schema'}; it has ${layout.names.join(', ')}`);
      return (/** @type {any} */ source, /** @type {unknown} */ ptr, /** @type {unknown} */ count) => (
        source instanceof Arena ? this.list(source, ptr, count) : requireList(source)
      ).column(first);
    },
  });

  /** @param {Arena} arena @param {number} count */
  function emptyList(arena, count) {
    const at = arena.alloc(count * size, WRITE_ALIGN);
    arena.u8.fill(0, at, at + count * size); // tag 0 is null
    return new layout.classes.List(arena, at, count, size);
  }

  /** @param {unknown} list @returns {any} */
  function requireList(list) {
    if (list instanceof layout.classes.List) return list;
    throw typeFault('a column is taken of a list of this very schema; pass what its list() or createList() gave');
  }
}
