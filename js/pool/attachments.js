// SPDX-License-Identifier: MIT
// What travels beside a value instead of being copied into its span (SPEC.md, 9.7): buffers
// of objects that have their own way to travel, long bytes, and by their offset alone the
// elements that lie in the region already.
import { fault, refusal } from '../core/errors.js';
import { ATTACHMENT } from '../core/extended/carrier.js';
import { BY_NUMBER, classOf, isColumnArray, storeHeader, typeOfClass } from '../core/extended/column.js';
import {
  ATTACHMENT_BUFFER, ATTACHMENT_DATA_VIEW, ATTACHMENT_HEADER_BYTES, ATTACHMENT_KIND_AT, ATTACHMENT_LENGTH_AT,
  ATTACHMENT_NUMBER_AT, ATTACHMENT_OFFSET_AT, ATTACHMENT_REFERENCE, ATTACHMENT_REGION, COLUMN_HEADER_BYTES, ExtensionTag, SLOT_A_AT,
  TAG_ATTACHMENT, TAG_UNITS, WRITE_ALIGN,
} from '../core/layout.gen.js';
import { unknownTag } from '../core/value.js';
import { OwnBuffers } from './own-buffers.js';
import { LongBytes } from './long-bytes.js';
import { readUnits } from './units.js';

/** @import { Arena } from '../core/arena.js' */
/** @import { Cell } from '../core/cell.js' */
/** @import { ColumnType, TypedArray } from '../core/extended/column.js' */
/** @import { Written } from '../core/extended/written.js' */

/** More bytes than this are attached. */
export const LARGE_BYTES = 65536;

/** @typedef {{ buffers: readonly ArrayBuffer[], revived: unknown[] }} Incoming what came with a value, and what revive() made of it */

/** @type {Incoming} */
const NONE = Object.freeze({ buffers: Object.freeze([]), revived: [] });

/** The carrier of a codec's arena: core/extended/carrier.js. */
export class Attachments {
  /**
   * @param {Arena} arena
   * @param {number} probeAt  see OwnBuffers
   * @param {((bytes: Uint8Array<ArrayBuffer>) => unknown) | undefined} revive
   * @param {Attachments | undefined} region  of the shared region, when the arena is another
   * @param {((view: TypedArray) => TypedArray) | undefined} adopt
   * @param {number} [maxBytes]  that are copied for one value
   */
  constructor(arena, probeAt, revive, region, adopt, maxBytes = Infinity) {
    /** @private */
    this.arena = arena;
    /** @private */
    this.region = region;
    /** What is given for elements of the shared region. @readonly */
    this.adopt = adopt ?? ((view) => view);
    /** @readonly */
    this.own = new OwnBuffers(arena, probeAt);
    /** @private */
    this.revive = revive;
    /** @private What goes with the value that is being written. @type {ArrayBuffer[]} */
    this.outgoing = [];
    /** @readonly */
    this.maxBytes = maxBytes;
    /** @private */
    this.long = new LongBytes(arena, maxBytes);
    /** @private Of the value that is read. */
    this.incoming = NONE;
  }

  /** A value is about to be written. @param {ArrayBuffer[]} outgoing  takes the buffers */
  begin(outgoing) {
    this.outgoing = outgoing;
  }

  /** It is written: attach what was collected. */
  attach() {
    this.long.attach(this.outgoing);
  }

  /** Attach nothing more; of a value that failed, nothing at all. */
  finish() {
    this.outgoing = [];
    this.long.clear();
  }

  /**
   * A value is about to be read.
   *
   * @param {readonly ArrayBuffer[]} buffers  that came with it
   * @returns {Incoming} those of the value that was read before, for restore()
   */
  receive(buffers) {
    const before = this.incoming;
    if (buffers !== before.buffers) this.incoming = buffers.length === 0 ? NONE : { buffers, revived: [] };
    return before;
  }

  /** @param {Incoming} before */
  restore(before) {
    this.incoming = before;
  }

