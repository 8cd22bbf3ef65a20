// SPDX-License-Identifier: MIT
// Indexes of larger objects, which C makes and JavaScript knows nothing of: they stay true
// whatever JavaScript appends, restores and takes back (SPEC.md, 6.11).
import assert from 'node:assert/strict';
import test from 'node:test';
import { Arena, zerobuf } from '../../js/core/index.js';
import * as layout from '../../js/core/layout.gen.js';
import { random, seedOfRun } from '../js/support.mjs';
import { ARENA_START, meet } from './c.mjs';

function together() {
  const { memory, c } = meet({ initial: 8, maximum: 512 });
  const { control } = new Arena(memory, ARENA_START, { shared: true });
  new DataView(memory.buffer).setUint32(control + layout.CONTROL_FLAGS_AT, 0, true); // one thread: restores free what they should
  const buf = zerobuf(memory, 0, { control });
  const lend = (text) => [ARENA_START - 65536, new TextEncoder().encodeInto(text, new Uint8Array(memory.buffer, ARENA_START - 65536, 64)).written];
  const set = (object, key, value) => assert.equal(c.object_set(control, object, ...lend(key), layout.Tag.I32, value, 0n), 0);
  const find = (object, key) => c.object_find(control, object, ...lend(key)) >>> 0;
  const word = (name) => buf.arena.readU32(control + layout[`CONTROL_${name}_AT`]);
  return { memory, c, control, buf, set, find, word };
}

test('a control block that JavaScript makes has a seed of its own', () => {
  const seeds = new Set(Array.from({ length: 20 }, () => {
    const { control, buf } = together();
    return buf.arena.readU32(control + layout.CONTROL_SEED_AT);
  }));
  assert.ok(seeds.size >= 19, `${seeds.size} of 20 seeds differ`);
});

test('a restore by JavaScript takes freed objects out of the directory and keeps the others', () => {
  const { c, control, buf, set, find, word } = together();
  const make = (prefix) => {
    const object = c.object_new(control, 32) >>> 0;
    for (let i = 0; i < 20; i++) set(object, `${prefix}${i}`, i);
    return object;
  };
  const old = make('old');
  const directory = word('INDEXES');
  assert.notEqual(directory, 0);
  const entries = () => {
    const capacity = buf.arena.readU32(directory);
    const all = Array.from({ length: capacity }, (_, i) => directory + layout.DIRECTORY_HEADER_BYTES + i * layout.DIRECTORY_ENTRY_BYTES);
    return new Map(all.map((at) => [buf.arena.readU32(at), buf.arena.readU32(at + 4)]).filter(([handle]) => handle !== 0));
  };
  const checkpoint = buf.save();
  const young = make('young');
  assert.notEqual(entries().get(young), 0);
  buf.restore(checkpoint);
  assert.equal(word('INDEXES'), directory);
  assert.equal(word('INDEXES_END'), checkpoint);
  assert.equal(entries().get(young), 0);
  assert.notEqual(entries().get(old), 0);
  assert.notEqual(find(old, 'old13'), 0);
  // The same place, other keys, and C still finds what is there and nothing else.
  const later = buf.create(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`later${i}`, i])));
  for (let i = 0; i < 20; i++) {
    assert.notEqual(find(later.__zerobuf_ptr, `later${i}`), 0);
    assert.equal(find(later.__zerobuf_ptr, `young${i}`), 0);
  }
  buf.reset();
  assert.deepEqual([word('INDEXES'), word('INDEXES_END') <= buf.arena.offset], [0, true]);
});

test('a directory that grew after the checkpoint gives way to the one before it', () => {
  const { c, control, buf, set, find, word } = together();
  const make = (name) => {
    const object = c.object_new(control, 16) >>> 0;
    for (let i = 0; i < 10; i++) set(object, `${name} ${i}`, i);
    return object;
  };
  const old = Array.from({ length: 5 }, (_, i) => make(`old ${i}`));
  const [directory, checkpoint] = [word('INDEXES'), buf.save()];
  for (let i = 0; i < 40; i++) make(`young ${i}`);
  assert.notEqual(word('INDEXES'), directory, 'it has grown');
  buf.restore(checkpoint);
  assert.equal(word('INDEXES'), directory);
  old.forEach((object, nth) => {
    for (let i = 0; i < 10; i++) assert.notEqual(find(object, `old ${nth} ${i}`), 0);
  });
});

