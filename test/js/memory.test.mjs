// SPDX-License-Identifier: MIT
// Every kind of memory: how it grows, from either side, and where it ends.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Arena, zerobuf } from '../../js/core/index.js';
import { MAXIMUM_UNKNOWN, PAGE, assertFault, newMemory } from './support.mjs';
import { growerOf } from './wasm-grow.mjs';

const MAX_REGION = 65535 * PAGE;

/** A buffer of this engine that can change its length. */
const resizable = (Type, bytes, maxByteLength) => new Type(bytes, { maxByteLength });

const KINDS = [
  ['a memory with a maximum', () => newMemory({ initial: 1, maximum: 400 })],
  ['a memory without one', () => newMemory({ initial: 1 })],
  ['a shared memory', () => newMemory({ initial: 1, maximum: 400, shared: true })],
  ['a resizable buffer', () => ({ buffer: resizable(ArrayBuffer, PAGE, 400 * PAGE) })],
  ['a growable shared buffer', () => ({ buffer: resizable(SharedArrayBuffer, PAGE, 400 * PAGE) })],
  ['a memory64', () => new WebAssembly.Memory({ initial: 1n, maximum: 400n, address: 'i64' })],
  ['a memory shown as a resizable buffer', () => {
    const memory = newMemory({ initial: 1, maximum: 400 });
    memory.toResizableBuffer();
    return memory;
  }],
];

/** Lengthen a memory by some pages, not through the arena. */
function lengthen(memory, pages) {
  const { buffer } = memory;
  if (typeof memory.grow !== 'function') {
    const to = buffer.byteLength + pages * PAGE;
    if (buffer.growable) buffer.grow(to);
    else buffer.resize(to);
    return;
  }
  try {
    memory.grow(pages);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    memory.grow(BigInt(pages));
  }
}

for (const [name, make] of KINDS) {
  test(`${name} grows when it is written to and under its accessors`, (t) => {
    let memory;
    try {
      memory = make();
    } catch (error) {
      return t.skip(`this engine has none: ${error.message}`);
    }
    const buf = zerobuf(memory, 16);
    const first = buf.create({ list: [1, 'äöü and more than a few bytes of text', { deep: 2.5 }], text: 'short' });
    const { list } = first;
    const model = first.toJS();
    for (let round = 1; round <= 6; round++) {
      const length = memory.buffer.byteLength;
      lengthen(memory, 1);
      assert.equal(first.text, 'short');
      assert.deepEqual(first.toJS(), model);
      list.push(round);
      model.list.push(round);
      const rest = memory.buffer.byteLength - buf.arena.offset;
      buf.arena.alloc(rest + 1, 1); // does not fit: the arena grows the memory itself
      assert.ok(memory.buffer.byteLength >= 2 * length, 'to twice the length');
      first[`key ${round}`] = { round };
      model[`key ${round}`] = { round };
      assert.deepEqual(first.toJS(), model);
      assert.equal(first.list, list);
    }
    const before = buf.arena.offset;
    const { byteLength } = memory.buffer;
    assertFault(() => buf.arena.alloc(MAX_REGION), RangeError, 'ZB_E_MEMORY', /out of memory/);
    assert.equal(buf.arena.offset, before);
    assert.equal(memory.buffer.byteLength, byteLength, 'a failed growth changes nothing');
    assert.deepEqual(first.toJS(), model);
  });
}

test('memory.grow of a module, at any moment', (t) => {
  let kinds = 0;
  for (const [is64, shared] of [[false, false], [false, true], [true, false]]) {
    let memory;
    let grow;
    try {
      memory = is64
        ? new WebAssembly.Memory({ initial: 1n, maximum: 300n, address: 'i64' })
        : newMemory({ initial: 1, maximum: 300, shared });
      grow = growerOf(memory, { shared, is64 });
    } catch (error) {
      t.diagnostic(`left out: ${is64 ? 'memory64' : 'memory'}${shared ? ', shared' : ''}: ${error.message}`);
      continue;
    }
    const one = is64 ? 1n : 1;
    const buf = zerobuf(memory);
    const x = buf.create({ a: 1, list: [{ n: 1 }] });
    const model = { a: 1, list: [{ n: 1 }] };
    for (let i = 0; i < 20; i++) {
      grow(one);
      assert.equal(x.list.length, model.list.length);
      grow(one);
      x.a = { get value() { grow(one); return `text ${i}`; } };
      model.a = { value: `text ${i}` };
      grow(one);
      x.list.push({ toJSON() { grow(one); return [i]; } });
      model.list.push([i]);
      grow(one);
      assert.deepEqual(x.toJS(), model);
      buf.scope(() => { grow(one); return buf.create([1, 2, 3]).length; });
      assert.deepEqual(JSON.parse(JSON.stringify(x)), model);
    }
    assert.ok(memory.buffer.byteLength >= 121 * PAGE);
    kinds++;
  }
  if (kinds === 0) t.skip('this engine compiles no module at run time');
});

