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
    /** @private @type {number | undefined} */
    private chosenMaxPages;
    /** Whether several threads may see these bytes. @readonly */
    readonly isSharedMemory: boolean;
    /** Bytes that the views below cover; never more than a region may have. */
    size: number;
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
    /** Pages that the region may grow to. */
    get maxPages(): number;
    /** Bytes that the region can have after all growth. */
    get maxBytes(): number;
    /** Bytes at the start of the memory that an arena may use without growing it. */
    get usableBytes(): number;
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
    /** @private @param {number} delta  pages */
    private growBy;
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
 * What a region lies in: a WebAssembly.Memory, or any object with a `buffer`. Without
 * `grow` the region is fixed.
 */
export type MemoryLike = {
    readonly buffer: ArrayBufferLike;
    grow?: (delta: any) => any;
};
