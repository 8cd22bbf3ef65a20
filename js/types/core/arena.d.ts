export class Arena extends Region {
    /**
     * @param {MemoryLike} memory
     * @param {number} [startOffset]  first byte the arena may use; give it bytes that nothing
     *   else uses: a module's own malloc starts at its `__heap_base`, too
     * @param {ArenaOptions} [options]
     */
    constructor(memory: MemoryLike, startOffset?: number, options?: ArenaOptions);
    /** @private */
    private block;
    /** @package */
    state: PrivateBump | ControlBlock;
    /** Allocates while a value is written. @readonly @package */
    readonly pen: Pen;
    /** @readonly @package */
    readonly native: NativeText;
    /** Offset of the control block in the region; 0 when JavaScript alone knows the state. @readonly */
    readonly control: number;
    /** Whether the extension types may be written and are read (SPEC.md, 9). @readonly @package */
    readonly isExtended: boolean;
    /** What this arena knows about names. @readonly @package */
    readonly keys: Keys;
    /** @private */
    private keyTable;
    /** @private */
    private indexes;
    /** The control block's generation when this object last looked. @package */
    generation: number;
    /** @private */
    private freed;
    /** Whether who else writes here is trusted to keep to the layout. @readonly @package */
    readonly isTrusted: boolean;
    /** Writing operations and allocations that users began so far. @package */
    turn: number;
    /** Writing operations under way: more than one when a getter or toJSON writes. @package */
    writing: number;
    /** How often this Arena restored; accessors compare it with the value at their making. @package */
    epoch: number;
    /** Accessors by handle, so that one value has one accessor. @package */
    objects: AccessorCache;
    /** @package */
    arrays: AccessorCache;
    /** The key lists that objects here have. @package */
    shapes: Shapes;
    /** The generation in the control block, for generated classes. @package @type {Uint32Array} */
    clock: Uint32Array;
    /** Which values this arena takes and reads. */
    get types(): "v1" | "full";
    /** Next free byte, in bytes from the base of the region. */
    get offset(): number;
    /** Bytes that can still be allocated, all growth that is known to be possible included. */
    get remaining(): number;
    /** @private Look at the generation in the current buffer. */
    private watch;
    /** Begin an operation: replace detached views, notice a restore by another side. */
    sync(): void;
    /** @private Another side restored, to where we cannot know: what we learned may be gone. */
    private noticeRestore;
    /**
     * Allocate. The bytes are not cleared. O(1) unless the memory grows.
     *
     * @param {number} bytes
     * @param {number} [align]  power of two, 1 to 4096
     * @returns {number} offset, never 0
     * @throws {RangeError} "out of memory" with nothing changed, or for a bad size or alignment
     */
    alloc(bytes: number, align?: number): number;
    /** alloc() for this library's own writing. @package @param {number} bytes @param {number} align */
    take(bytes: number, align: number): number;
    /** @private One past the last byte there can ever be. */
    private get limit();
    /**
     * Like alloc(), but a lack of memory is 0.
     *
     * @package
     * @param {number} bytes
     * @param {number} align
     * @returns {number}
     */
    tryAlloc(bytes: number, align: number): number;
    /**
     * Allocate and copy bytes, without a header.
     *
     * @param {Uint8Array} bytes
     * @param {number} [align]
     * @returns {number} offset
     */
    allocBytes(bytes: Uint8Array, align?: number): number;
    /** allocBytes() for this library's own writing. @package @param {Uint8Array} bytes @param {number} align */
    takeBytes(bytes: Uint8Array, align: number): number;
    /**
     * A checkpoint: everything allocated later can be freed by restore().
     *
     * @returns {number} the current offset
     */
    save(): number;
    /**
     * Free all that was allocated since a checkpoint. Accessors of it throw from then on.
     * A value written into an older object since the checkpoint is freed as well, and the
     * older object then refers to free bytes: write such values before save().
     * In a shared arena only while no other thread allocates.
     *
     * @param {number} checkpoint  from save()
     * @throws {RangeError} when it is no point this arena has passed through, or when a value
     *   is being written: a getter or toJSON of it calls this. Nothing changes
     */
    restore(checkpoint: number): void;
    /** Free everything. `offset` is the start again. */
    reset(): void;
    /** @private Names and indexes in freed bytes. @param {number} from @param {number} to */
    private forget;
    /**
     * Take back what a failing operation allocated. A shared arena keeps it: other threads
     * may have allocated behind it.
     *
     * @package
     * @param {number} mark  the offset before the operation
     */
    rewind(mark: number): void;
    /**
     * Whether `handle` lay in bytes that this Arena has freed since `epoch`.
     *
     * @package
     * @param {number} handle
     * @param {number} epoch
     */
    wasFreed(handle: number, epoch: number): boolean;
    /**
     * Where the bytes of a key lie, written when this arena does not have them yet.
     *
     * @package
     * @param {Key} key
     */
    placeKey(key: Key): number;
    /** Whether a range lies in the region. @package @param {number} offset @param {number} length */
    has(offset: number, length: number): boolean;
    /** Whether `bytes` stand at `offset`. @package @param {number} offset  checked @param {Uint8Array} bytes */
    equals(offset: number, bytes: Uint8Array): boolean;
    /** @private @param {number} offset @param {number} length @returns {DataView} */
    private at;
    /** @param {number} offset */
    readU8(offset: number): number;
    /** @param {number} offset */
    readU32(offset: number): number;
    /** @param {number} offset */
    readI32(offset: number): number;
    /** @param {number} offset */
    readF64(offset: number): number;
    /** @param {number} offset */
    readI64(offset: number): bigint;
    /** @param {number} offset @param {number} value */
    writeU8(offset: number, value: number): void;
    /** @param {number} offset @param {number} value */
    writeU32(offset: number, value: number): void;
    /** @param {number} offset @param {number} value */
    writeI32(offset: number, value: number): void;
    /** @param {number} offset @param {number} value */
    writeF64(offset: number, value: number): void;
    /** @param {number} offset @param {bigint} value */
    writeI64(offset: number, value: bigint): void;
}
export type ArenaOptions = {
    /**
     * pages of 65,536 bytes the memory may grow to; the default
     * is the memory's own maximum, never above 65,535
     */
    maxPages?: number | undefined;
    /**
     * offset of an existing control block to attach to
     */
    control?: number | undefined;
    /**
     * write a control block at the start offset, so that several
     * threads can allocate; the others attach to `arena.control`
     */
    shared?: boolean | undefined;
    /**
     * which values the arena takes and reads. 'v1': those of
     * layout version 1, which every reader knows (convert.js says what becomes of the others).
     * 'full': also what structured clone carries (extended/kinds.js). The default is 'v1', and
     * with `control` what the block says; 'full' over the block of a strict arena is refused
     */
    types?: "v1" | "full" | undefined;
    /**
     * false: others that may write to the region are not to be
     * relied on, so every offset is checked at every use. The default is true
     */
    trusted?: boolean | undefined;
    /**
     * with `control`: how the owner makes room
     */
    grow?: ((bytes: number) => number | void) | undefined;
    /**
     * with `control`: how the owner restores
     */
    restore?: ((checkpoint: number) => number | void) | undefined;
};
import { Region } from './region.js';
import { PrivateBump } from './bump.js';
import { ControlBlock } from './control.js';
import { Pen } from './pen.js';
import { NativeText } from './native-text.js';
import { Keys } from './keys.js';
import { AccessorCache } from './accessor-cache.js';
import { Shapes } from './shape.js';
import type { Key } from './keys.js';
import type { MemoryLike } from './region.js';