test('a resizable buffer grows by bytes: to twice its length, or what is needed, or not at all', () => {
  for (const Type of [ArrayBuffer, SharedArrayBuffer]) {
    const buffer = resizable(Type, 1000, 10_001);
    const { arena } = zerobuf({ buffer });
    assert.equal(arena.remaining, 10_001);
    arena.alloc(990, 1);
    assert.equal(buffer.byteLength, 1000);
    arena.alloc(100, 1);
    assert.equal(buffer.byteLength, 2000);
    arena.alloc(7000, 1);
    assert.equal(buffer.byteLength, 8096, 'what is needed, in whole words, is more than twice the length');
    const before = arena.offset;
    assertFault(() => arena.alloc(5000, 1), RangeError, 'ZB_E_MEMORY', /limit is 10001/);
    assert.equal(buffer.byteLength, 8096);
    assert.equal(arena.offset, before);
    arena.alloc(10_001 - before, 1);
    assert.equal(arena.remaining, 0);
    assert.equal(buffer.byteLength, 10_001);
  }
});

test('a buffer that became shorter is an error, not other data', () => {
  const buffer = resizable(ArrayBuffer, 8 * PAGE, 16 * PAGE);
  const plain = zerobuf({ buffer }, 2 * PAGE);
  const x = plain.create({ a: 1, list: [1] });
  const { list } = x;
  buffer.resize(PAGE);
  for (const use of [() => x.a, () => { x.a = 2; }, () => x.toJS(), () => list[0], () => list.push(1)]) assert.throws(use, RangeError);
  assertFault(() => plain.read(2 * PAGE), RangeError, 'ZB_E_BOUNDS');
  buffer.resize(8 * PAGE);
  assert.equal(plain.create({ b: 1 }).b, 1, 'the arena is usable again');

  const memory = { buffer: resizable(ArrayBuffer, 8 * PAGE, 16 * PAGE) };
  const control = zerobuf(memory, 2 * PAGE, { shared: true });
  memory.buffer.resize(PAGE);
  assertFault(() => control.create({ a: 1 }), RangeError, 'ZB_E_BOUNDS');
});

test('defect: doubling that the maximum forbids falls back to what is needed', () => {
  const memory = newMemory({ initial: 10, maximum: 13 });
  const { arena } = zerobuf(memory);
  arena.alloc(11 * PAGE);
  const isKnown = arena.maxPages === 13; // not where modules cannot be compiled at run time
  assert.equal(arena.pages, isKnown ? 13 : 12);
  if (isKnown) assert.equal(arena.remaining, 13 * PAGE - arena.offset);
  const buffer = resizable(ArrayBuffer, 10 * PAGE, 13 * PAGE);
  const other = zerobuf({ buffer }).arena;
  other.alloc(11 * PAGE);
  assert.equal(buffer.byteLength, 13 * PAGE);
});

test('maxPages holds for every kind, and below the length that a memory already has', () => {
  const kinds = [newMemory({ initial: 1, maximum: 9 }), { buffer: resizable(ArrayBuffer, PAGE, 9 * PAGE) }];
  for (const memory of kinds) {
    const { arena } = zerobuf(memory, 0, { maxPages: 3 });
    assert.equal(arena.maxPages, 3);
    assert.equal(arena.remaining, 3 * PAGE);
    assertFault(() => arena.alloc(3 * PAGE), RangeError, 'ZB_E_MEMORY', /limit is 196608/);
    arena.alloc(3 * PAGE - 8, 1);
    assert.equal(memory.buffer.byteLength, 3 * PAGE);
  }
  const { arena } = zerobuf(newMemory({ initial: 5 }), 0, { maxPages: 2 });
  assert.equal(arena.maxPages, 2);
  assert.equal(arena.remaining, 2 * PAGE);
  assertFault(() => arena.alloc(2 * PAGE), RangeError, 'ZB_E_MEMORY');
});

