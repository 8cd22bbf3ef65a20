/**
 * The kind that a name stands for.
 *
 * @param {string} typeName  without the question mark
 * @param {string} where     the field, for the message
 * @returns {FieldKind}
 */
export function requireKind(typeName: string, where: string): FieldKind;
export namespace ANY {
    let name: string;
    let takes: string;
    let tags: readonly number[];
    let accepts: (value: unknown) => boolean;
    let encode: (arena: Arena, value: any, key: string, written: Written | undefined) => Readonly<Cell>;
    let read: (arena: Arena, slot: number) => any;
    let plain: ((arena: Arena, slot: number, copies: Copies | undefined) => any) | undefined;
}
/** A field of one slot. */
export class Field {
    /**
     * @param {string} name
     * @param {string} where       the field as messages name it
     * @param {FieldKind} kind
     * @param {boolean} isNullable
     * @param {number} offset      bytes from the object's first slot
     */
    constructor(name: string, where: string, kind: FieldKind, isNullable: boolean, offset: number);
    name: string;
    where: string;
    kind: FieldKind;
    /** Never null by agreement; what nobody has set is null nevertheless. */
    isNullable: boolean;
    offset: number;
    isNested: false;
    /**
     * @param {Arena} arena  synced
     * @param {number} slot  checked
     * @returns {any}
     */
    read(arena: Arena, slot: number): any;
    /**
     * A deep copy.
     *
     * @param {Arena} arena  synced
     * @param {number} slot  checked
     * @param {Copies | undefined} copies  of the operation: for a budget on what a damaged list holds
     * @returns {any}
     */
    plain(arena: Arena, slot: number, copies: Copies | undefined): any;
    /** @private False for a null that may be. @param {Arena} arena @param {number} slot */
    private isSet;
    /**
     * Refuse a value of another type.
     *
     * @param {unknown} value
     * @returns {any} the value; null for undefined where the field may be null
     */
    check(value: unknown): any;
    /**
     * What the field's slot holds for a value.
     *
     * @param {Arena} arena    synced; may grow, and run user code
     * @param {unknown} value
     * @param {Written | undefined} written
     * @returns {Readonly<Cell>} valid until the next
     */
    encode(arena: Arena, value: unknown, written: Written | undefined): Readonly<Cell>;
}
/** A field that is a schema: its slots stand in place of one. */
export class NestedField {
    /**
     * @param {string} name
     * @param {string} where
     * @param {Layout} layout  of the schema
     * @param {number} offset  bytes from the outer object's first slot
     */
    constructor(name: string, where: string, layout: Layout, offset: number);
    name: string;
    where: string;
    isNested: true;
    layout: Layout;
    offset: number;
}
/**
 * What the fields of one type have in common. Arenas are synced, slots checked.
 */
export type FieldKind = {
    name: string;
    /**
     * the values, for messages
     */
    takes: string;
    /**
     * of slots that hold a value of it, besides null; none: any tag
     */
    tags: readonly number[];
    /**
     * never runs user code for a primitive
     */
    accepts: (value: unknown) => boolean;
    /**
     *   an accepted value; a cell of another tag than `tags` is refused
     */
    encode: (arena: Arena, value: any, key: string, written: Written | undefined) => Readonly<Cell>;
    /**
     * a slot of one of the tags
     */
    read: (arena: Arena, slot: number) => any;
    /**
     * where a deep copy differs
     */
    plain?: ((arena: Arena, slot: number, copies: Copies | undefined) => any) | undefined;
};
import type { Arena } from './arena.js';
import type { Written } from './extended/written.js';
import type { Cell } from './cell.js';
import type { Copies } from './schema-copies.js';
import type { Layout } from './schema-layout.js';
