// SPDX-License-Identifier: MIT
// What travels beside a value: long bytes, objects with a way of their own, and by their offset
// alone the elements that lie in the shared region.
import assert from 'node:assert/strict';
import test from 'node:test';
import { LARGE_BYTES } from '../../js/pool/codec.js';
import { ZerobufError } from '../../js/core/errors.js';
import { END, SLOT, SPAN, newPair } from './values.mjs';

/** Bytes that tell where they lie. */
const counted = (length) => Uint8Array.from({ length }, (_, i) => i * 7);

test('long bytes of every kind are attached, short ones are not', () => {
  const { writer, reader, post } = newPair();
  const { buffer } = counted(LARGE_BYTES + 8);
  const kinds = [
    () => buffer.slice(0), () => new Uint8Array(buffer), () => new Float64Array(buffer, 0, LARGE_BYTES / 8 + 1), () => new DataView(buffer, 3, LARGE_BYTES + 1),
    () => new BigInt64Array(buffer), () => new Uint8ClampedArray(buffer), () => new Uint16Array(buffer, 2),
  ];
  for (const make of kinds) {
    const value = make();
    const attachments = post({ value });
    assert.equal(attachments.length, 1);
    assert.equal(attachments[0].byteLength, value.byteLength);
    assert.deepStrictEqual(reader.read(SLOT, attachments), { value });
    assert.deepStrictEqual(reader.read(SLOT, post(value)), value);
  }
  const none = [];
  assert.ok(writer.write(SLOT, new Uint8Array(buffer, 0, 40000), SPAN, END, none) > SPAN);
  assert.equal(none.length, 0);
});

test('the sender keeps its bytes', () => {
  const { reader, post } = newPair();
  const bytes = counted(LARGE_BYTES + 1);
  const read = reader.read(SLOT, post(bytes));
  read[0] = 99;
  assert.equal(bytes.byteLength, LARGE_BYTES + 1);
  assert.equal(bytes[0], 0);
});

test('views that overlap share one copy, others have one each, and no byte goes that none shows', () => {
  const { reader, post } = newPair();
  const bytes = counted(1 << 20);
  const { buffer } = bytes;
  const value = {
    early: new Uint8Array(buffer, 1001, 70000), inside: new Float64Array(buffer, 2008, 10), overlaps: new DataView(buffer, 60000, 70000),
    far: new Uint8Array(buffer, 900000, 70000), whole: counted(LARGE_BYTES + 5),
  };
  const attachments = post(value);
  assert.deepEqual(attachments.map(({ byteLength }) => byteLength).sort((a, b) => a - b), [LARGE_BYTES + 5, 70000, 130000 - 1000]);
  const read = reader.read(SLOT, attachments);
  assert.deepStrictEqual(read, value);
  assert.equal(read.early.buffer, read.overlaps.buffer);
  assert.equal(read.inside.buffer, read.early.buffer);
  assert.notEqual(read.far.buffer, read.early.buffer);
  read.early[1007]++;
  assert.notEqual(read.inside[0], value.inside[0], 'they show the same bytes');
});

test('a buffer that is met twice is attached once and read as one', () => {
  const { reader, post } = newPair();
  const { buffer } = counted(LARGE_BYTES + 16);
  const bytes = new Uint8Array(buffer, 8);
  const attachments = post({ buffer, bytes, again: [bytes, buffer] });
  assert.equal(attachments.length, 1);
  const read = reader.read(SLOT, attachments);
  assert.equal(read.buffer, read.again[1]);
  assert.equal(read.bytes, read.again[0]);
  assert.equal(read.bytes.buffer, read.buffer);
});

test('bytes of other shared buffers are copied', () => {
  const { reader, post } = newPair();
  const bytes = new Uint8Array(new SharedArrayBuffer(LARGE_BYTES + 1)).fill(5);
  const attachments = post({ bytes, few: bytes.subarray(0, 10) });
  const read = reader.read(SLOT, attachments);
  assert.ok(read.bytes.buffer instanceof ArrayBuffer);
  assert.deepEqual(read.bytes, new Uint8Array(LARGE_BYTES + 1).fill(5));
  assert.deepEqual(read.few, new Uint8Array(10).fill(5));
});

test('elements of the region cross by their offset, at any size', () => {
  const { memory, reader, post } = newPair();
  const before = new Float64Array(memory.buffer, 131072, 8000);
  memory.grow(2);
  const after = new Float64Array(memory.buffer, 131072 + 64, 4000);
  const attachments = post({ before, after, bytes: new Uint8Array(memory.buffer, 196608, 3) });
  assert.equal(attachments.length, 0);
  const read = reader.read(SLOT, attachments);
  before[8] = 4.5;
  assert.equal(read.before[8], 4.5);
  assert.equal(read.after[0], 4.5);
  read.bytes[2] = 9;
  assert.equal(new Uint8Array(memory.buffer)[196610], 9);
});

