// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import test from 'node:test';
import { zerobuf } from '../../js/core/index.js';
import * as slots from '../../js/core/slots.js';
import { assertFault, newMemory } from './support.mjs';

const utf8 = (text) => new TextEncoder().encode(text);

function views(buffer = new ArrayBuffer(256)) {
  return [new DataView(buffer), new Uint8Array(buffer)];
}

test('string and bytes slots return the next 4-aligned data offset', () => {
  const [dv, u8] = views();
  assert.equal(slots.writeStringSlot(dv, u8, 0, 64, utf8('hello')), 76);
  assert.equal(slots.writeBytesSlot(dv, u8, 16, 76, new Uint8Array([1, 2, 3, 4])), 84);
  assert.equal(slots.writeStringSlot(dv, u8, 32, 84, utf8('')), 88);
  assert.equal(slots.readStringSlot(dv, u8, 0), 'hello');
  assert.deepEqual(slots.readBytesSlot(dv, u8, 16), new Uint8Array([1, 2, 3, 4]));
  assert.equal(slots.readStringSlot(dv, u8, 32), '');
  assert.equal(slots.readStringSlot(dv, u8, 16), '', 'another tag');
  assert.deepEqual(slots.readBytesSlot(dv, u8, 0), new Uint8Array(0), 'another tag');
});

test('scalars, whole slots', () => {
  const [dv, u8] = views();
  u8.fill(0xff);
  slots.writeI32Slot(dv, 0, -7);
  slots.writeF64Slot(dv, 16, 2.5);
  slots.writeBoolSlot(dv, 32, true);
  slots.writeNullSlot(dv, 48);
  assert.deepEqual([slots.readI32Slot(dv, 0), slots.readF64Slot(dv, 16), slots.readBoolSlot(dv, 32), slots.isNullSlot(dv, 48)], [-7, 2.5, true, true]);
  assert.equal(slots.readF64Slot(dv, 0), -7, 'a reader that asks for f64 accepts i32');
  assert.deepEqual([slots.readI32Slot(dv, 16), slots.readBoolSlot(dv, 0), slots.isNullSlot(dv, 0)], [0, false, false]);
  assert.deepEqual([0, 16, 32, 48].map((slot) => slots.readTag(dv, slot)), [2, 3, 1, 0]);
  assert.deepEqual(u8.slice(1, 4), new Uint8Array(3));
  assert.deepEqual(u8.slice(8, 16), new Uint8Array(8));
});

test('what they write, an arena reads', () => {
  for (const shared of [false, true]) {
    const memory = newMemory({ initial: 1, maximum: 1, shared });
    const [dv, u8] = views(memory.buffer);
    slots.writeStringSlot(dv, u8, 64, 128, utf8('\ufeffgrüße'));
    assert.equal(slots.readStringSlot(dv, u8, 64), '\ufeffgrüße');
    assert.equal(zerobuf(memory, 1024).read(64), '\ufeffgrüße');
  }
});

test('bounds are checked, and nothing is written when they fail', () => {
  const [dv, u8] = views();
  const long = new Uint8Array(100).fill(1);
  assertFault(() => slots.writeStringSlot(dv, u8, 0, 200, long), RangeError, 'ZB_E_BOUNDS');
  assertFault(() => slots.writeStringSlot(dv, u8, 250, 0, long), RangeError, 'ZB_E_BOUNDS');
  assert.deepEqual(u8, new Uint8Array(256));
  for (const bad of [-1, NaN, 1.5, 241, undefined]) assert.throws(() => slots.writeI32Slot(dv, bad, 1), RangeError);
  for (const bad of [-1, 241]) assert.throws(() => slots.readTag(dv, bad), RangeError);
  slots.writeStringSlot(dv, u8, 0, 16, long);
  dv.setUint32(16, 0xffffffff, true);
  assertFault(() => slots.readStringSlot(dv, u8, 0), RangeError, 'ZB_E_BOUNDS');
});
