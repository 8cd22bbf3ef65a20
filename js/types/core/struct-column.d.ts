/** See StructColumn in schema-types.js. @template T */
export class StructColumn<T> {
    /** @param {Arena} arena  synced @param {number} at @param {number} length @param {number} stride @param {Field} field */
    constructor(arena: Arena, at: number, length: number, stride: number, field: Field);
    get name(): string;
    get length(): number;
    /** @param {number} index @returns {any} */
    at(index: number): any;
    /** Nothing changes when it throws. @param {number} index @param {T} value */
    set(index: number, value: T): void;
    /** @returns {T[]} */
    toJS(): T[];
    toJSON(): T[];
    /** @returns {any} Float64Array, Int32Array or BigInt64Array */
    toTypedArray(): any;
    [OPEN](): Arena;
    get [AT](): number;
    [Symbol.iterator](): Generator<any, void, unknown>;
    get [Symbol.toStringTag](): string;
    #private;
}
import { OPEN } from './struct-place.js';
import type { Arena } from './arena.js';
import { AT } from './struct-place.js';
import type { Field } from './schema-fields.js';
