// SPDX-License-Identifier: MIT
// An arena: allocates in a region by moving one offset upward, frees by moving it back.
import { AccessorCache } from './accessor-cache.js';
import { requireAlign, requireFlag, requireSize, requireTypes } from './arena-options.js';
import { requireBudget } from './budget.js';
import { PrivateBump, alignUp } from './bump.js';
import { writeBytes } from './bytes.js';
import { CheckpointLog } from './checkpoint-log.js';
import { Checkpoint } from './checkpoint.js';
import { ControlBlock } from './control.js';
import { StaleReferenceError, fault, refusal, typeFault } from './errors.js';
import { Freed } from './freed.js';
import { IndexDirectory } from './index-directory.js';
import { KeyTable } from './key-table.js';
import { Keys } from './keys.js';
import { ARENA_EXTENDED, ARENA_SHARED, CONTROL_BYTES, CONTROL_GENERATION_AT, MAX_REGION_BYTES } from './layout.gen.js';
import { NativeText } from './native-text.js';
import { Pen } from './pen.js';
import { requireOffset } from './region.js';
import { Scopes } from './scope.js';
import { Shapes } from './shape.js';
import { TypedRegion } from './typed-region.js';

/** @import { Key } from './keys.js' */
/** @import { MemoryLike } from './region.js' */

/** @typedef {import('./arena-options.js').ArenaOptions} ArenaOptions */

/** @import { Carrier } from './extended/carrier.js' */

/** Require a key to have UTF-8. @param {Key} key */
export function requireWellFormed(key) {
  if (!key.isWellFormed) throw refusal(`the key ${JSON.stringify(key.name)} has a lone surrogate, which UTF-8 cannot hold; rename it`);
}

/** Of a restore whose checkpoint nobody here knows. */
const BY_ANOTHER = ', or below it, by another side,';

export class Arena extends TypedRegion {
  /**
   * @param {MemoryLike} memory
   * @param {number} [startOffset]  first byte the arena may use; give it bytes that nothing
   *   else uses: a module's own malloc starts at its `__heap_base`, too
   * @param {ArenaOptions} [options]
   */
  constructor(memory, startOffset = 0, options = {}) {
    super(memory, options.maxPages);
    requireOffset(startOffset, 'startOffset');
    if (startOffset > MAX_REGION_BYTES) {
      throw fault('ZB_E_INVALID', `startOffset is ${startOffset}; a region ends at ${MAX_REGION_BYTES} at the latest`);
    }
    if (options.control !== undefined && options.shared) {
      throw typeFault('control and shared exclude each other; the thread that creates passes shared, the others pass control');
    }
    const types = requireTypes(options.types);
    const at = options.shared
      ? ControlBlock.create(this, startOffset, ARENA_SHARED | (types === 'full' ? ARENA_EXTENDED : 0))
      : options.control;
    /** @private */
    this.block = at === undefined ? undefined : new ControlBlock(this, requireOffset(at, 'control'), options);
    /** @package */
    this.state = this.block ?? new PrivateBump(this, startOffset);
    /** Allocates while a value is written. @package */
    this.pen = new Pen(this);
    /** @readonly @package */
    this.native = new NativeText(this);
    /** Offset of the control block in the region; 0 when JavaScript alone knows the state. @readonly */
    this.control = this.block === undefined ? 0 : this.block.at;
    /** Whether the extension types may be written and are read (SPEC.md, 9). @readonly @package */
    this.isExtended = this.block === undefined || types !== undefined ? types === 'full' : this.block.isExtended;
    if (this.block !== undefined && this.isExtended && !this.block.isExtended) {
      throw typeFault(`the arena at ${this.control} is strict, so its other users know no extension types; let its creator pass types: 'full', or attach without it`);
    }
    /** Whether the bytes are believed to be written by friends. @readonly */
    this.isTrusted = requireFlag(options.trusted, 'trusted', true);
    /** What a deep copy may cost. @readonly */
    this.budget = requireBudget(this.isTrusted, options.budget);
    /** What this arena knows about names. @readonly @package */
    this.keys = new Keys();
    /** @private */
    this.keyTable = this.block === undefined ? undefined : new KeyTable(this, this.block);
    /** @private */
    this.indexes = this.block === undefined ? undefined : new IndexDirectory(this, this.block);
    /** The control block's generation when this object last looked. @package */
    this.generation = this.block === undefined ? 0 : this.block.generation;
    /** @private */
    this.freed = new Freed();
    /** @private */
    this.scopes = new Scopes(this);
    /** @private In debug mode. */
    this.log = requireFlag(options.debug, 'debug', false) ? new CheckpointLog(this, this.state.start) : undefined;
    /** Writing operations and allocations that users began so far. @package */
    this.turn = 0;
    /** Writing operations under way: more than one when a getter or toJSON writes. @package */
    this.writing = 0;
    /** How often this Arena restored; accessors compare it with the value at their making. @package */
    this.epoch = 0;
    /** The epoch that began when another side's restore was noticed last. @package */
    this.foreignEpoch = 0;
    /**
     * C's mathematics of columns, by element type, once an engine has brought it (engine.js).
     *
     * @package @type {Readonly<Record<string, import('./kernels.js').Kernels>> | undefined}
     */
    this.kernels = undefined;
    /** Accessors by handle, so that one value has one accessor. @package */
    this.objects = new AccessorCache(this);
    /** @package */
    this.arrays = new AccessorCache(this);
    /** What takes the values that are not copied, and reads them: js/pool. @package @type {Carrier | undefined} */
    this.carrier = undefined;
    /** The key lists that objects here have. @package */
    this.shapes = new Shapes(this);
    /** The generation in the control block, for generated classes. @package @type {Uint32Array} */
    this.clock = new Uint32Array(0);
    this.watch();
  }

