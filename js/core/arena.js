// SPDX-License-Identifier: MIT
// An arena: allocates in a region by moving one offset upward, frees by moving it back.
import { AccessorCache } from './accessor-cache.js';
import { PrivateBump, alignUp } from './bump.js';
import { writeBytes } from './bytes.js';
import { ControlBlock } from './control.js';
import { fault, typeFault } from './errors.js';
import { Freed } from './freed.js';
import { IndexDirectory } from './index-directory.js';
import { KeyTable } from './key-table.js';
import { Keys } from './keys.js';
import { ARENA_EXTENDED, ARENA_SHARED, CONTROL_GENERATION_AT, MAX_REGION_BYTES } from './layout.gen.js';
import { NativeText } from './native-text.js';
import { Pen } from './pen.js';
import { Region, requireOffset } from './region.js';
import { Shapes } from './shape.js';

/** @import { ArenaHooks } from './control.js' */
/** @import { Key } from './keys.js' */
/** @import { MemoryLike } from './region.js' */

/**
 * @typedef {object} ArenaOptions
 * @property {number} [maxPages]  pages of 65,536 bytes the memory may grow to; the default
 *   is the memory's own maximum, never above 65,535
 * @property {number} [control]   offset of an existing control block to attach to
 * @property {boolean} [shared]   write a control block at the start offset, so that several
 *   threads can allocate; the others attach to `arena.control`
 * @property {'v1' | 'full'} [types]  which values the arena takes and reads. 'v1': those of
 *   layout version 1, which every reader knows (convert.js says what becomes of the others).
 *   'full': also what structured clone carries (extended/kinds.js). The default is 'v1', and
 *   with `control` what the block says; 'full' over the block of a strict arena is refused
 * @property {boolean} [trusted]  false: others that may write to the region are not to be
 *   relied on, so every offset is checked at every use. The default is true
 * @property {ArenaHooks['grow']} [grow]        with `control`: how the owner makes room
 * @property {ArenaHooks['restore']} [restore]  with `control`: how the owner restores
 */

const MAX_ALIGN = 4096;

/** @param {unknown} types @returns {'v1' | 'full' | undefined} */
function requireTypes(types) {
  if (types === undefined || types === 'v1' || types === 'full') return types;
  throw typeFault(`types is ${JSON.stringify(types) ?? String(types)}; pass 'v1' or 'full'`);
}

