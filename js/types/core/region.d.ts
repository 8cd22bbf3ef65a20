/**
 * Refuse what is not a whole number in u32 range.
 *
 * @param {unknown} value
 * @param {string} what  names the argument in the error
 * @returns {number}
 */
export function requireOffset(value: unknown, what: string): number;
export class Region {
    /**
     * @param {MemoryLike} memory
     * @param {number} [maxPages]  growth stops here; at most 65,535
     */
    constructor(memory: MemoryLike, maxPages?: number);
    /** The memory this region lies in. @readonly */
    readonly memory: MemoryLike;
    /** @private How the memory grows. @readonly */
    private readonly growth;
    /** @private Bytes that an arena may use, however long the memory is. @readonly */
    private readonly allowedBytes;
    /** Whether several threads may see these bytes. @readonly */
    readonly isSharedMemory: boolean;
    /** Whether TextDecoder takes the bytes as they lie: browsers refuse shared and resizable buffers. @package */
    canDecodeInPlace: boolean;
    /** Bytes that the views below cover; never more than a region may have. */
    size: number;
    /** Bytes at the start of the memory that an arena may use without growing it. */
    usableBytes: number;
    /** @type {DataView} */
    dv: DataView;
    /** @type {Uint8Array} */
    u8: Uint8Array;
    /** For atomic access; empty when the memory is not shared. @type {Int32Array} */
    words: Int32Array;
    /** The buffer as it is now. A later growth ends its use. */
    get buffer(): ArrayBufferLike;
    /** Whole pages of 65,536 bytes that the memory has now. */
    get pages(): number;
    /** Whole pages that the region may grow to; at most 65,535. */
    get maxPages(): number;
    /** Bytes that the region can have after all growth. */
    get maxBytes(): number;
    /** Look at the memory's current buffer. Explicit lengths: views that track a length are 8 times slower. */
    refresh(): void;
    /**
     * Require `length` bytes at `offset` to lie in the region.
     *
     * @param {number} offset  whole, at least 0
     * @param {number} length  whole, at least 0
     */
    check(offset: number, length: number): void;
    /** @private @param {number} offset @param {number} length */
    private checkAgain;
    /**
     * Make the region at least `end` bytes long: to twice its size when the memory allows
     * that, otherwise to what is needed.
     *
     * @param {number} end  bytes
     * @returns {boolean} false when it cannot be, with nothing changed
     */
    extend(end: number): boolean;
    /**
     * A word that others may change at any moment: atomic where the memory is shared. In an
     * unshared one nobody else runs meanwhile, and a plain load takes a tenth of the time.
     *
     * @param {number} offset  4-aligned, and inside the region
     * @returns {number} u32
     */
    loadWord(offset: number): number;
    /**
     * @param {number} offset  as for loadWord()
     * @param {number} value   u32
     */
    storeWord(offset: number, value: number): void;
    /**
     * Store `value` if the word is still `expected`.
     *
     * @param {number} offset  as for loadWord()
     * @param {number} expected  u32
     * @param {number} value     u32
     * @returns {boolean} whether it was stored
     */
    exchangeWord(offset: number, expected: number, value: number): boolean;
    /**
     * Store a word that makes earlier stores visible: readers in other threads that see it
     * see what was written before it.
     *
     * @param {number} offset  4-aligned and checked
     * @param {number} value   u32
     */
    publish(offset: number, value: number): void;
}
/**
 * What a region lies in: a WebAssembly.Memory, or any object with a `buffer`. A region
 * grows with `grow`, by pages, or without one through the buffer itself when that is
 * resizable (or growable, as a SharedArrayBuffer); otherwise it keeps its size. On V8 a
 * resizable ArrayBuffer reads about ten times slower than a plain one; a growable
 * SharedArrayBuffer does not.
 */
export type MemoryLike = {
    readonly buffer: ArrayBufferLike;
    grow?: (delta: any) => any;
};
