// SPDX-License-Identifier: MIT
// Debug mode: uses of freed values are found, and the checkpoint is named.
import assert from 'node:assert/strict';
import test from 'node:test';
import { StaleReferenceError, ZerobufError, defineSchema, zerobuf } from '../../js/core/index.js';
import { assertFault, fresh, newMemory, random, seedOfRun } from './support.mjs';

const debugging = (start = 16, options = {}) => fresh(start, undefined, { debug: true, ...options });

/** The StaleReferenceError that an operation throws. */
function staleError(operation) {
  let caught;
  assert.throws(operation, (error) => {
    caught = error;
    return true;
  });
  assert.ok(caught instanceof StaleReferenceError, caught.stack);
  assert.ok(caught instanceof RangeError && caught instanceof ZerobufError);
  assert.equal(caught.name, 'StaleReferenceError');
  assert.equal(caught.code, 'ZB_E_CHECKPOINT');
  return caught;
}

test('an accessor that outlived its checkpoint: which one, saved and restored where', () => {
  const buf = debugging();
  buf.create({ old: 1 });
  const checkpoint = buf.save();
  const young = buf.create({ list: [{ n: 1 }] });
  const { list } = young;
  const [element] = list;
  const instance = defineSchema(['x']).create(buf.arena, { x: 1 });
  buf.restore(checkpoint);
  for (const use of [() => young.list, () => list[0], () => list.length, () => element.n, () => { young.a = 1; }, () => young.toJS(), () => instance.x]) {
    const error = staleError(use);
    assert.equal(error.checkpoint, checkpoint);
    assert.match(error.message, new RegExp(`outlived its checkpoint: a restore or reset to ${checkpoint} `));
    assert.match(error.message, /saved at .*debug\.test\.mjs:\d+:\d+/);
    assert.match(error.message, /restored at .*debug\.test\.mjs:\d+:\d+/);
    assert.ok(error.offset >= checkpoint);
  }
  const { arena } = buf;
  const first = arena.save();
  const second = buf.create([1]);
  arena.create = undefined;
  buf.reset();
  assert.equal(staleError(() => second[0]).checkpoint, 16, 'a reset restores to the start');
  assert.ok(first > 16);
});

test('without debug mode the error is the same, and knows the checkpoint', () => {
  const buf = fresh();
  buf.create({ old: 1 });
  const checkpoint = buf.save();
  const young = buf.create({ a: 1 });
  buf.restore(checkpoint);
  assert.equal(staleError(() => young.a).checkpoint, checkpoint);
  assert.match(staleError(() => young.a).message, new RegExp(`to ${checkpoint} freed`));
  const scoped = buf.scope(() => buf.create([1]));
  staleError(() => scoped[0]);
});

test('what is freed is filled', () => {
  const buf = debugging();
  const checkpoint = buf.save();
  const at = buf.arena.alloc(100);
  buf.arena.u8.fill(1, at, at + 100);
  const end = buf.arena.offset;
  buf.arena.writeU8(end, 7);
  buf.restore(checkpoint);
  assert.equal(buf.arena.readU32(at), 0xdddddddd);
  assert.ok(buf.arena.u8.subarray(checkpoint, end).every((byte) => byte === 0xdd));
  assert.equal(buf.arena.readU8(end), 7, 'no further');
});

// Each writes into `old` = {a, list: [..], inner: {n}, spare key room} something that lies above the checkpoint.
const DANGLING = [
  ['a text', (old) => { old.a = 'a text that lies above'; }, /value of "a"/],
  ['a short text', (old) => { old.inner.n = 'x'; }, /value of "n"/],
  ['an object', (old) => { old.a = { deep: 1 }; }, /value of "a"/],
  ['an empty array', (old) => { old.a = []; }, /value of "a"/],
  ['bytes', (old) => { old.a = new Uint8Array(3); }, /value of "a"/],
  ['an element', (old) => { old.list[1] = { n: 1 }; }, /value in the slot/],
  ['a growth of an array', (old) => { old.list.push(1); }, /array or object at \d+ has grown/],
  ['a growth of an object', (old) => { old.another = 1; }, /array or object at \d+ has grown/],
  ['a key where there is room', (old) => { old.roomy.brandNewKey = 5; }, /key "brandNewKey" of an older object/],
];

for (const [name, write, sentence] of DANGLING) {
  test(`defect: ${name} written between save and restore into an older object is refused at the restore`, () => {
    const buf = debugging();
    const old = buf.create({ a: 1, list: [1, 2], inner: { n: 0 }, roomy: {} });
    old.roomy.first = 1;
    old.roomy.second = 2; // the block has doubled: there is room for more
    const checkpoint = buf.save();
    const before = buf.arena.offset;
    write(old);
    const end = buf.arena.offset;
    const shown = JSON.stringify(old);
    const error = staleError(() => buf.restore(checkpoint));
    assert.match(error.message, sentence);
    assert.match(error.message, /saved at .*debug\.test\.mjs:\d+/);
    assert.equal(error.checkpoint, checkpoint);
    assert.ok(error.offset < before, 'the place of the older value');
    assert.equal(buf.arena.offset, end, 'nothing was freed');
    assert.equal(JSON.stringify(old), shown);
  });
}