  /** Which values this arena takes and reads. */
  get types() {
    return this.isExtended ? 'full' : 'v1';
  }

  /** Next free byte, in bytes from the base of the region. */
  get offset() {
    this.sync();
    this.pen.settle();
    return this.state.bump;
  }

  /** Bytes that can still be allocated, all growth that is known to be possible included. */
  get remaining() {
    this.sync();
    this.pen.settle();
    return Math.max(0, Math.min(this.state.furthest, MAX_REGION_BYTES) - this.state.bump);
  }

  /** @override */
  refresh() {
    super.refresh();
    if (this.clock !== undefined) this.watch();
  }

  /** @private Look at the generation in the current buffer. */
  watch() {
    if (this.control !== 0 && this.clock.buffer !== this.u8.buffer) {
      this.clock = new Uint32Array(this.u8.buffer, this.control + CONTROL_GENERATION_AT, 1);
    }
  }

  /** Begin an operation: replace detached views, notice a restore by another side. @override */
  sync() {
    if (this.u8.byteLength === 0) this.refreshDetached();
    if (this.control !== 0 && this.dv.getUint32(this.control + CONTROL_GENERATION_AT, true) !== this.generation) {
      this.noticeRestore();
    }
  }

  /** @private */
  refreshDetached() {
    this.refresh();
    if (this.control !== 0) this.check(this.control, CONTROL_BYTES); // a resizable buffer can become shorter
  }

  /** @private Another side restored, to where we cannot know: what we learned may be gone. */
  noticeRestore() {
    this.generation = this.dv.getUint32(this.control + CONTROL_GENERATION_AT, true);
    this.pen.drop();
    // What lay above today's bump is freed for certain; below it, values may have been replaced unseen.
    if (this.state.inFirstSegment) this.noteFreed(this.state.bump, MAX_REGION_BYTES, BY_ANOTHER);
    else this.epoch++;
    this.foreignEpoch = this.epoch;
    this.keys.clear();
    this.shapes.clear();
    this.objects.clear();
    this.arrays.clear();
  }

