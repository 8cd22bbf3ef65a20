// SPDX-License-Identifier: MIT
// Damaged images of extension types: every read returns or throws an error of this library,
// and ends. SEED=n repeats a run; ROUNDS=n changes its length.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Arena, ZerobufError, readValue, readValueEager, writeValue, zerobuf } from '../../js/core/index.js';
import { ExtensionTag, Tag } from '../../js/core/layout.gen.js';
import { loadExtendedVectors } from './extended-vectors.mjs';
import { assertFault, newMemory, random, rounds, seedOfRun } from './support.mjs';

const ROUNDS = rounds('ROUNDS', 300);
const INTERESTING = [0, 1, 3, 4, 8, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];
const TAGS = [...Object.values(Tag), ...Object.values(ExtensionTag), 0x8e, 0xff];

/** Flip bits, store words that are offsets or extremes, exchange tags. */
function damage(r, image, from) {
  const copy = image.slice(0, r.below(4) === 0 ? r.below(image.length + 1) : image.length);
  const dv = new DataView(copy.buffer);
  const slots = (copy.length - from) >> 2;
  for (let n = 1 + r.below(4); n > 0 && slots > 0; n--) {
    const at = from + r.below(slots) * 4;
    switch (r.below(4)) {
      case 0: copy[at + r.below(4)] ^= 1 << r.below(8); break;
      case 1: copy[at] = r.pick(TAGS); break;
      default: dv.setUint32(at, r.below(3) === 0 ? r.pick(INTERESTING) : r.below(copy.length) & ~3, true);
    }
  }
  return copy;
}

/** Look at everything, at most `budget.left` values: an image may be cyclic. */
function walk(value, budget) {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || budget.left-- <= 0) return;
  const items = value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.keys(value).map((key) => value[key]);
  for (const item of items) walk(item, budget);
}

test('damaged extended images are refused or read, never anything else', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`SEED=${seed} ROUNDS=${ROUNDS}`);
  const r = random(seed);
  let [refused, read] = [0, 0];
  for (const vector of loadExtendedVectors()) {
    for (let round = 0; round < ROUNDS; round++) {
      const image = damage(r, vector.image, vector.root);
      const room = round % 2 === 0 ? 0 : 4096; // without room the region ends with the image
      const buffer = new ArrayBuffer(image.length + room);
      new Uint8Array(buffer).set(image);
      const buf = zerobuf({ buffer }, image.length, { types: 'full' });
      const value = () => readValue(buf.arena, vector.root);
      /** Do something to the accessor, if the root still reads as one. */
      const ifAccessor = (use) => () => {
        const accessor = value();
        return typeof accessor === 'object' && accessor !== null && '__zerobuf_ptr' in accessor ? use(accessor) : undefined;
      };
      const uses = [
        () => readValueEager(buf.arena, vector.root),
        () => walk(value(), { left: 300 }),
        ifAccessor((accessor) => accessor.toJS()),
        ifAccessor((accessor) => Object.keys(accessor)),
        ifAccessor((accessor) => { accessor[Array.isArray(accessor) ? 1 : 'added'] = new Map([[{}, new Set([1])]]); }),
        ifAccessor((accessor) => Array.isArray(accessor) && delete accessor[0]),
        ifAccessor((accessor) => Array.isArray(accessor) && accessor.push(new Float64Array(3), undefined)),
        () => buf.create([value()]),
        () => buf.create([readValueEager(buf.arena, vector.root)]),
      ];
      for (const use of uses) {
        try {
          use();
          read++;
        } catch (error) {
          refused++;
          assert.ok(error instanceof ZerobufError, `SEED=${seed} ${vector.name}.${vector.writer} round ${round}: ${error.stack}`);
        }
      }
    }
  }
  assert.equal(Object.keys(Object.prototype).length + Object.keys(Error.prototype).length, 0, 'no prototype was touched');
  t.diagnostic(`${read} reads returned, ${refused} were refused`);
  assert.ok(refused > 0 && read > 0);
});

/** An extended arena with a slot, and the value in it written. */
function holding(value, descriptor = { initial: 1, maximum: 1 }) {
  const arena = new Arena(newMemory(descriptor), 64, { types: 'full' });
  const slot = arena.alloc(16, 8);
  writeValue(arena, slot, value);
  return { arena, slot, at: arena.readU32(slot + 4) };
}

