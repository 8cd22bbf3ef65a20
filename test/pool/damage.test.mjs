// SPDX-License-Identifier: MIT
// Damaged values of calls: every read returns or throws an error of this library, ends, and
// changes no byte. SEED=n repeats a run; ROUNDS=n changes its length.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ZerobufError } from '../../js/core/errors.js';
import { ExtensionTag, TAG_ATTACHMENT, TAG_UNITS, Tag } from '../../js/core/layout.gen.js';
import { Codec } from '../../js/pool/codec.js';
import { assertSameGraph } from '../js/graph.mjs';
import { random, rounds, seedOfRun } from '../js/support.mjs';
import { END, SLOT, SPAN, VALUES, newPair } from './values.mjs';

const ROUNDS = rounds('ROUNDS', 40);
const TAGS = [...Object.values(Tag), ...Object.values(ExtensionTag), TAG_ATTACHMENT, TAG_UNITS, 0xff];
const EXTREMES = [0, 1, 3, 4, 8, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

/** Exchange tags, store words that are offsets or extremes, flip bits, in [SLOT, used). */
function damage(r, u8, used) {
  const dv = new DataView(u8.buffer, u8.byteOffset);
  for (let n = 1 + r.below(4); n > 0; n--) {
    const at = SLOT + 4 * r.below((used - SLOT) >> 2);
    switch (r.below(4)) {
      case 0: u8[at + r.below(4)] ^= 1 << r.below(8); break;
      case 1: u8[at] = r.pick(TAGS); break;
      default: dv.setUint32(at, r.below(3) === 0 ? r.pick(EXTREMES) : SLOT + 8 * r.below((used - SLOT + 7) >> 3), true);
    }
  }
}

/** Look at everything, at most `budget.left` values: what is read may be cyclic. */
function walk(value, budget) {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || budget.left-- <= 0) return;
  const items = value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.keys(value).map((key) => value[key]);
  for (const item of items) walk(item, budget);
}

test('damaged values are refused or read, never anything else', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`SEED=${seed} ROUNDS=${ROUNDS}`);
  const r = random(seed);
  const { memory, writer } = newPair();
  const u8 = new Uint8Array(memory.buffer);
  let [refused, read] = [0, 0];
  const large = new Uint8Array(70000);
  const values = [...VALUES.map(([, make]) => make()), { large, part: large.subarray(8, 16), lone: '\ud800' }];
  for (const value of values) {
    const attachments = [];
    const end = writer.write(SLOT, value, SPAN, END, attachments);
    assert.ok(end >= SPAN);
    const intact = u8.slice();
    for (let round = 0; round < ROUNDS; round++) {
      // Where the region ends with the value, reading further is an error.
      const reader = new Codec({ buffer: new ArrayBuffer(round % 2 === 0 ? end : end + 4096) }, 0, 0);
      const image = new Uint8Array(reader.arena.u8.buffer);
      image.set(intact.subarray(0, image.length));
      damage(r, image, end);
      const before = image.slice();
      for (const use of [() => reader.read(SLOT, attachments), () => walk(reader.view(SLOT, attachments), { left: 300 }), () => reader.view(SLOT, attachments)?.toJS?.()]) {
        try {
          use();
          read++;
        } catch (error) {
          assert.ok(error instanceof ZerobufError, `no error of this library: ${error?.stack}`);
          refused++;
        }
      }
      reader.endView();
      assert.ok(before.subarray(SLOT).every((byte, index) => byte === image[SLOT + index]), 'reading changed a byte');
    }
  }
  t.diagnostic(`${read} reads returned, ${refused} were refused`);
  assert.ok(read > 0 && refused > 0);
});

test('a reader reads the next value after a damaged one', () => {
  const r = random(7);
  const { memory, writer, reader, cross } = newPair();
  const u8 = new Uint8Array(memory.buffer);
  for (let round = 0; round < 40; round++) {
    for (const [, make] of VALUES) {
      const value = make();
      const used = writer.write(SLOT, value, SPAN, END, []);
      damage(r, u8, used);
      try {
        reader.read(SLOT, []);
      } catch (error) {
        assert.ok(error instanceof ZerobufError, error?.stack);
      }
      if (round % 8 === 0) assertSameGraph(cross(value), value);
    }
  }
});
