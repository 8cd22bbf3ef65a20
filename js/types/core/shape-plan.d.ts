/** @param {any} object  whether it has to be converted, or refused, before it is written */
export function isSpecial(object: any): boolean;
/** @import { Ancestors } from './ancestors.js' */
/** @import { Arena } from './arena.js' */
/** A place where values of one shape are expected: remembers the shape of the last. */
export class Site {
    /** @type {Plan | undefined} */
    plan: Plan | undefined;
}
export class Plan {
    /** @param {readonly string[]} names  not empty, no array indices @param {PutValue} put */
    constructor(names: readonly string[], put: PutValue);
    /** @readonly */
    readonly names: readonly string[];
    /** @readonly */
    readonly id: number;
    /** For the values, by index of their key. @readonly */
    readonly sites: Site[];
    /** @private @readonly */
    private readonly put;
    /** How often it has written. @type {number} */
    uses: number;
    /** @type {Encode} */
    encode: Encode;
    /** Whether code was worth making. */
    get isFrequent(): boolean;
    /** @private @type {Encode} */
    private encodeByLoop;
    /**
     * Write the keys that the arena does not have yet.
     *
     * @param {Arena} arena  synced
     * @returns {Float64Array} where all of them lie: see Keys.pairs
     */
    bind(arena: Arena): Float64Array;
    /** @private @returns {Encode | undefined} */
    private compiled;
}
/**
 * Writes an object.
 */
export type Encode = (arena: Arena, object: any, ancestors: Ancestors, isReduced: boolean) => number;
/**
 * Writes a value into a slot.
 */
export type PutValue = (arena: Arena, slot: number, value: unknown, key: string, site: Site, ancestors: Ancestors) => void;
import type { Arena } from './arena.js';
import type { Ancestors } from './ancestors.js';
