/** @import { Cell } from '../cell.js' */
/** @import { Source } from '../source.js' */
export class Written {
    /** @private @type {Map<object, { readonly tag: number, readonly handle: number }>} */
    private places;
    /**
     * A reference to what an object was written as, or undefined.
     *
     * @param {object} value
     * @returns {Readonly<Cell> | undefined}
     */
    find(value: object): Readonly<Cell> | undefined;
    /** @param {object} value @param {number} tag @param {number} handle */
    add(value: object, tag: number, handle: number): Readonly<Cell>;
    /** A container is about to be written: from now on others may refer to it. @param {Source} source */
    enter(source: Source): void;
}
import type { Cell } from '../cell.js';
import type { Source } from '../source.js';
