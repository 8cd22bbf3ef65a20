/** Shorter texts are not taken: copying bytes goes by words. */
export const MIN_AHEAD_BYTES: 4;
/** Longer ones gain nothing. */
export const MAX_AHEAD_BYTES: 512;
export class TextAhead {
    /** @private */
    private bytes;
    /** @private */
    private dv;
    /** @private Decodes the first so many bytes, all ASCII. */
    private decode;
    /** @private */
    private headers;
    /** @private One past the last byte of each. */
    private ends;
    /** @private */
    private count;
    /** @private */
    private used;
    /** @private */
    private next;
    /** @private */
    private window;
    /** Offset of the header of the next text that take() gives; -1: none. */
    expected: number;
    /** Forget all texts. */
    clear(): void;
    /**
     * Take up a text, unless it is not ASCII or there is no room left.
     *
     * @param {DataView} from
     * @param {number} header
     * @param {number} at          of its first byte; the range is checked
     * @param {number} byteLength  MIN_AHEAD_BYTES to MAX_AHEAD_BYTES
     * @returns {boolean} whether it was taken up
     */
    add(from: DataView, header: number, at: number, byteLength: number): boolean;
    /** Decode what was taken up. */
    close(): void;
    /** The next text, in the order in which they were taken up. */
    take(): string;
}
