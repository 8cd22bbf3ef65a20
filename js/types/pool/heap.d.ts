export class Heap {
    /**
     * @param {number} start  first byte, 64-aligned
     * @param {number} end    one past the last
     */
    constructor(start: number, end: number);
    /** @private Free spans by address, joined: where each begins. @type {number[]} */
    private starts;
    /** @private Where each ends. @type {number[]} */
    private ends;
    /** Bytes that are taken. */
    usedBytes: number;
    /** @private One past the last byte. */
    private end;
    /** @param {number} bytes  at least 1 @returns {number} offset, 64-aligned; 0: there is no such span */
    take(bytes: number): number;
    /** @param {number} start  from take() @param {number} bytes  the same as then */
    free(start: number, bytes: number): void;
    /** Give back the end of a span. @param {number} start @param {number} from  bytes that were taken @param {number} to  that are kept, at least 1 */
    shrink(start: number, from: number, to: number): void;
    /** The region has become longer. @param {number} end */
    extend(end: number): void;
    /** @private @param {number} start @param {number} end */
    private insert;
}
