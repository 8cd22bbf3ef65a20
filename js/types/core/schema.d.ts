/**
 * Define objects of fixed fields: 16 bytes per field, no keys stored.
 *
 * @template {string} F
 * @param {readonly F[]} fields  distinct names, in the order of their slots
 * @returns {Readonly<Schema<F>>}
 * @throws {TypeError} for reserved or repeated names
 */
export function defineSchema<F extends string>(fields: readonly F[]): Readonly<Schema<F>>;
export type SchemaInstance<F extends string> = { [field in F]: any; } & {
    readonly __zerobuf_ptr: number;
    toJS(): { [field in F]: any; };
};
export type Schema<F extends string> = {
    /**
     * bytes of one object
     */
    size: number;
    fields: readonly F[];
    /**
     *   write an object; a missing field is null, an unknown one a TypeError
     */
    create: (arena: Arena, values: { [field in F]?: unknown; }) => SchemaInstance<F>;
    /**
     * an object that is there
     */
    wrap: (arena: Arena, ptr: number) => SchemaInstance<F>;
    /**
     * a deep copy
     */
    toJS: (arena: Arena, ptr: number) => { [field in F]: any; };
};
import { Arena } from './arena.js';
