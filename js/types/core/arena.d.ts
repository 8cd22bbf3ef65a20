/** @import { Key } from './keys.js' */
/** @import { MemoryLike } from './region.js' */
/** @typedef {import('./arena-options.js').ArenaOptions} ArenaOptions */
/** @import { Carrier } from './extended/carrier.js' */
/** Require a key to have UTF-8. @param {Key} key */
export function requireWellFormed(key: Key): void;
export class Arena extends TypedRegion {
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
    /** Allocates while a value is written. @package */
    pen: Pen;
    /** @readonly @package */
    readonly native: NativeText;
    /** Offset of the control block in the region; 0 when JavaScript alone knows the state. @readonly */
    readonly control: number;
    /** Whether the extension types may be written and are read (SPEC.md, 9). @readonly @package */
    readonly isExtended: boolean;
    /** Whether the bytes are believed to be written by friends. @readonly */
    readonly isTrusted: boolean;
    /** What a deep copy may cost. @readonly */
    readonly budget: Readonly<import("./budget.js").Budget>;
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
    /** @private */
    private scopes;
    /** @private In debug mode. */
    private log;
    /** Writing operations and allocations that users began so far. @package */
    turn: number;
    /** Writing operations under way: more than one when a getter or toJSON writes. @package */
    writing: number;
    /** How often this Arena restored; accessors compare it with the value at their making. @package */
    epoch: number;
    /** The epoch that began when another side's restore was noticed last. @package */
    foreignEpoch: number;
    /**
     * C's mathematics of columns, by element type, once an engine has brought it (engine.js).
     *
     * @package @type {Readonly<Record<string, import('./kernels.js').Kernels>> | undefined}
     */
    kernels: Readonly<Record<string, import("./kernels.js").Kernels>> | undefined;
    /** Accessors by handle, so that one value has one accessor. @package */
    objects: AccessorCache;
    /** @package */
    arrays: AccessorCache;
    /** What takes the values that are not copied, and reads them: js/pool. @package @type {Carrier | undefined} */
    carrier: Carrier | undefined;
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
    /** @private */
    private refreshDetached;
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
    /**
     * alloc() for this library's own writing: nothing is asked about the arguments.
     *
     * @package
     * @param {number} bytes  whole, 0 or more
     * @param {number} align  power of two, 1 to 4096
     */
    take(bytes: number, align: number): number;
    /** @protected @param {number} bytes @param {number} align @returns {number} */
    protected takeGrown(bytes: number, align: number): number;
    /** @private One past the last byte there can ever be. */
    private get limit();
    /**
     * Like take(), but a lack of memory is 0.
     *
     * @package
     * @param {number} bytes  whole, 0 or more
     * @param {number} align  power of two, 1 to 4096
     * @returns {number}
     */
    tryAlloc(bytes: number, align: number): number;
    /** First byte that can be freed. @package */
    get start(): number;
    /**
     * Never free what lies below `to`: the arena starts there from now on.
     *
     * @package
     * @param {number} to  at most the offset, and in the first segment
     */
    keep(to: number): void;
    /**
     * Grow, so that C finds `bytes` free ones.
     *
     * @package
     * @param {number} bytes
     * @returns {boolean} false when there is no room to be had
     */
    makeRoom(bytes: number): boolean;
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
     * A checkpoint for `using`, which leaves with its block:
     * `{ using checkpoint = arena.checkpoint(); … }`. Or call its restore().
     *
     * @returns {Checkpoint & Disposable}
     */
    checkpoint(): Checkpoint & Disposable;
    /**
     * Run a function and free all that was allocated meanwhile, also when it throws. An async
     * function's scope ends when its promise settles. Until then the scope covers whatever
     * else is allocated; async scopes that overlap or nest are freed together, when the last
     * of them ends: give tasks that overlap for long an arena each.
     *
     * Plain values can be returned; an accessor of the scope throws when it is used outside:
     * return x.toJS(). The promise of an async scope is rejected when it would give one.
     *
     * @template R
     * @template [A=Arena]
     * @param {(given: A) => R} operation
     * @param {A} [given]  what the function gets; the arena by default
     * @returns {R} what the function returned, or a promise of it
     * @throws {RangeError} when a value is being written: a getter or toJSON of it calls this
     */
    scope<R, A = Arena>(operation: (given: A) => R, given?: A): R;
    /**
     * Free all that was allocated since a checkpoint. Accessors of it throw from then on.
     * A value written into an older object since the checkpoint is freed as well, and so are
     * the bytes that an older object or array has grown into: the older one then refers to free
     * bytes. Numbers, booleans and null may be changed in place at any time; for the rest write
     * before save(), or take a plain copy out and write it after restore():
     * `old.result = arena.scope(() => compute().toJS())`. Debug mode refuses what would dangle.
     * In a shared arena only while no other thread allocates.
     *
     * @param {number} checkpoint  from save()
     * @throws {RangeError} when it is no point this arena has passed through, or when a value
     *   is being written: a getter or toJSON of it calls this. Nothing changes
     */
    restore(checkpoint: number): void;
    /** @protected A new epoch begins. @param {number} from @param {number} to @param {string} story */
    protected noteFreed(from: number, to: number, story: string): void;
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
     * The error for the use of a value that was freed.
     *
     * @package
     * @param {string} what    names the value
     * @param {number} handle  where it lay
     * @param {number} epoch   when it was alive
     */
    stale(what: string, handle: number, epoch: number): StaleReferenceError;
    /**
     * Where the bytes of a key lie, written when this arena does not have them yet.
     *
     * @package
     * @param {Key} key
     * @param {boolean} [_isLasting]  more objects with it are to be expected
     */
    placeKey(key: Key, _isLasting?: boolean): number;
    /** Whether a range lies in the region. @package @param {number} offset @param {number} length */
    has(offset: number, length: number): boolean;
    /** Whether `bytes` stand at `offset`. @package @param {number} offset  checked @param {Uint8Array} bytes */
    equals(offset: number, bytes: Uint8Array): boolean;
}
export type ArenaOptions = import("./arena-options.js").ArenaOptions;
import type { Key } from './keys.js';
import { TypedRegion } from './typed-region.js';
import { PrivateBump } from './bump.js';
import { ControlBlock } from './control.js';
import { Pen } from './pen.js';
import { NativeText } from './native-text.js';
import { Keys } from './keys.js';
import { AccessorCache } from './accessor-cache.js';
import type { Carrier } from './extended/carrier.js';
import { Shapes } from './shape.js';
import { Checkpoint } from './checkpoint.js';
import { StaleReferenceError } from './errors.js';
import type { MemoryLike } from './region.js';