test('what C writes is found, too', () => {
  const buf = debugging();
  const old = buf.create({ a: 1 });
  const slot = buf.arena.readU32(old.__zerobuf_ptr) + 16;
  buf.save();
  const checkpoint = buf.save();
  const text = buf.arena.alloc(12, 4);
  const dv = new DataView(buf.arena.buffer); // as another side would: not through the arena
  dv.setUint32(text, 5, true);
  dv.setUint32(slot, 4, true);
  dv.setUint32(slot + 4, text, true);
  assert.match(staleError(() => buf.restore(checkpoint)).message, /value of "a" was written after checkpoint/);
});

test('what does not dangle is not refused', () => {
  const buf = debugging(16, { types: 'full' });
  const target = buf.create({ known: 'text' });
  const old = buf.create({ a: 'x', n: 1, list: [1, 2, 3], date: null, big: 0n });
  for (let round = 0; round < 50; round++) {
    const checkpoint = buf.save();
    const temporary = buf.create({ list: Array.from({ length: 30 }, (_, i) => ({ i, text: `text ${i}` })) });
    old.n = temporary.list.length * round;
    old.n = buf.arena.offset - 8; // a number that looks like an offset
    old.list[0] = checkpoint + 8;
    old.list[1] = round / 3;
    old.list[2] = target; // an older value
    old.date = new Date(checkpoint);
    old.big = BigInt(checkpoint + 16);
    old.a = round % 2 === 0;
    temporary.list[3].text = target;
    buf.restore(checkpoint);
  }
  assert.equal(old.list[2].known, 'text');
});

test('across a checkpoint: write before save, or a plain copy after restore', () => {
  const buf = debugging();
  const old = buf.create({ result: null, early: null });
  old.early = buf.create({ kept: true });
  old.result = buf.scope(() => {
    const working = buf.create({ rows: [1, 2, 3], total: 0 });
    working.total = working.rows.reduce((a, b) => a + b, 0);
    return working.toJS();
  });
  assert.deepEqual(old.toJS(), { result: { rows: [1, 2, 3], total: 6 }, early: { kept: true } });
});

test('a value that was replaced again before the restore does not matter', () => {
  const buf = debugging();
  const old = buf.create({ a: null });
  const checkpoint = buf.save();
  old.a = { temporary: true };
  assert.match(staleError(() => buf.restore(checkpoint)).message, /value of "a"/);
  old.a = null;
  buf.restore(checkpoint);
  assert.equal(buf.arena.offset, checkpoint);
});

test('nested checkpoints: each knows what was written since it', () => {
  const buf = debugging();
  const old = buf.create({ a: null, b: null });
  const outer = buf.save();
  old.a = { above: 'the outer one' };
  const inner = buf.save();
  const young = buf.create({ c: 1 });
  young.c = { above: 'both, in a value that goes with them' };
  buf.restore(inner);
  staleError(() => young.c);
  assert.match(staleError(() => buf.restore(outer)).message, /value of "a"/);
  old.a = 5;
  buf.restore(outer);
  staleError(() => buf.scope(() => { old.b = buf.create([1]); }));
});

test('a scope in debug mode reports its own function\'s error first', () => {
  const buf = debugging();
  const old = buf.create({ a: null });
  assert.throws(() => buf.scope(() => { old.a = [1]; throw new SyntaxError('mine'); }), SyntaxError);
});

test('with a control block, and its tables of keys in the arena', () => {
  const memory = newMemory({ initial: 2, maximum: 20, shared: true });
  const buf = zerobuf(memory, 64, { shared: true, debug: true });
  const old = buf.create(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`key ${i}`, i])));
  for (let round = 0; round < 10; round++) {
    const checkpoint = buf.save();
    buf.create(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`young ${round} ${i}`, i])));
    old['key 3'] = round;
    buf.restore(checkpoint);
  }
  const checkpoint = buf.save();
  old['key 3'] = [1];
  assert.match(staleError(() => buf.restore(checkpoint)).message, /value of "key 3"/);
});

test('columns of numbers that change do not pass for references', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`SEED=${seed}`);
  const r = random(seed);
  const buf = debugging(16, { types: 'full' });
  const holder = buf.create({ counts: new Uint32Array(64), floats: new Float64Array(64) });
  for (let round = 0; round < 200; round++) {
    const checkpoint = buf.save();
    buf.create({ filler: 'x'.repeat(500) });
    const { counts, floats } = holder;
    for (let n = 0; n < 20; n++) {
      counts[r.below(64)] = r.below(64);
      floats[r.below(64)] = r.below(1000) / 8;
    }
    buf.restore(checkpoint);
  }
  assert.equal(holder.counts.length, 64);
});

test('debug must be true or false', () => {
  assertFault(() => fresh(0, undefined, { debug: 'yes' }), TypeError, 'ZB_E_INVALID', /debug is yes; pass true or false/);
});
