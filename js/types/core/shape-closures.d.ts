/**
 * The property of an accessor for the entry at an index, for all classes.
 *
 * @param {string} name
 * @param {number} index
 * @returns {PropertyDescriptor}
 */
export function entryProperty(name: string, index: number): PropertyDescriptor;
/**
 * @param {readonly (string | undefined)[]} names
 * @returns {ViewClasses}
 */
export function closureViews(names: readonly (string | undefined)[]): ViewClasses;
/** @import { Arena } from './arena.js' */
/** @import { ViewClasses } from './shape.js' */
/** The class of accessors of every key list. */
export class ClosureAccessor {
    /** @param {Arena} arena @param {number} handle @param {number} count  entries that are own properties */
    constructor(arena: Arena, handle: number, count: number);
    get [TARGET](): ObjectTarget | undefined;
    /** @param {number} epoch */
    [RENEW](epoch: number): void;
    set [COUNT](count: number);
    get [COUNT](): number;
    #private;
}
import type { ViewClasses } from './shape.js';
import { TARGET } from './target.js';
import { ObjectTarget } from './target.js';
import { RENEW } from './target.js';
import { COUNT } from './target.js';
import type { Arena } from './arena.js';
