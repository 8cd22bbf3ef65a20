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
export function defineSchema<F extends FieldTypes>(fields: F, name?: string | undefined): Readonly<Schema<PlainOf<F>>>;
/**
 * @template {string} N
 * @overload
 * @param {readonly N[]} fields  distinct names, in the order of their slots
 * @param {string} [name]        for messages
 * @returns {Readonly<Schema<{ [K in N]: any }>>}
 * @throws {TypeError} for reserved or repeated names
 */
export function defineSchema<N extends string>(fields: readonly N[], name?: string | undefined): Readonly<Schema<{ [K in N]: any; }>>;
import type { FieldTypes } from './schema-types.js';
import type { PlainOf } from './schema-types.js';
import type { Schema } from './schema-types.js';
