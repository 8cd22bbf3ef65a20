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
export function namesOf(values: unknown, layout: Layout): string[];
/**
 * The values by field, where the names are not simply those of the fields: undefined for a
 * missing one, null where that means the same.
 *
 * @param {any} values
 * @param {readonly string[]} names  its own
 * @param {Layout} layout
 * @returns {any[]}
 */
export function valuesByField(values: any, names: readonly string[], layout: Layout): any[];
/**
 * Encode one field into memory that nobody reads yet.
 *
 * @param {Arena} arena
 * @param {number} slot
 * @param {Field} field
 * @param {unknown} value
 * @param {Written | undefined} written
 */
export function store(arena: Arena, slot: number, field: Field, value: unknown, written: Written | undefined): void;
/**
 * Write one field of an object that is there. Nothing changes when it throws.
 *
 * @param {any} struct  an instance or a view
 * @param {number} at   its offset
 * @param {Field} field
 * @param {unknown} value
 */
export function assign(struct: any, at: number, field: Field, value: unknown): void;
/**
 * Write all fields of an object that is there anew. Nothing changes when it throws.
 *
 * @param {Arena} arena  synced
 * @param {number} at
 * @param {Layout} layout
 * @param {unknown} values
 */
export function replace(arena: Arena, at: number, layout: Layout, values: unknown): void;
/** @type {Readonly<Record<string, never>>} what a missing nested object is made of */
export const NOTHING: Readonly<Record<string, never>>;
import type { Layout } from './schema-layout.js';
import type { Arena } from './arena.js';
import type { Field } from './schema-fields.js';
import type { Written } from './extended/written.js';
