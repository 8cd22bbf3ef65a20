// SPDX-License-Identifier: MIT
// The values of calls between threads: an argument or a result, written into a span of the
// region that both share, and read back. Which values travel: core/extended/kinds.js; what
// goes beside the region: attachments.js.
import { childAt } from '../core/accessor.js';
import { storeCell } from '../core/cell.js';
import { encodeAny, putNumber } from '../core/encoder.js';
import { refusedBecause, typeFault, fault } from '../core/errors.js';
import { GraphAncestors } from '../core/extended/graph.js';
import { ExtensionTag, SLOT_A_AT, SLOT_B_AT, SLOT_BYTES, Tag } from '../core/layout.gen.js';
import { encodeLeaf } from '../core/leaf.js';
import { copySlot, plainAt, treeCopyOf } from '../core/plain.js';
import { Site } from '../core/shape-plan.js';
import { readSlot } from '../core/value.js';
import { Attachments } from './attachments.js';
import { CallArena, DOES_NOT_FIT } from './call-arena.js';

/** @import { MemoryLike } from '../core/region.js' */
/** @import { TypedArray } from '../core/extended/column.js' */
/** @import { TreeCopy } from '../core/tree-copy.js' */

export { LARGE_BYTES } from './attachments.js';

/** Bytes at the start of the keys that OwnBuffers uses. */
const PROBE_BYTES = 4;

/** @param {TreeCopy} copy @param {number} slot */
const copyAny = (copy, slot) => copy.read(slot);

export class Codec {
  /**
   * @param {MemoryLike} memory  a WebAssembly.Memory, which may grow, or `{ buffer }`
   * @param {number} keysAt   bytes [keysAt, keysEnd) of the region are this codec's alone: keys
   * @param {number} keysEnd  it has written stay there for its life. 0, 0: none
   * @param {(bytes: Uint8Array<ArrayBuffer>) => unknown} [revive]  makes what an object that was carried
   *   by its buffer becomes on reading; by default the buffer
   * @param {object} [place]
   * @param {(view: TypedArray) => TypedArray} [place.adopt]  what is given for elements of a shared region; by default the view
   * @param {Codec} [place.region]  of the shared region, when the memory is another
   * @param {number} [place.maxBytes]  of bytes that are copied to travel beside a value
   */
  constructor(memory, keysAt, keysEnd, revive, { adopt, region, maxBytes } = {}) {
    const probeAt = Math.ceil(keysAt / PROBE_BYTES) * PROBE_BYTES;
    const hasKeys = keysAt !== 0 && keysEnd - probeAt >= PROBE_BYTES;
    /** @private */
    this.arena = new CallArena(memory, hasKeys ? probeAt + PROBE_BYTES : 0, hasKeys ? keysEnd : 0);
    /** @private @type {Attachments} */
    this.beside = new Attachments(this.arena, hasKeys ? probeAt : 0, revive, region?.beside, adopt ?? region?.beside?.adopt, maxBytes ?? region?.beside?.maxBytes);
    this.arena.carrier = this.beside;
    /** @private */
    this.ancestors = new GraphAncestors();
    /** @private */
    this.site = new Site();
    /** @private */
    this.isViewing = false;
  }

  /**
   * Write a value.
   *
   * @param {number} slot  offset of 16 bytes, 8-aligned
   * @param {unknown} value
   * @param {number} start  what the value needs beside its slot goes to [start, end)
   * @param {number} end
   * @param {ArrayBuffer[]} attachments  takes the buffers that must travel with the message
   * @returns {number} one past the last byte that was used; 0 when the value does not fit: the
   *   slot and the attachments are then as they were
   * @throws {TypeError} for what cannot travel, with the path to it; {PoolError} bytes beside it are
   *   more than maxBytes; what a getter throws
   */
  write(slot, value, start, end, attachments) {
    const { arena } = this;
    arena.sync();
    arena.check(slot, SLOT_BYTES);
    arena.check(start, end - start);
    if (typeof value !== 'number') return this.writeOther(slot, value, start, end, attachments);
    putNumber(arena.dv, slot, value);
    return start;
  }