  /**
   * Allocate. The bytes are not cleared. O(1) unless the memory grows.
   *
   * @param {number} bytes
   * @param {number} [align]  power of two, 1 to 4096
   * @returns {number} offset, never 0
   * @throws {RangeError} "out of memory" with nothing changed, or for a bad size or alignment
   */
  alloc(bytes, align = 4) {
    requireSize(bytes);
    requireAlign(align);
    this.turn++;
    return this.take(bytes, align);
  }

  /**
   * alloc() for this library's own writing: nothing is asked about the arguments.
   *
   * @package
   * @param {number} bytes  whole, 0 or more
   * @param {number} align  power of two, 1 to 4096
   */
  take(bytes, align) {
    this.sync();
    this.pen.settle();
    const offset = this.state.claim(bytes, align);
    return offset !== 0 ? offset : this.takeGrown(bytes, align);
  }

  /** @protected @param {number} bytes @param {number} align @returns {number} */
  takeGrown(bytes, align) {
    const offset = this.tryAlloc(bytes, align);
    if (offset !== 0) return offset;
    const { bump } = this.state;
    throw fault(
      'ZB_E_MEMORY',
      `out of memory: need ${bytes} bytes at ${alignUp(bump, align)}, the limit is ${this.limit}; restore to a checkpoint or allow the memory more pages`,
      bump,
    );
  }

  /** @private One past the last byte there can ever be. */
  get limit() {
    return Math.min(this.state.furthest, MAX_REGION_BYTES);
  }

  /**
   * Like take(), but a lack of memory is 0.
   *
   * @package
   * @param {number} bytes  whole, 0 or more
   * @param {number} align  power of two, 1 to 4096
   * @returns {number}
   */
  tryAlloc(bytes, align) {
    this.sync();
    this.pen.settle();
    let offset = this.state.claim(bytes, align);
    while (offset === 0 && this.state.grow(bytes, align)) offset = this.state.claim(bytes, align);
    return offset;
  }

  /** First byte that can be freed. @package */
  get start() {
    return this.state.start;
  }

  /**
   * Never free what lies below `to`: the arena starts there from now on.
   *
   * @package
   * @param {number} to  at most the offset, and in the first segment
   */
  keep(to) {
    this.state.raiseStart(to);
  }

  /**
   * Grow, so that C finds `bytes` free ones.
   *
   * @package
   * @param {number} bytes
   * @returns {boolean} false when there is no room to be had
   */
  makeRoom(bytes) {
    this.sync();
    return this.state.grow(bytes, 1);
  }

  /**
   * Allocate and copy bytes, without a header.
   *
   * @param {Uint8Array} bytes
   * @param {number} [align]
   * @returns {number} offset
   */
  allocBytes(bytes, align = 1) {
    requireAlign(align);
    this.turn++;
    return this.takeBytes(bytes, align);
  }

  /** allocBytes() for this library's own writing. @package @param {Uint8Array} bytes @param {number} align */
  takeBytes(bytes, align) {
    this.sync();
    let offset = 0;
    writeBytes(this, bytes, (byteLength) => (offset = this.take(byteLength, align)));
    return offset;
  }

  /**
   * A checkpoint: everything allocated later can be freed by restore().
   *
   * @returns {number} the current offset
   */
  save() {
    const { offset } = this;
    this.log?.saved(offset);
    return offset;
  }

