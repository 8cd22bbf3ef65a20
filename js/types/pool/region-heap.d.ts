export class RegionHeap {
    /**
     * @param {WebAssembly.Memory} memory
     * @param {number} start  first byte of the heap
     * @param {number} valueBytes  values have the region grow to so many bytes of heap
     * @param {(bytes: number) => void} tell  the region has grown to so many bytes
     */
    constructor(memory: WebAssembly.Memory, start: number, valueBytes: number, tell: (bytes: number) => void);
    /** @private */
    private memory;
    /** @private */
    private start;
    /** @private */
    private valueBytes;
    /** @private */
    private tell;
    /** @private */
    private heap;
    /** Bytes that are taken. */
    get usedBytes(): number;
    /** For a value. @param {number} bytes @returns {number} offset, 64-aligned; 0: there is no room */
    takeForValue(bytes: number): number;
    /** For the user, up to the memory's maximum. @param {number} bytes @returns {number} offset, 64-aligned; 0: there is no room */
    take(bytes: number): number;
    /** @param {number} start @param {number} bytes */
    free(start: number, bytes: number): void;
    /** @param {number} start @param {number} from @param {number} to */
    shrink(start: number, from: number, to: number): void;
    /** @private By a quarter at least, so that growth is seldom; by what is asked if no more is there. @param {number} bytes */
    private grow;
}