test('what JavaScript takes back after a failure leaves no index of it', () => {
  const { c, control, buf, set, find, word } = together();
  const keep = buf.create({});
  let inside = 0;
  const before = buf.arena.offset;
  assert.throws(() => {
    keep.x = {
      get first() {
        inside = c.object_new(control, 16) >>> 0; // C writes while JavaScript does
        for (let i = 0; i < 12; i++) set(inside, `inside${i}`, i);
        return 1;
      },
      second: Symbol('refused'),
    };
  }, TypeError);
  assert.equal(buf.arena.offset, before);
  assert.ok(word('INDEXES') === 0 || word('INDEXES') < before);
  const there = buf.create(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`there${i}`, i])));
  assert.notEqual(find(there.__zerobuf_ptr, 'there11'), 0);
  assert.equal(find(there.__zerobuf_ptr, 'inside3'), 0);
});

test('a damaged directory is dropped, never followed outside', () => {
  const extremes = [0, 1, 4, 15, 16, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];
  for (const where of ['INDEXES', 'INDEXES_END', 'capacity', 'previous']) {
    for (const value of extremes) {
      const { c, control, buf, set, word } = together();
      const checkpoint = buf.save();
      const object = c.object_new(control, 32) >>> 0;
      for (let i = 0; i < 20; i++) set(object, `k${i}`, i);
      const at = where === 'capacity' ? word('INDEXES') : where === 'previous' ? word('INDEXES') + layout.DIRECTORY_PREVIOUS_AT : control + layout[`CONTROL_${where}_AT`];
      buf.arena.writeU32(at, value);
      const kept = new Uint8Array(buf.arena.buffer).slice(0, control);
      buf.restore(checkpoint);
      assert.deepEqual(new Uint8Array(buf.arena.buffer).slice(0, control), kept);
      assert.equal(buf.arena.offset, checkpoint);
      const again = c.object_new(control, 1) >>> 0;
      for (let i = 0; i < 20; i++) set(again, `again${i}`, i);
      assert.deepEqual(Object.keys(buf.wrapObject(again)), Array.from({ length: 20 }, (_, i) => `again${i}`));
    }
  }
});

test('random writes and restores by both sides: C finds what JavaScript reads', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const r = random(seed);
  const { c, control, buf, set, find, word } = together();
  /** Objects with their model, and the checkpoints before which they were made. */
  let objects = [];
  const checkpoints = [];
  let indexed = 0;
  for (let step = 0; step < 4000; step++) {
    const what = r.below(20);
    if (what < 2 || objects.length === 0) {
      const model = Object.fromEntries(Array.from({ length: r.below(30) }, (_, i) => [`key ${i}`, i]));
      const handle = r.below(2) === 0 ? buf.create(model).__zerobuf_ptr : c.object_new(control, r.below(4)) >>> 0;
      const found = buf.wrapObject(handle);
      objects.push({ handle, model: new Map(Object.keys(found).map((key) => [key, model[key]])) });
    } else if (what < 17) {
      const young = objects.filter(({ handle }) => handle >= (checkpoints.at(-1) ?? 0)); // older ones must not change
      if (young.length === 0) continue;
      const { handle, model } = r.pick(young);
      for (let n = 1 + r.below(8); n > 0; n--) {
        const [key, value] = [`key ${r.below(60)}`, r.below(1000)];
        if (r.below(2) === 0) set(handle, key, value);
        else buf.wrapObject(handle)[key] = value;
        model.set(key, value);
      }
    } else if (what === 17 && checkpoints.length < 4) {
      checkpoints.push(buf.save());
    } else if (what === 18 && checkpoints.length > 0) {
      const checkpoint = checkpoints.pop();
      if (r.below(3) === 0) assert.equal(c.restore(control, checkpoint), 0);
      else buf.restore(checkpoint);
      objects = objects.filter(({ handle }) => handle < checkpoint);
    } else {
      assert.throws(() => buf.create({ a: 1, [`key ${r.below(60)}`]: { deep: Symbol('refused') } }), TypeError);
    }
    if (objects.length > 40) objects.splice(r.below(40), 1);
    if (word('INDEXES') !== 0) indexed++;
    if (objects.length === 0) continue;
    const { handle, model } = r.pick(objects);
    assert.deepEqual(Object.keys(buf.wrapObject(handle)), [...model.keys()], `step ${step}, seed ${seed}`);
    for (let i = 0; i < 60; i += 1 + r.below(5)) {
      const slot = find(handle, `key ${i}`);
      const value = slot === 0 ? undefined : buf.read(slot);
      assert.equal(value, model.get(`key ${i}`), `step ${step}, key ${i}, seed ${seed}`);
    }
  }
  t.diagnostic(`with a directory in ${indexed} of 4000 steps`);
  assert.ok(indexed > 1000);
});