  /** Nothing is read any more. */
  release() {
    this.incoming = NONE;
  }

  /** @param {object} value @param {string} kind @param {Written} written @returns {Readonly<Cell> | undefined} */
  take(value, kind, written) {
    const own = /** @type {any} */ (value)[ATTACHMENT];
    if (own !== undefined) return written.add(value, TAG_ATTACHMENT, this.takeReference(value, own));
    if (kind === 'ArrayBuffer') {
      const buffer = /** @type {ArrayBuffer} */ (value);
      return this.takeBytes(value, ATTACHMENT_BUFFER, buffer, 0, buffer.byteLength, buffer.byteLength, written);
    }
    if (!ArrayBuffer.isView(value)) return undefined;
    const { buffer, byteOffset, byteLength } = value;
    if (kind === 'DataView') return this.takeBytes(value, ATTACHMENT_DATA_VIEW, buffer, byteOffset, byteLength, byteLength, written);
    if (!isColumnArray(kind)) return undefined;
    const type = typeOfClass(kind);
    const { length } = /** @type {TypedArray} */ (value);
    if (this.holds(buffer, byteOffset, byteLength)) return written.add(value, ExtensionTag.Shared, this.takeShared(type, byteOffset, length));
    if (this.region?.holds(buffer, byteOffset, byteLength) === true) {
      return written.add(value, TAG_ATTACHMENT, this.takeHeader(type.number, length, ATTACHMENT_REGION, byteOffset));
    }
    return this.takeBytes(value, type.number, buffer, byteOffset, byteLength, length, written);
  }

  /** @private Whether bytes are the arena's own. @param {ArrayBufferLike} buffer @param {number} offset @param {number} byteLength */
  holds(buffer, offset, byteLength) {
    const { arena } = this;
    if (!this.own.has(buffer)) return false;
    if (!arena.has(offset, byteLength)) arena.refresh();
    return arena.has(offset, byteLength);
  }

  /** @private @param {ColumnType} type @param {number} offset @param {number} length @returns {number} offset of the header */
  takeShared(type, offset, length) {
    const header = this.arena.pen.take(COLUMN_HEADER_BYTES, WRITE_ALIGN - 1);
    storeHeader(this.arena, header, type, offset, length);
    return header;
  }

  /** @private @param {object} value @param {unknown} method @returns {number} offset of the header */
  takeReference(value, method) {
    const bytes = typeof method === 'function' ? method.call(value) : undefined;
    if (!(bytes instanceof Uint8Array) || !(bytes.buffer instanceof ArrayBuffer)) {
      throw refusal('its zerobuf.attachment method gives no Uint8Array over an ArrayBuffer; let it give one, or throw');
    }
    this.arena.sync(); // the method is user code
    const { buffer } = bytes;
    let number = this.outgoing.indexOf(buffer);
    if (number < 0) number = this.outgoing.push(buffer) - 1;
    const header = this.takeHeader(ATTACHMENT_REFERENCE, bytes.byteLength);
    this.arena.dv.setUint32(header + ATTACHMENT_NUMBER_AT, number, true);
    this.arena.dv.setUint32(header + ATTACHMENT_OFFSET_AT, bytes.byteOffset, true);
    return header;
  }

  /**
   * Long bytes, and short ones of a buffer that is attached already.
   *
   * @private
   * @param {object} value
   * @param {number} kind
   * @param {ArrayBufferLike} buffer
   * @param {number} from  first byte
   * @param {number} byteLength
   * @param {number} length  what the header says
   * @param {Written} written
   * @returns {Readonly<Cell> | undefined}
   */
  takeBytes(value, kind, buffer, from, byteLength, length, written) {
    if (byteLength <= LARGE_BYTES && (byteLength === 0 || !this.long.has(buffer))) return undefined;
    const header = this.takeHeader(kind, length);
    this.long.add(buffer, from, byteLength, header);
    return written.add(value, TAG_ATTACHMENT, header);
  }

