// SPDX-License-Identifier: MIT
// The records of data.mjs in FlatBuffers: what its compiler makes of
//
//   table Record { id: int; name: string; x: double; y: double; z: double; active: bool; tags: [string]; }
//   table Records { records: [Record]; }
//   root_type Records;
//
// written out by hand, since the compiler is no npm package: readers over the bytes, and builders from the leaves up.

import { Builder, ByteBuffer } from 'flatbuffers';

/** @import { PlainRecord } from './data.mjs' */

const [ID, NAME, X, Y, Z, ACTIVE, TAGS] = [4, 6, 8, 10, 12, 14, 16]; // vtable offsets
const RECORDS = 4;

class Record {
  /** @type {ByteBuffer} */ bb = /** @type {any} */ (null);
  bb_pos = 0;

  /** @param {number} i @param {ByteBuffer} bb */
  __init(i, bb) {
    this.bb_pos = i;
    this.bb = bb;
    return this;
  }

  id() {
    const offset = this.bb.__offset(this.bb_pos, ID);
    return offset ? this.bb.readInt32(this.bb_pos + offset) : 0;
  }

  name() {
    const offset = this.bb.__offset(this.bb_pos, NAME);
    return offset ? /** @type {string} */ (this.bb.__string(this.bb_pos + offset)) : null;
  }

  x() {
    const offset = this.bb.__offset(this.bb_pos, X);
    return offset ? this.bb.readFloat64(this.bb_pos + offset) : 0;
  }

  y() {
    const offset = this.bb.__offset(this.bb_pos, Y);
    return offset ? this.bb.readFloat64(this.bb_pos + offset) : 0;
  }

  z() {
    const offset = this.bb.__offset(this.bb_pos, Z);
    return offset ? this.bb.readFloat64(this.bb_pos + offset) : 0;
  }

  active() {
    const offset = this.bb.__offset(this.bb_pos, ACTIVE);
    return offset ? !!this.bb.readInt8(this.bb_pos + offset) : false;
  }

  /** @param {number} index */
  tags(index) {
    const offset = this.bb.__offset(this.bb_pos, TAGS);
    return offset ? /** @type {string} */ (this.bb.__string(this.bb.__vector(this.bb_pos + offset) + index * 4)) : null;
  }

  tagsLength() {
    const offset = this.bb.__offset(this.bb_pos, TAGS);
    return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
  }

  unpack() {
    return {
      id: this.id(), name: this.name(), x: this.x(), y: this.y(), z: this.z(), active: this.active(),
      tags: this.bb.createScalarList(this.tags.bind(this), this.tagsLength()),
    };
  }
}

class Records {
  /** @type {ByteBuffer} */ bb = /** @type {any} */ (null);
  bb_pos = 0;

  /** @param {number} i @param {ByteBuffer} bb */
  __init(i, bb) {
    this.bb_pos = i;
    this.bb = bb;
    return this;
  }

  /** @param {ByteBuffer} bb */
  static getRootAsRecords(bb) {
    return new Records().__init(bb.readInt32(bb.position()) + bb.position(), bb);
  }

  /** @param {number} index @param {Record} [reuse] */
  records(index, reuse) {
    const offset = this.bb.__offset(this.bb_pos, RECORDS);
    return offset ? (reuse ?? new Record()).__init(this.bb.__indirect(this.bb.__vector(this.bb_pos + offset) + index * 4), this.bb) : null;
  }

  recordsLength() {
    const offset = this.bb.__offset(this.bb_pos, RECORDS);
    return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
  }
}

/** @param {Builder} builder @param {PlainRecord} record */
function pack(builder, { id, name, x, y, z, active, tags }) {
  const nameAt = builder.createString(name);
  const tagsAt = tags.map((tag) => builder.createString(tag));
  builder.startVector(4, tagsAt.length, 4);
  for (let i = tagsAt.length - 1; i >= 0; i--) builder.addOffset(/** @type {number} */ (tagsAt[i]));
  const tagVector = builder.endVector();
  builder.startObject(7);
  builder.addFieldInt32(0, id, 0);
  builder.addFieldOffset(1, nameAt, 0);
  builder.addFieldFloat64(2, x, 0);
  builder.addFieldFloat64(3, y, 0);
  builder.addFieldFloat64(4, z, 0);
  builder.addFieldInt8(5, +active, 0);
  builder.addFieldOffset(6, tagVector, 0);
  return builder.endObject();
}

const builder = new Builder(1 << 22); // kept: a fresh one would grow each time

/**
 * @param {readonly PlainRecord[]} records
 * @returns {Uint8Array} borrowed until the next call
 */
export function encode(records) {
  builder.clear();
  const offsets = records.map((record) => pack(builder, record));
  builder.startVector(4, offsets.length, 4);
  for (let i = offsets.length - 1; i >= 0; i--) builder.addOffset(/** @type {number} */ (offsets[i]));
  const vector = builder.endVector();
  builder.startObject(1);
  builder.addFieldOffset(0, vector, 0);
  builder.finish(builder.endObject());
  return builder.asUint8Array();
}

/** Records in place. @param {Uint8Array} bytes */
export const open = (bytes) => Records.getRootAsRecords(new ByteBuffer(bytes));

/** Plain records. @param {Uint8Array} bytes */
export function decode(bytes) {
  const all = open(bytes);
  return Array.from({ length: all.recordsLength() }, (_, i) => /** @type {Record} */ (all.records(i)).unpack());
}