  /** @private @param {number} slot @param {unknown} value @param {number} start @param {number} end @param {ArrayBuffer[]} attachments */
  writeOther(slot, value, start, end, attachments) {
    const { arena, ancestors, beside } = this;
    const mark = attachments.length;
    arena.begin(start, end);
    beside.begin(attachments);
    try {
      const content = encodeLeaf(arena, value) ?? encodeAny(arena, value, '', this.site, ancestors);
      beside.attach();
      storeCell(arena, slot, content);
      return arena.used;
    } catch (error) {
      attachments.length = mark;
      if (error !== DOES_NOT_FIT) throw this.located(error);
      return 0;
    } finally {
      beside.finish();
      ancestors.clear();
      arena.finish();
    }
  }

  /** @private The error with the place in the value, where there is one to tell. @param {unknown} error */
  located(error) {
    const sentence = refusedBecause(error);
    return sentence === undefined ? error : typeFault(`${this.ancestors.path()} cannot be passed to another thread: ${sentence}`);
  }

  /**
   * Read a deep copy.
   *
   * @param {number} slot  where write() put the value
   * @param {readonly ArrayBuffer[]} attachments  that came with it
   * @returns {any}
   */
  read(slot, attachments) {
    const { arena } = this;
    arena.sync();
    arena.check(slot, SLOT_BYTES);
    const { dv } = arena;
    const tag = dv.getUint8(slot);
    if (tag === Tag.I32) return dv.getInt32(slot + SLOT_A_AT, true);
    if (tag === Tag.F64) return dv.getFloat64(slot + SLOT_B_AT, true);
    if (tag < Tag.Array || tag === Tag.BigInt || tag === Tag.Bytes) return readSlot(arena, slot);
    if (tag === ExtensionTag.Undefined) return undefined;
    return this.readContent(slot, tag, attachments);
  }

  /** @private @param {number} slot @param {number} tag @param {readonly ArrayBuffer[]} attachments */
  readContent(slot, tag, attachments) {
    const { arena, beside } = this;
    if (arena.writing > 0) throw fault('ZB_E_INVALID', 'a value is being written, and its own getter reads another; read when it is written');
    const { size } = arena;
    const before = beside.receive(attachments);
    try {
      return this.copy(slot, tag);
    } catch (error) {
      arena.refresh();
      if (arena.size === size) throw error;
      return this.copy(slot, tag); // the memory has grown meanwhile, and with it what a value may hold
    } finally {
      beside.restore(before);
    }
  }

  /** @private @param {number} slot @param {number} tag */
  copy(slot, tag) {
    const { arena } = this;
    if (tag === Tag.Array || tag === Tag.Object) return plainAt(arena, tag, arena.dv.getUint32(slot + SLOT_A_AT, true));
    return treeCopyOf(arena).attempt(copyAny, slot) ?? copySlot(arena, slot);
  }

  /**
   * An accessor over the value where it lies, scalars as they are. Typed arrays, maps, sets and
   * errors in it are copied when they are read.
   *
   * @param {number} slot  where write() put the value
   * @param {readonly ArrayBuffer[]} attachments  that came with it
   * @returns {any} valid until endView()
   */
  view(slot, attachments) {
    const { arena } = this;
    arena.sync();
    arena.check(slot, SLOT_BYTES);
    const tag = arena.dv.getUint8(slot);
    if (tag !== Tag.Array && tag !== Tag.Object) return this.read(slot, attachments);
    this.isViewing = true;
    this.beside.receive(attachments);
    return childAt(arena, tag, arena.dv.getUint32(slot + SLOT_A_AT, true));
  }

  /** Whether a buffer is that of its memory, as it is or before it grew. @param {ArrayBufferLike} buffer */
  hasBuffer(buffer) {
    return this.beside.own.has(buffer);
  }

  /** The call has ended: from now on its accessors throw a StaleReferenceError. */
  endView() {
    if (!this.isViewing) return;
    this.isViewing = false;
    this.beside.release();
    this.arena.dropAccessors();
  }
}