  /** @private @param {number} kind @param {number} length @param {number} [number] @param {number} [offset] */
  takeHeader(kind, length, number = 0, offset = 0) {
    const { arena } = this;
    const header = arena.pen.take(ATTACHMENT_HEADER_BYTES, WRITE_ALIGN - 1);
    arena.dv.setUint32(header + ATTACHMENT_NUMBER_AT, number, true);
    arena.dv.setUint32(header + ATTACHMENT_KIND_AT, kind, true);
    arena.dv.setUint32(header + ATTACHMENT_OFFSET_AT, offset, true);
    arena.dv.setUint32(header + ATTACHMENT_LENGTH_AT, length, true);
    return header;
  }

  /** @private @param {Uint8Array<ArrayBuffer>} bytes */
  reviveBytes(bytes) {
    return this.revive === undefined ? bytes : this.revive(bytes);
  }

  /** @param {number} slot @param {number} tag @returns {unknown} */
  read(slot, tag) {
    const { arena } = this;
    const at = arena.dv.getUint32(slot + SLOT_A_AT, true);
    if (tag === TAG_UNITS) return readUnits(arena, at);
    if (tag !== TAG_ATTACHMENT) throw unknownTag(arena, slot);
    arena.check(at, ATTACHMENT_HEADER_BYTES);
    const { dv } = arena;
    const number = dv.getUint32(at + ATTACHMENT_NUMBER_AT, true);
    const kind = dv.getUint32(at + ATTACHMENT_KIND_AT, true);
    if (number === ATTACHMENT_REGION && this.region !== undefined) return this.adopt(viewOf(this.region.arena.memory.buffer, dv, at));
    const { buffers, revived } = this.incoming;
    const buffer = buffers[number];
    if (buffer === undefined) {
      throw fault('ZB_E_CORRUPT', `the value refers to attachment ${number}, but ${buffers.length} came with it; pass those of its message`, at);
    }
    if (kind === ATTACHMENT_BUFFER) return buffer;
    const offset = dv.getUint32(at + ATTACHMENT_OFFSET_AT, true);
    const length = dv.getUint32(at + ATTACHMENT_LENGTH_AT, true);
    if (kind === ATTACHMENT_REFERENCE) {
      requireWithin(buffer, offset, length, 1, at);
      return revived[number] ??= this.reviveBytes(new Uint8Array(buffer, offset, length));
    }
    if (kind === ATTACHMENT_DATA_VIEW) {
      requireWithin(buffer, offset, length, 1, at);
      return new DataView(buffer, offset, length);
    }
    return viewOf(buffer, dv, at);
  }
}

/** @param {ArrayBufferLike} buffer @param {DataView} dv @param {number} at  of the header @returns {TypedArray} */
function viewOf(buffer, dv, at) {
  const kind = dv.getUint32(at + ATTACHMENT_KIND_AT, true);
  const type = BY_NUMBER.get(kind);
  if (type === undefined) throw fault('ZB_E_TAG', `the attachment at ${at} has the unknown kind ${kind}; it was written by a newer version or is damaged`, at);
  const offset = dv.getUint32(at + ATTACHMENT_OFFSET_AT, true);
  const length = dv.getUint32(at + ATTACHMENT_LENGTH_AT, true);
  requireWithin(buffer, offset, length, type.itemBytes, at);
  return new (classOf(type, at))(buffer, offset, length);
}

/** @param {ArrayBufferLike} buffer @param {number} offset @param {number} length  in elements @param {number} itemBytes @param {number} at */
function requireWithin(buffer, offset, length, itemBytes, at) {
  const { byteLength } = buffer;
  if (offset % itemBytes === 0 && offset <= byteLength && length <= (byteLength - offset) / itemBytes) return;
  throw fault('ZB_E_CORRUPT', `the attachment at ${at} shows ${length} elements of ${itemBytes} bytes from ${offset} of a buffer of ${byteLength} bytes; pass those of its message`, at);
}