const REFUSED = {
  'a column that leaves the region': [new Float64Array(2), 'ZB_E_BOUNDS', ({ arena, at }) => arena.writeU32(at, 65536 - 8)],
  'a column at an odd offset': [new Float64Array(2), 'ZB_E_ALIGN', ({ arena, at }) => arena.writeU32(at, 4)],
  'a column longer than its capacity': [new Float64Array(2), 'ZB_E_CORRUPT', ({ arena, at }) => arena.writeU32(at + 4, 3)],
  'a column of 4 Gi elements': [new Float64Array(2), 'ZB_E_BOUNDS', ({ arena, at }) => { arena.writeU32(at + 4, 0xffffffff); arena.writeU32(at + 8, 0xffffffff); }],
  'a column of type 0': [new Float64Array(2), 'ZB_E_TAG', ({ arena, at }) => arena.writeU8(at + 12, 0)],
  'a column of type 13': [new Float64Array(2), 'ZB_E_TAG', ({ arena, at }) => arena.writeU8(at + 12, 13)],
  'a column header at an odd offset': [new Float64Array(2), 'ZB_E_ALIGN', ({ arena, slot, at }) => arena.writeU32(slot + 4, at + 1)],
  'a column header past the end': [new Float64Array(2), 'ZB_E_BOUNDS', ({ arena, slot }) => arena.writeU32(slot + 4, 65532)],
  'a buffer of other elements': [new ArrayBuffer(8), 'ZB_E_TAG', ({ arena, at }) => arena.writeU8(at + 12, 4)],
  'a data view of other elements': [new DataView(new ArrayBuffer(8)), 'ZB_E_TAG', ({ arena, at }) => arena.writeU8(at + 12, 4)],
  'a map that leaves the region': [new Map([[1, 2]]), 'ZB_E_BOUNDS', ({ arena, at }) => { arena.writeU32(at + 8, 0x8000000); arena.writeU32(at + 12, 0x8000000); }],
  'a map of more entries than its capacity': [new Map([[1, 2]]), 'ZB_E_CORRUPT', ({ arena, at }) => arena.writeU32(at + 12, 2)],
  'a set at an odd offset': [new Set([1]), 'ZB_E_ALIGN', ({ arena, slot, at }) => arena.writeU32(slot + 4, at + 2)],
  'an error whose name is a number': [new Error('x'), 'ZB_E_TAG', ({ arena, at }) => arena.writeU32(at, Tag.I32)],
  'an error whose message is null': [new Error('x'), 'ZB_E_TAG', ({ arena, at }) => arena.writeU32(at + 16, Tag.Null)],
  'an error whose stack is a symbol': [new Error('x'), 'ZB_E_TAG', ({ arena, at }) => arena.writeU32(at + 32, ExtensionTag.Symbol)],
  'an error whose cause is unknown': [new Error('x'), 'ZB_E_TAG', ({ arena, at }) => arena.writeU32(at + 48, 0x7f)],
  'an error whose properties are an array': [new Error('x'), 'ZB_E_TAG', ({ arena, at }) => arena.writeU32(at + 64, Tag.Array)],
  'an error past the end': [new Error('x'), 'ZB_E_BOUNDS', ({ arena, slot }) => arena.writeU32(slot + 4, 65536 - 64)],
  'a regular expression without sense': [/a/, 'ZB_E_SYNTAX', ({ arena, at }) => arena.writeU8(arena.readU32(at + 4) + 4, 0x28)],
  'a regular expression of two numbers': [/a/, 'ZB_E_TAG', ({ arena, at }) => arena.writeU32(at, Tag.I32)],
  'a box with a map in it': [new Number(1), 'ZB_E_TAG', ({ arena, at }) => arena.writeU32(at, ExtensionTag.Map)],
  'a box in a box': [new Number(1), 'ZB_E_TAG', ({ arena, at }) => { arena.writeU32(at, ExtensionTag.Boxed); arena.writeU32(at + 4, at); }],
  'an integer of 8 bytes': [2n ** 64n, 'ZB_E_CORRUPT', ({ arena, at }) => arena.writeU32(at, 8)],
  'an integer of 17 bytes': [2n ** 64n, 'ZB_E_CORRUPT', ({ arena, at }) => arena.writeU32(at, 17)],
  'an integer past the end': [2n ** 64n, 'ZB_E_BOUNDS', ({ arena, at }) => arena.writeU32(at, 0xfffffff8)],
  'a tag after the last': [new Map(), 'ZB_E_TAG', ({ arena, slot }) => arena.writeU8(slot, 0x8e)],
};

