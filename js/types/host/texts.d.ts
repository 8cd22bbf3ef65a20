/** Texts longer than this are not worth comparing byte by byte. */
export const SHORT_TEXT_BYTES: 64;
/**
 * Turns short ASCII bytes into strings.  A text seen before is recognised by its bytes, which costs a
 * fraction of decoding it; bytes that a guest rewrites are simply another text.
 */
export class ShortTexts {
    /** Direct-mapped: a text replaces another one that falls on its entry. */
    entries: {
        bytes: Uint8Array<ArrayBuffer>;
        text: string;
    }[];
    /**
     * @param {Uint8Array} memory
     * @param {number} at checked by the caller, as is `length`
     * @param {number} length
     * @returns {string | null} null when the text is long or not ASCII
     */
    read(memory: Uint8Array, at: number, length: number): string | null;
}