test('offsets above 2 GiB, up to the end of the region', (t) => {
  let memory;
  try {
    memory = newMemory({ initial: 49_152, maximum: 65_536 });
  } catch (error) {
    return t.skip(`no room for a memory of 3 GiB: ${error.message}`);
  }
  for (const start of [2 ** 31 - 40, 2 ** 31, 3 * 2 ** 30 - PAGE]) {
    const buf = zerobuf(memory, start);
    const x = buf.create({ list: [1, 'äöü', { deep: -0.5 }], text: 'plain', bytes: new Uint8Array([1, 2]) });
    for (let i = 0; i < 20; i++) x.list.push({ i });
    x.added = 'later';
    assert.ok(x.__zerobuf_ptr >= start);
    assert.equal(buf.arena.alloc(1, 4096) % 4096, 0);
    const copy = buf.wrapObject(x.__zerobuf_ptr).toJS();
    assert.equal(copy.list.length, 23);
    assert.equal(copy.list[22].i, 19);
    assert.equal(copy.added, 'later');
    assert.equal(Object.keys(x).join(), 'list,text,bytes,added');
    buf.scope(() => buf.create([1, 2]));
    buf.reset();
    assert.equal(buf.arena.offset, start);
    assertFault(() => x.text, RangeError, 'ZB_E_CHECKPOINT');
  }
  const { arena } = zerobuf(memory, 3 * 2 ** 30 - 8);
  assertFault(() => arena.alloc(2 ** 31), RangeError, 'ZB_E_MEMORY', /limit is 4294901760/);
  assert.equal(arena.pages, 49_152);
});

test('an arena that begins where a region ends, and behind that', () => {
  const { arena } = zerobuf(newMemory(), MAX_REGION);
  assert.equal(arena.remaining, 0);
  assertFault(() => arena.alloc(1), RangeError, 'ZB_E_MEMORY');
  assert.equal(arena.offset, MAX_REGION);
  for (const start of [MAX_REGION + 1, 2 ** 32 - 1]) {
    assertFault(() => new Arena(newMemory(), start), RangeError, 'ZB_E_INVALID', /a region ends at 4294901760/);
  }
});

test('a memory64 has offsets below 4 GiB, and says so where they end', (t) => {
  let memory;
  try {
    memory = new WebAssembly.Memory({ initial: 70_000n, maximum: 100_000n, address: 'i64' });
  } catch (error) {
    return t.skip(`this engine has no memory64, or no room for 4.3 GiB: ${error.message}`);
  }
  const buf = zerobuf(memory, MAX_REGION - 4096);
  assert.equal(buf.arena.size, MAX_REGION);
  assert.equal(buf.arena.maxPages, 65_535);
  const x = buf.create({ near: ['the', 'end'] });
  assert.deepEqual(x.toJS(), { near: ['the', 'end'] });
  const before = buf.arena.offset;
  assertFault(() => buf.create({ text: 'x'.repeat(5000) }), RangeError, 'ZB_E_MEMORY', /limit is 4294901760/);
  assert.equal(buf.arena.offset, before);
  assert.equal(memory.buffer.byteLength, 70_000 * PAGE, 'more pages would not help');
  assertFault(() => buf.read(2 ** 32), RangeError, 'ZB_E_INVALID', /ends below 4 GiB, in a memory64, too/);
  assertFault(() => buf.read(5n), TypeError, 'ZB_E_INVALID', /pass Number\(offset\)/);
  assertFault(() => buf.wrapObject(2n ** 33n), TypeError, 'ZB_E_INVALID', /below 4 GiB/);
});

test('alignments are exact at every offset', () => {
  const { arena } = zerobuf(newMemory({ initial: 1, maximum: 40 }));
  for (let align = 1; align <= 4096; align *= 2) {
    for (const odd of [0, 1, 7, align - 1]) {
      arena.alloc(odd, 1);
      const before = arena.offset || 1;
      const at = arena.alloc(3, align);
      assert.equal(at % align, 0);
      assert.ok(at >= before && at - before < align);
      assert.equal(arena.offset, at + 3);
    }
  }
});
