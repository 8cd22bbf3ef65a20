/** Finds out when an object holds itself. */
export class Ancestors {
    /** How many there are. @readonly */
    readonly depth: number;
    /** @private @type {(object | undefined)[]} */
    private values;
    /** Index or key, in each, of the item that is being written. @protected @type {(number | string | Source | undefined)[]} */
    protected places: (number | string | Source | undefined)[];
    /** Those below DEEP. @private @type {Set<object>} */
    private deep;
    /**
     * Where an arena keeps identity, what was written so far: see extended/graph.js.
     *
     * @type {import('./extended/written.js').Written | undefined}
     */
    written: import("./extended/written.js").Written | undefined;
    /**
     * A container's items will be written now.
     *
     * @param {object} value
     * @throws {TypeError} when it is one of those around it
     */
    enter(value: object): void;
    /** @private @param {object} value */
    private enterDeep;
    /** The innermost one is about to write this item. @param {number | string | Source} place  index or key; or who knows it */
    moveTo(place: number | string | Source): void;
    /** The innermost one is complete. */
    leave(): void;
    /** Leave all. */
    clear(): void;
    /** @private */
    private cyclic;
    /** The item that is being written, as code would reach it. */
    path(): string;
}
import type { Source } from './source.js';
