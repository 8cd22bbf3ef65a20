/** Let a schema be used as the type of a field. @param {object} schema @param {Layout} layout */
export function register(schema: object, layout: Layout): void;
/**
 * @param {unknown} fields  names, or types by name
 * @param {unknown} name
 * @returns {Layout}
 */
export function makeLayout(fields: unknown, name: unknown): Layout;
export class Layout {
    /**
     * @param {string | undefined} name
     * @param {readonly (Field | NestedField)[]} fields
     */
    constructor(name: string | undefined, fields: readonly (Field | NestedField)[]);
    name: string | undefined;
    fields: readonly (Field | NestedField)[];
    names: readonly string[];
    /** Bytes of one object. @type {number} */
    size: number;
    /** Every field by its name. @type {ReadonlyMap<string, Field | NestedField>} */
    byName: ReadonlyMap<string, Field | NestedField>;
    /** Made when the first object is: a schema that is only defined costs next to nothing. */
    get classes(): SchemaClasses;
    #private;
}
/**
 * What is generated for a schema. The constructors take a synced arena and a checked place.
 */
export type SchemaClasses = {
    /**
     * with own properties
     */
    Instance: new (arena: Arena, at: number) => any;
    View: new (arena: Arena, at: number) => any;
    List: new (arena: Arena, at: number, length: number, stride: number) => any;
    /**
     *   write all fields into memory that nobody reads yet. May run user code
     */
    fill: (arena: Arena, at: number, values: any, written: Written | undefined) => void;
    /**
     * deep copy
     */
    plain: (arena: Arena, at: number, copies: Copies | undefined) => any;
};
import { Field } from './schema-fields.js';
import { NestedField } from './schema-fields.js';
import type { Arena } from './arena.js';
import type { Written } from './extended/written.js';
import type { Copies } from './schema-copies.js';
