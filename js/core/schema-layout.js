// SPDX-License-Identifier: MIT
// What a schema is made of: names, types and offsets, checked once (SPEC.md, 5).
import { typeFault } from './errors.js';
import { RESERVED } from './keys.js';
import { SLOT_BYTES } from './layout.gen.js';
import { closureClasses } from './schema-closures.js';
import { compiledClasses } from './schema-text.js';
import { ANY, Field, NestedField, requireKind } from './schema-fields.js';

/** @import { Arena } from './arena.js' */
/** @import { Copies } from './schema-copies.js' */
/** @import { Written } from './extended/written.js' */

/**
 * What is generated for a schema. The constructors take a synced arena and a checked place.
 *
 * @typedef {object} SchemaClasses
 * @property {new (arena: Arena, at: number) => any} Instance  with own properties
 * @property {new (arena: Arena, at: number) => any} View
 * @property {new (arena: Arena, at: number, length: number, stride: number) => any} List
 * @property {(arena: Arena, at: number, values: any, written: Written | undefined) => void} fill
 *   write all fields into memory that nobody reads yet. May run user code
 * @property {(arena: Arena, at: number, copies: Copies | undefined) => any} plain  deep copy
 */

/** Slots of one schema at most, as for `zb schema`. */
const MAX_SLOTS = 4096;
/** Names of a schema without a name, in messages: so many and no more. */
const SHOWN_NAMES = 8;

export class Layout {
  /** @type {SchemaClasses | undefined} */
  #classes;

  /**
   * @param {string | undefined} name
   * @param {readonly (Field | NestedField)[]} fields
   */
  constructor(name, fields) {
    this.name = name;
    this.fields = fields;
    this.names = Object.freeze(fields.map((field) => field.name));
    /** Bytes of one object. @type {number} */
    this.size = fields.reduce((size, field) => size + bytesOf(field), 0);
    /** Every field by its name. @type {ReadonlyMap<string, Field | NestedField>} */
    this.byName = new Map(fields.map((field) => [field.name, field]));
    Object.freeze(this);
  }

  /** Made when the first object is: a schema that is only defined costs next to nothing. */
  get classes() {
    return this.#classes ??= compiledClasses(this) ?? closureClasses(this);
  }
}

/** @param {Field | NestedField} field @returns {number} */
const bytesOf = (field) => field.isNested ? field.layout.size : SLOT_BYTES;

/** @type {WeakMap<object, Layout>} */
const layouts = new WeakMap();

/** Let a schema be used as the type of a field. @param {object} schema @param {Layout} layout */
export function register(schema, layout) {
  layouts.set(schema, layout);
}

/**
 * @param {unknown} fields  names, or types by name
 * @param {unknown} name
 * @returns {Layout}
 */
export function makeLayout(fields, name) {
  if (name !== undefined && typeof name !== 'string') throw typeFault('the name of a schema is a string; pass one, or nothing');
  const types = Array.isArray(fields) ? fields.map((field) => [field, 'any?']) : typesByName(fields);
  const names = types.map(([field]) => field);
  const label = labelOf(name, names);
  const seen = new Set();
  let offset = 0;
  return new Layout(name, Object.freeze(types.map(([field, type], index) => {
    requireName(field, index, label, seen);
    const made = makeField(field, type, name === undefined ? `the field ${JSON.stringify(field)} of the schema ${label}` : `${name}.${field}`, offset);
    offset += bytesOf(made);
    if (offset > MAX_SLOTS * SLOT_BYTES) throw typeFault(`the schema ${label} has more than ${MAX_SLOTS} slots; store lists in arrays or in objects of their own`);
    Object.freeze(made);
    return made;
  })));
}

/** @param {unknown} fields @returns {[name: string, type: unknown][]} */
function typesByName(fields) {
  if (typeof fields !== 'object' || fields === null) {
    throw typeFault("defineSchema takes types by field name, as { x: 'f64' }, or an array of field names");
  }
  return Object.entries(fields).map(([field, type]) => {
    if (/^(0|[1-9]\d{0,9})$/.test(field)) {
      throw typeFault(`the field name ${field} would move to the front: JavaScript enumerates whole numbers first; choose another`);
    }
    return [field, type];
  });
}

/** @param {string | undefined} name @param {readonly unknown[]} names */
function labelOf(name, names) {
  if (name !== undefined) return name;
  return `{${names.slice(0, SHOWN_NAMES).map(String).join(', ')}${names.length > SHOWN_NAMES ? ', …' : ''}}`;
}

/** @param {unknown} field @param {number} index @param {string} label @param {Set<unknown>} seen */
function requireName(field, index, label, seen) {
  if (typeof field !== 'string') throw typeFault(`field ${index} of the schema ${label} is not a string; name it with one`);
  if (RESERVED.includes(field)) throw typeFault(`the field name ${field} is reserved; choose another`);
  if (seen.has(field)) throw typeFault(`the field name ${JSON.stringify(field)} stands twice; name each field once`);
  seen.add(field);
}

/** @param {string} field @param {unknown} type @param {string} where @param {number} offset */
function makeField(field, type, where, offset) {
  if (typeof type === 'string') {
    const isNullable = type.endsWith('?');
    const kind = requireKind(isNullable ? type.slice(0, -1) : type, where);
    return new Field(field, where, kind, isNullable || kind === ANY, offset);
  }
  const layout = typeof type === 'object' && type !== null ? layouts.get(type) : undefined;
  if (layout === undefined) {
    throw typeFault(`the type of ${where} is neither a string nor a schema; pass a name as 'f64', or what defineSchema() gave`);
  }
  return new NestedField(field, where, layout, offset);
}
