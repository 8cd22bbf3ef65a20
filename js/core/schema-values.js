// SPDX-License-Identifier: MIT
// Values for schema objects: which names they have, and how they replace what an object holds.
import { storeCell } from './cell.js';
import { typeFault } from './errors.js';
import { ANY } from './schema-fields.js';
import { OPEN } from './struct-place.js';
import { newWritten, undoOnFailure } from './write.js';

/** @import { Arena } from './arena.js' */
/** @import { Cell } from './cell.js' */
/** @import { Written } from './extended/written.js' */
/** @import { Field } from './schema-fields.js' */
/** @import { Layout } from './schema-layout.js' */

/**
 * Own enumerable names of an object with values.
 *
 * @param {unknown} values
 * @param {Layout} layout
 * @returns {string[]}
 */
export function namesOf(values, layout) {
  if (typeof values === 'object' && values !== null) return Object.keys(values);
  throw typeFault(`${layout.name === undefined ? 'a schema' : layout.name} takes an object with values by field name`);
}

/**
 * The values by field, where the names are not simply those of the fields: undefined for a
 * missing one, null where that means the same.
 *
 * @param {any} values
 * @param {readonly string[]} names  its own
 * @param {Layout} layout
 * @returns {any[]}
 */
export function valuesByField(values, names, layout) {
  const source = OPEN in values && names.length === 0 ? values.toJS() : values; // a view has no own names
  for (const name of source === values ? names : Object.keys(source)) {
    if (!layout.byName.has(name)) {
      throw typeFault(`${JSON.stringify(name)} is no field of ${layout.name ?? 'this schema'}; it has ${layout.names.join(', ')}`);
    }
  }
  return layout.fields.map((field) => {
    if (Object.hasOwn(source, field.name)) return source[field.name];
    return !field.isNested && field.kind === ANY ? null : undefined;
  });
}

/** @type {Readonly<Record<string, never>>} what a missing nested object is made of */
export const NOTHING = Object.freeze({});

/**
 * Encode one field into memory that nobody reads yet.
 *
 * @param {Arena} arena
 * @param {number} slot
 * @param {Field} field
 * @param {unknown} value
 * @param {Written | undefined} written
 */
export function store(arena, slot, field, value, written) {
  storeCell(arena, slot, field.encode(arena, value, written));
}

/**
 * Write one field of an object that is there. Nothing changes when it throws.
 *
 * @param {any} struct  an instance or a view
 * @param {number} at   its offset
 * @param {Field} field
 * @param {unknown} value
 */
export function assign(struct, at, field, value) {
  /** @type {Arena} */
  const arena = struct[OPEN]();
  undoOnFailure(arena, () => {
    const content = field.encode(arena, value, undefined);
    storeCell(arena, at + field.offset, content);
  });
}

/**
 * Write all fields of an object that is there anew. Nothing changes when it throws.
 *
 * @param {Arena} arena  synced
 * @param {number} at
 * @param {Layout} layout
 * @param {unknown} values
 */
export function replace(arena, at, layout, values) {
  undoOnFailure(arena, () => {
    /** @type {[slot: number, content: Readonly<Cell>][]} */
    const contents = [];
    collect(arena, at, layout, values, newWritten(arena), contents);
    arena.sync();
    for (const [slot, content] of contents) storeCell(arena, slot, content);
  });
}

/**
 * @param {Arena} arena
 * @param {number} at
 * @param {Layout} layout
 * @param {unknown} values
 * @param {Written | undefined} written
 * @param {[slot: number, content: Readonly<Cell>][]} contents  receives all slots
 */
function collect(arena, at, layout, values, written, contents) {
  const all = valuesByField(values, namesOf(values, layout), layout);
  layout.fields.forEach((field, index) => {
    const slot = at + field.offset;
    if (field.isNested) collect(arena, slot, field.layout, all[index] ?? NOTHING, written, contents);
    else contents.push([slot, field.encode(arena, all[index], written).clone()]);
  });
}
