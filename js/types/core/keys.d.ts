/** Names that accessors keep for themselves; as data keys they are reached through toJS(). */
export const RESERVED: readonly string[];
export class Key {
    /** @param {string} name */
    constructor(name: string);
    name: string;
    /** A name with a lone surrogate has no UTF-8: no object holds it, and it cannot be written. */
    isWellFormed: boolean;
    bytes: Uint8Array<ArrayBufferLike>;
    byteLength: number;
    /** Where this arena holds the bytes; 0 when it does not. */
    offset: number;
    /** Entry in which the key was found last. Only a guess: each use compares the entry. */
    hint: number;
    /** It lies among bytes that are freed before the arena is: see Keys.dropPassing(). */
    isPassing: boolean;
}
export class Keys {
    /** @private @type {Map<string, Key>} */
    private byName;
    /** @private @type {Map<number, Key>} */
    private byOffset;
    /** @private @type {Key | undefined} The key "", where its place is known. */
    private empty;
    /** @private One past the highest known key byte. */
    private end;
    /**
     * Where the keys of a shape lie, by the number of the shape (encoder.js): offset and length
     * of each as the words of one f64, which is how an entry starts. Dropped as soon as any
     * key is forgotten.
     *
     * @package @type {(Float64Array | undefined)[]}
     */
    pairs: (Float64Array | undefined)[];
    /** @private @type {Key[]} */
    private passing;
    /** @private Shapes with such keys. @type {number[]} */
    private passingShapes;
    /** A key of bytes that are freed at the next dropPassing(). @param {Key} key @param {number} offset */
    placePassing(key: Key, offset: number): void;
    /** A shape's keys are known, and some of them pass. @param {number} shape */
    notePassing(shape: number): void;
    /** Forget the keys that placePassing() placed, before anything is read; all others stay. */
    dropPassing(): void;
    /** @param {string} name @returns {Key} */
    get(name: string): Key;
    /** @private @param {string} name */
    private learn;
    /** @private */
    private dropUnplaced;
    /** The key whose bytes this arena wrote at `offset`. @param {number} offset */
    at(offset: number): Key | undefined;
    /** @param {Key} key @param {number} offset */
    place(key: Key, offset: number): void;
    /** The bytes from `from` on are free again. @param {number} from */
    forget(from: number): void;
    /** Forget everything. */
    clear(): void;
}
