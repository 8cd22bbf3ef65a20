/** @import { Arena } from '../arena.js' */
/** Entries of a map: key and value slot of each, in turn. */
export class MapSource extends Source {
    /** @param {Map<unknown, unknown>} map  of any realm */
    constructor(map: Map<unknown, unknown>);
    origin: Map<unknown, unknown>;
    /** @override */
    override get tag(): 135;
    /** @override */
    override get step(): string;
}
/** Elements of a set. */
export class SetSource extends Source {
    /** @param {Set<unknown>} set  of any realm */
    constructor(set: Set<unknown>);
    origin: Set<unknown>;
    /** @override */
    override get tag(): 136;
    /** @override */
    override get step(): string;
}
/** A fixed number of slots. */
export class RecordSource extends Source {
    /** @param {object} origin @param {number} tag @param {readonly unknown[]} items */
    constructor(origin: object, tag: number, items: readonly unknown[]);
    /** @private */
    private recordTag;
    /** @override */
    override get step(): string;
}
import { Source } from '../source.js';
