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
    /** Texts that were taken up. */
    count: number;
    /** @private */
    private used;
    /** @private */
    private next;
    /** @private */
    private window;
    /** @private Where slots lie that hold texts, from the first entry of an object on. */
    private slots;
    /** @private */
    private slotCount;
    /** @private */
    private moreThan;
    /** Offset of the header of the next text that take() gives; -1: none. */
    expected: number;
    /** Forget all texts. */
    clear(): void;
    /**
     * Choose the fields whose texts are taken up, by an object like those that follow.
     *
     * @param {DataView} dv
     * @param {number} first     offset of its first entry, checked
     * @param {number} length    entries
     * @param {number} moreThan  bytes of a text, 3 or more: copying them goes by words
     */
    choose(dv: DataView, first: number, length: number, moreThan: number): void;
    /**
     * Take up the texts of an object, as far as that pays.
     *
     * @param {DataView} dv
     * @param {number} first  offset of its first entry, checked
     * @param {number} size   bytes of the region
     * @returns {boolean} false when a text lies outside the region
     */
    gather(dv: DataView, first: number, size: number): boolean;
    /**
     * Take up a text, unless it is not ASCII or there is no room left. Its bytes are looked at
     * once: others may write to them meanwhile.
     *
     * @private
     * @param {DataView} from
     * @param {number} header
     * @param {number} at
     * @param {number} byteLength
     */
    private add;
    /** Decode what was taken up. */
    close(): void;
    /** The next text, in the order in which they were taken up. */
    take(): string;
}
