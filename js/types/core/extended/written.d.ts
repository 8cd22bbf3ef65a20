export class Written {
    /** @private */
    private count;
    /** @private The first of them. @type {(object | undefined)[]} */
    private values;
    /** @private @type {number[]} */
    private tags;
    /** @private @type {number[]} */
    private handles;
    /** @private All of them by number, once there are many. @type {Map<object, number> | undefined} */
    private numbers;
    /**
     * A reference to what an object was written as, or undefined.
     *
     * @param {object} value
     * @returns {Readonly<Cell> | undefined}
     */
    find(value: object): Readonly<Cell> | undefined;
    /** @private @param {number} number */
    private cellOf;
    /** From now on others may refer to it. @param {object} value @param {number} tag @param {number} handle */
    add(value: object, tag: number, handle: number): Readonly<Cell>;
    /** @private @param {object} value @param {number} number */
    private addMany;
    /** Begin anew. */
    clear(): void;
}
import type { Cell } from '../cell.js';