  /**
   * A checkpoint for `using`, which leaves with its block:
   * `{ using checkpoint = arena.checkpoint(); … }`. Or call its restore().
   *
   * @returns {Checkpoint & Disposable}
   */
  checkpoint() {
    return /** @type {Checkpoint & Disposable} */ (new Checkpoint(this));
  }

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
  scope(operation, given) {
    return this.scopes.run(operation, given ?? /** @type {A} */ (/** @type {unknown} */ (this)));
  }

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
  restore(checkpoint) {
    this.sync();
    if (this.writing > 0) {
      throw fault('ZB_E_INVALID', 'a value is being written, and its own getter or toJSON asks for a restore; restore when it is written');
    }
    if (typeof checkpoint !== 'number' || !Number.isInteger(checkpoint) || checkpoint < 0 || checkpoint > MAX_REGION_BYTES) {
      throw fault('ZB_E_CHECKPOINT', `${String(checkpoint)} is not a checkpoint; restore to one that save() gave`);
    }
    this.scopes.requireAbove(checkpoint);
    const { inFirstSegment, bump } = this.state;
    if (inFirstSegment) this.log?.requireNothingAbove(checkpoint, bump);
    const { isLinear } = this.state;
    this.state.restore(checkpoint);
    if (inFirstSegment) {
      this.noteFreed(checkpoint, bump, this.log?.story(checkpoint) ?? '');
      this.forget(checkpoint, bump);
      if (isLinear) this.log?.restored(checkpoint, bump);
      if (this.block !== undefined) this.generation = this.block.generation;
    } else {
      this.noticeRestore();
    }
  }

  /** @protected A new epoch begins. @param {number} from @param {number} to @param {string} story */
  noteFreed(from, to, story) {
    const { freed } = this;
    freed.add({ epoch: ++this.epoch, from, to, story });
    if (!freed.isFull) return;
    this.objects.dropFreed();
    this.arrays.dropFreed();
    freed.dropOldest();
  }

  /** Free everything. `offset` is the start again. */
  reset() {
    this.sync();
    this.restore(this.state.start);
  }

  /** @private Names and indexes in freed bytes. @param {number} from @param {number} to */
  forget(from, to) {
    this.keys.forget(from);
    this.shapes.forget(from);
    this.keyTable?.forget(from, to);
    this.indexes?.forget(from, to);
  }

  /**
   * Take back what a failing operation allocated. A shared arena keeps it: other threads
   * may have allocated behind it.
   *
   * @package
   * @param {number} mark  the offset before the operation
   */
  rewind(mark) {
    this.sync();
    this.pen.drop();
    const bump = this.state.bump;
    if (!this.state.canRewind || bump === mark) return;
    this.state.rewind(mark);
    if (this.state.isLinear) this.forget(mark, bump);
    else this.noticeRestore();
  }

  /**
   * Whether `handle` lay in bytes that this Arena has freed since `epoch`.
   *
   * @package
   * @param {number} handle
   * @param {number} epoch
   */
  wasFreed(handle, epoch) {
    return this.freed.find(handle, epoch) !== undefined;
  }

  /**
   * The error for the use of a value that was freed.
   *
   * @package
   * @param {string} what    names the value
   * @param {number} handle  where it lay
   * @param {number} epoch   when it was alive
   */
  stale(what, handle, epoch) {
    const { from, story } = this.freed.find(handle, epoch) ?? { from: handle, story: BY_ANOTHER };
    return new StaleReferenceError(
      `${what} outlived its checkpoint: a restore or reset to ${from}${story} freed its value; create or wrap it again`,
      handle,
      from,
    );
  }

  /**
   * Where the bytes of a key lie, written when this arena does not have them yet.
   *
   * @package
   * @param {Key} key
   * @param {boolean} [_isLasting]  more objects with it are to be expected
   */
  placeKey(key, _isLasting = true) {
    if (key.offset !== 0) return key.offset;
    requireWellFormed(key);
    this.keys.place(key, this.keyTable === undefined ? this.takeBytes(key.bytes, 1) : this.keyTable.intern(key.bytes));
    return key.offset;
  }

  /** Whether a range lies in the region. @package @param {number} offset @param {number} length */
  has(offset, length) {
    return length <= this.size && offset <= this.size - length;
  }

  /** Whether `bytes` stand at `offset`. @package @param {number} offset  checked @param {Uint8Array} bytes */
  equals(offset, bytes) {
    const { u8 } = this;
    for (let i = 0; i < bytes.length; i++) {
      if (u8[offset + i] !== bytes[i]) return false;
    }
    return true;
  }
}