/** An object that is carried by a buffer. */
class Carried {
  constructor(buffer) {
    this.buffer = buffer;
  }
  [Symbol.for('zerobuf.attachment')]() {
    return this.buffer === undefined ? undefined : new Uint8Array(this.buffer);
  }
}

test('objects with a way of their own are carried and revived, once each', () => {
  const { reader, post } = newPair({ revive: (bytes) => new Carried(bytes.buffer) });
  const one = new Carried(counted(10).buffer);
  const two = new Carried(counted(LARGE_BYTES + 1).buffer);
  for (let i = 0; i < 40; i++) {
    const [a, b] = [new Carried(one.buffer.slice(0)), new Carried(two.buffer.slice(0))];
    const attachments = post({ a, list: [b, a], bytes: counted(LARGE_BYTES + 3) });
    assert.equal(attachments.length, 3);
    const read = reader.read(SLOT, attachments);
    assert.ok(read.a instanceof Carried);
    assert.deepEqual(new Uint8Array(read.a.buffer), counted(10));
    assert.deepEqual(new Uint8Array(read.list[0].buffer), counted(LARGE_BYTES + 1));
    assert.equal(read.list[1], read.a);
    assert.deepEqual(read.bytes, counted(LARGE_BYTES + 3));
  }
  assert.ok(reader.read(SLOT, post(new Carried(one.buffer.slice(0)))) instanceof Carried);
});

test('a value that is viewed keeps what was revived while others are read', () => {
  let revived = 0;
  const { reader, post } = newPair({ revive: (bytes) => ({ bytes, number: revived++ }) });
  const attachments = post({ a: new Carried(counted(4).buffer) });
  const view = reader.view(SLOT, attachments);
  const { a } = view;
  assert.equal(reader.read(SLOT, attachments.map((buffer) => buffer.slice(0))).a.number, 1);
  assert.equal(view.a, a);
  assert.equal(revived, 2);
  reader.endView();
});

test('without a way to revive, the bytes are read; a part of a buffer stays that part', () => {
  const { reader, post } = newPair();
  assert.deepEqual(reader.read(SLOT, post([new Carried(counted(4).buffer)])), [counted(4)]);
  const part = { [Symbol.for('zerobuf.attachment')]: () => counted(10).subarray(2, 5) };
  const [read] = reader.read(SLOT, post([part]));
  assert.deepEqual([read, read.byteOffset, read.buffer.byteLength], [counted(10).subarray(2, 5), 2, 10]);
});

test('an object that gives no bytes is refused with its place', () => {
  const { writer } = newPair();
  const attachments = [];
  const value = [counted(LARGE_BYTES + 1), { a: new Carried(undefined) }];
  assert.throws(() => writer.write(SLOT, value, SPAN, END, attachments), /^ZerobufTypeError: value\[1\]\.a cannot be passed.*no Uint8Array/);
  assert.equal(attachments.length, 0);
});

test('a getter that detaches a buffer met before is refused', () => {
  const { writer } = newPair();
  const bytes = counted(LARGE_BYTES + 1);
  const attachments = [];
  const value = [bytes, { get late() { structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); return 1; } }];
  assert.throws(() => writer.write(SLOT, value, SPAN, END, attachments), /detached or shortened/);
  assert.equal(attachments.length, 0);
});

test('a value that does not fit attaches nothing', () => {
  const { writer } = newPair();
  const kept = [new ArrayBuffer(1)];
  assert.equal(writer.write(SLOT, [counted(LARGE_BYTES + 1), 'x'.repeat(500)], SPAN, SPAN + 200, kept), 0);
  assert.equal(kept.length, 1);
});

test('attachments that are not those of the message are refused', () => {
  const { reader, post } = newPair();
  const attachments = post({ bytes: counted(LARGE_BYTES + 1) });
  for (const others of [[], [new ArrayBuffer(0)], [new ArrayBuffer(LARGE_BYTES)]]) {
    assert.throws(() => reader.read(SLOT, others), (error) => error instanceof ZerobufError && error.code === 'ZB_E_CORRUPT' && /pass those of its message/.test(error.message));
  }
  assert.equal(reader.read(SLOT, attachments).bytes.byteLength, LARGE_BYTES + 1);
});

test('many attachments cross', () => {
  const { reader, post } = newPair();
  const value = Array.from({ length: 30 }, (_, i) => counted(LARGE_BYTES + 1 + i));
  assert.deepStrictEqual(reader.read(SLOT, post(value)), value);
});
