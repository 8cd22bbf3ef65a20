export class Pen {
    /** @param {Arena} arena */
    constructor(arena: Arena);
    /** @private */
    private arena;
    /** The next byte to hand out; 0 while nothing is claimed. @package */
    next: number;
    /** One past the last byte that is claimed. @package */
    end: number;
    /**
     * Allocate; the bytes are not cleared. Only within an operation that settles when it ends.
     * The views of the arena may be others afterwards.
     *
     * @param {number} bytes
     * @param {number} mask  alignment - 1, at most 7
     * @returns {number} offset, never 0
     * @throws {RangeError} "out of memory"
     */
    take(bytes: number, mask: number): number;
    /** @private @param {number} bytes @param {number} mask @returns {number} */
    private takeMore;
    /**
     * Have `bytes` claimed ahead, without growing the memory.
     *
     * @param {number} bytes
     * @returns {boolean} false when take() has to allocate each piece by itself: the memory is
     *   full, or what was claimed could not be given back
     */
    reserve(bytes: number): boolean;
    /** Give back what is left. Afterwards the arena's offset is that of the last piece. */
    settle(): void;
    /** Forget what was claimed: the arena went back to before it. */
    drop(): void;
}
import type { Arena } from './arena.js';