for (const [name, [value, code, spoil]] of Object.entries(REFUSED)) {
  test(`refused, by accessor and by copy: ${name}`, () => {
    const held = holding(value);
    readValueEager(held.arena, held.slot);
    spoil(held);
    assertFault(() => readValueEager(held.arena, held.slot), Error, code);
    assertFault(() => readValue(held.arena, held.slot), Error, code);
    const list = zerobuf(held.arena.memory, 32768, { types: 'full' });
    const holder = list.create([0]);
    const element = list.arena.readU32(holder.__zerobuf_ptr) + 8;
    list.arena.u8.copyWithin(element, held.slot, held.slot + 16);
    assertFault(() => holder.toJS(), Error, code);
  });
}

/** An array of `count` slots that refer to whatever `place` returns for each. */
function listOf(arena, count, tag, place) {
  const list = zerobuf(arena.memory, arena.offset, { types: 'full' }).create(new Array(count).fill(null));
  const first = arena.readU32(list.__zerobuf_ptr) + 8;
  const free = first + 16 * count;
  for (let i = 0; i < count; i++) {
    arena.writeU32(first + 16 * i, tag);
    arena.writeU32(first + 16 * i + 4, place(i, free));
  }
  return list;
}

test('values that overlap are refused before they are copied many times', () => {
  const COUNT = 400;
  const numbers = Array.from({ length: 500 }, (_, i) => i);
  const columns = { [ExtensionTag.Column]: new Float64Array(1000), [ExtensionTag.Buffer]: new ArrayBuffer(8000), [ExtensionTag.DataView]: new DataView(new ArrayBuffer(8000)) };
  for (const [tag, value] of Object.entries(columns)) {
    const { arena, at } = holding(value);
    const words = [0, 4, 8, 12].map((word) => arena.readU32(at + word));
    const place = (i, free) => { // many headers over the same elements
      const header = free + 16 * i;
      words.forEach((word, index) => arena.writeU32(header + 4 * index, word));
      return header;
    };
    assert.equal(listOf(arena, 20, Number(tag), place).toJS().length, 20, 'some may overlap, as slices do');
    assertFault(() => listOf(arena, COUNT, Number(tag), place).toJS(), ZerobufError, 'ZB_E_CORRUPT', /overlap/);
  }
  for (const [tag, value] of [[ExtensionTag.Map, new Map(numbers.map((i) => [i, i]))], [ExtensionTag.Set, new Set(numbers)]]) {
    const { arena, at } = holding(value);
    const block = arena.readU32(at);
    const place = (i, free) => { // many handles of the same block
      arena.writeU32(free + 4 * i, block);
      return free + 4 * i;
    };
    assert.equal(listOf(arena, 2, tag, place).toJS().length, 2);
    assertFault(() => listOf(arena, COUNT, tag, place).toJS(), ZerobufError, 'ZB_E_CORRUPT', /overlap/);
  }
  for (const [tag, value] of [[ExtensionTag.Symbol, Symbol.for('s'.repeat(20_000))], [ExtensionTag.Integer, 2n ** 160_000n]]) {
    const { arena, at } = holding(value);
    assert.deepEqual(new Set(listOf(arena, COUNT, tag, () => at).toJS()), new Set([value]), 'one that is shared is read once');
    const inside = (i) => at + 4 + 16 * i; // lengths within what was the text
    for (let i = 0; i < COUNT; i++) arena.writeU32(inside(i), 10_000);
    assertFault(() => listOf(arena, COUNT, tag, inside).toJS(), ZerobufError, 'ZB_E_CORRUPT', /overlap/);
  }
});

test('parts that are shared many times over cost what they are, not what they describe', () => {
  let value = new Map();
  for (let level = 0; level < 60; level++) value = new Map([['a', value], ['b', value]]); // 2^60 paths
  const { arena, slot } = holding(value);
  let read = readValueEager(arena, slot);
  let depth = 0;
  for (; read.size > 0; depth++) {
    assert.equal(read.get('a'), read.get('b'));
    read = read.get('a');
  }
  assert.equal(depth, 60);
});