export class Arena extends Region {
  /**
   * @param {MemoryLike} memory
   * @param {number} [startOffset]  first byte the arena may use; give it bytes that nothing
   *   else uses: a module's own malloc starts at its `__heap_base`, too
   * @param {ArenaOptions} [options]
   */
  constructor(memory, startOffset = 0, options = {}) {
    super(memory, options.maxPages);
    requireOffset(startOffset, 'startOffset');
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
    /** Allocates while a value is written. @readonly @package */
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
    /** Whether who else writes here is trusted to keep to the layout. @readonly @package */
    this.isTrusted = options.trusted !== false;
    /** Writing operations and allocations that users began so far. @package */
    this.turn = 0;
    /** Writing operations under way: more than one when a getter or toJSON writes. @package */
    this.writing = 0;
    /** How often this Arena restored; accessors compare it with the value at their making. @package */
    this.epoch = 0;
    /** Accessors by handle, so that one value has one accessor. @package */
    this.objects = new AccessorCache(this);
    /** @package */
    this.arrays = new AccessorCache(this);
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

  /** Begin an operation: replace detached views, notice a restore by another side. */
  sync() {
    if (this.u8.byteLength === 0) this.refresh();
    if (this.control !== 0 && this.dv.getUint32(this.control + CONTROL_GENERATION_AT, true) !== this.generation) {
      this.noticeRestore();
    }
  }

  /** @private Another side restored, to where we cannot know: what we learned may be gone. */
  noticeRestore() {
    this.generation = this.dv.getUint32(this.control + CONTROL_GENERATION_AT, true);
    this.pen.drop();
    // What lay above today's bump is freed for certain; below it, values may have been replaced unseen.
    if (this.state.inFirstSegment) this.freed.add(++this.epoch, this.state.bump, MAX_REGION_BYTES);
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
    this.turn++;
    return this.take(bytes, align);
  }

  /** alloc() for this library's own writing. @package @param {number} bytes @param {number} align */
  take(bytes, align) {
    const offset = this.tryAlloc(bytes, align);
    if (offset !== 0) return offset;
    const bump = this.state.bump;
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
   * Like alloc(), but a lack of memory is 0.
   *
   * @package
   * @param {number} bytes
   * @param {number} align
   * @returns {number}
   */
  tryAlloc(bytes, align) {
    if (!Number.isInteger(bytes) || bytes < 0) {
      throw fault('ZB_E_INVALID', `cannot allocate ${String(bytes)} bytes; pass a whole number, 0 or more`);
    }
    if (!Number.isInteger(align) || align < 1 || align > MAX_ALIGN || (align & (align - 1)) !== 0) {
      throw fault('ZB_E_INVALID', `cannot align to ${String(align)}; pass a power of two from 1 to ${MAX_ALIGN}`);
    }
    this.sync();
    this.pen.settle();
    let offset = this.state.claim(bytes, align);
    while (offset === 0 && this.state.grow(bytes, align)) offset = this.state.claim(bytes, align);
    return offset;
  }

  /**
   * Allocate and copy bytes, without a header.
   *
   * @param {Uint8Array} bytes
   * @param {number} [align]
   * @returns {number} offset
   */
  allocBytes(bytes, align = 1) {
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
    return this.offset;
  }

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
  restore(checkpoint) {
    this.sync();
    if (this.writing > 0) {
      throw fault('ZB_E_INVALID', 'a value is being written, and its own getter or toJSON asks for a restore; restore when it is written');
    }
    if (typeof checkpoint !== 'number' || !Number.isInteger(checkpoint) || checkpoint < 0 || checkpoint > MAX_REGION_BYTES) {
      throw fault('ZB_E_CHECKPOINT', `${String(checkpoint)} is not a checkpoint; restore to one that save() gave`);
    }
    const { inFirstSegment } = this.state;
    const bump = this.state.bump;
    this.state.restore(checkpoint);
    if (inFirstSegment) {
      this.freed.add(++this.epoch, checkpoint, bump);
      this.forget(checkpoint, bump);
      if (this.block !== undefined) this.generation = this.block.generation;
    } else {
      this.noticeRestore();
    }
  }

  /** Free everything. `offset` is the start again. */
  reset() {
    this.sync();
    this.restore(this.state.start);
  }

  /** @private Names and indexes in freed bytes. @param {number} from @param {number} to */
  forget(from, to) {
    this.keys.forget(from);
    this.shapes.clear();
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
    return this.freed.includes(handle, epoch);
  }

  /**
   * Where the bytes of a key lie, written when this arena does not have them yet.
   *
   * @package
   * @param {Key} key
   */
  placeKey(key) {
    if (key.offset !== 0) return key.offset;
    if (!key.isWellFormed) {
      throw typeFault(`the key ${JSON.stringify(key.name)} has a lone surrogate, which UTF-8 cannot hold; rename it`);
    }
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

  /** @private @param {number} offset @param {number} length @returns {DataView} */
  at(offset, length) {
    this.sync();
    this.check(requireOffset(offset, 'offset'), length);
    return this.dv;
  }

  /** @param {number} offset */
  readU8(offset) {
    return this.at(offset, 1).getUint8(offset);
  }

  /** @param {number} offset */
  readU32(offset) {
    return this.at(offset, 4).getUint32(offset, true);
  }

  /** @param {number} offset */
  readI32(offset) {
    return this.at(offset, 4).getInt32(offset, true);
  }

  /** @param {number} offset */
  readF64(offset) {
    return this.at(offset, 8).getFloat64(offset, true);
  }

  /** @param {number} offset */
  readI64(offset) {
    return this.at(offset, 8).getBigInt64(offset, true);
  }

  /** @param {number} offset @param {number} value */
  writeU8(offset, value) {
    this.at(offset, 1).setUint8(offset, value);
  }

  /** @param {number} offset @param {number} value */
  writeU32(offset, value) {
    this.at(offset, 4).setUint32(offset, value, true);
  }

  /** @param {number} offset @param {number} value */
  writeI32(offset, value) {
    this.at(offset, 4).setInt32(offset, value, true);
  }

  /** @param {number} offset @param {number} value */
  writeF64(offset, value) {
    this.at(offset, 8).setFloat64(offset, value, true);
  }

  /** @param {number} offset @param {bigint} value */
  writeI64(offset, value) {
    this.at(offset, 8).setBigInt64(offset, value, true);
  }
}
