// SPDX-License-Identifier: MIT
// Extension types between C and JavaScript: images that either wrote, whole and damaged, and
// values in one memory.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Arena, readValue, readValueEager, writeValue, zerobuf } from '../../js/core/index.js';
import { IMAGE_CONTROL } from '../../js/core/layout.gen.js';
import { VECTORS, expectationOf as expectationOfVector, imageOf, writeWithC } from '../../tools/gen_vectors.mjs';
import { loadExtendedVectors } from '../js/extended-vectors.mjs';
import { assertSameGraph, valueOfTyped } from '../js/graph.mjs';
import { randomGraph } from '../js/random-value.mjs';
import { random, seedOfRun } from '../js/support.mjs';
import { ARENA_START, GRAPH, dumpNative, expectationOf, meet, textAt, typed } from './c.mjs';
import { damage, judge, regionOf, saidInWasm } from './judge.mjs';

const vectors = loadExtendedVectors();
const label = ({ name, writer }) => `${name}.${writer}`;

test('C native, C in wasm and JavaScript read every image of either writer alike', (t) => {
  const lines = dumpNative(vectors.map(({ file, root }) => [fileURLToPath(file), GRAPH, root]));
  const counts = { 'C native': 0, 'C in wasm': 0, JavaScript: 0 };
  vectors.forEach((vector, index) => {
    const expected = typed(vector.value);
    assert.deepEqual(JSON.parse(lines[index]), expected, `${label(vector)}, C native`);
    counts['C native']++;
    assert.deepEqual(JSON.parse(saidInWasm(vector.image, vector.root)), expected, `${label(vector)}, C in wasm`);
    counts['C in wasm']++;
    // With the control block of the image, which says that it is extended, and without.
    for (const options of [{ control: IMAGE_CONTROL }, { types: 'full' }]) {
      const arena = new Arena(regionOf(vector.image), vector.image.length, options);
      assertSameGraph(readValueEager(arena, vector.root), valueOfTyped(vector.value), `${label(vector)}, toJS`);
      const read = readValue(arena, vector.root);
      assertSameGraph(read?.toJS?.() ?? read, valueOfTyped(vector.value), `${label(vector)}, accessor`);
    }
    counts.JavaScript++;
  });
  const writers = vectors.map(({ writer }) => writer);
  t.diagnostic(`extended images read to their expected value: ${Object.entries(counts).map(([who, count]) => `${who} ${count}`).join(', ')}`);
  t.diagnostic(`of them written by C ${writers.filter((writer) => writer === 'c').length}, by JavaScript ${writers.filter((writer) => writer === 'js').length}`);
  assert.deepEqual(new Set(Object.values(counts)), new Set([vectors.length]));
  assert.ok(writers.filter((writer) => writer === 'c').length >= 15 && writers.filter((writer) => writer === 'js').length >= 14);
});

test('the images are those that the writers of today write', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zerobuf-vectors-'));
  try {
    writeWithC(pathToFileURL(`${folder}/`));
    assert.deepEqual(readdirSync(folder).sort(), vectors.filter(({ writer }) => writer === 'c').map((vector) => `${label(vector)}.bin`).sort());
    for (const vector of vectors) {
      const source = VECTORS.find(({ name }) => name === vector.name);
      const now = vector.writer === 'c' ? readFileSync(join(folder, `${label(vector)}.bin`)) : imageOf(source);
      assert.deepEqual(Buffer.from(now), Buffer.from(vector.image), `${label(vector)}: run node tools/gen_vectors.mjs`);
      const { value, root } = expectationOfVector(source);
      assert.deepEqual({ value: vector.value, root: vector.root }, { value: JSON.parse(JSON.stringify(value)), root });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('random graphs that JavaScript writes are read alike by C and by JavaScript', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const r = random(seed);
  const { memory, c } = meet({ initial: 8, maximum: 2000 });
  const { control } = new Arena(memory, ARENA_START, { shared: true, types: 'full' });
  const buf = zerobuf(memory, 0, { control });
  const start = buf.save();
  for (let n = 0; n < 300; n++) {
    const value = randomGraph(r, 1 + r.below(50));
    const slot = buf.arena.alloc(16, 8);
    writeValue(buf.arena, slot, value);
    const said = JSON.parse(textAt(memory, c.dump(control, GRAPH, slot) >>> 0));
    assertSameGraph(valueOfTyped(expectationOf(said)), structuredClone(value), `seed ${seed}, graph ${n}, as C reads it`);
    buf.restore(start);
  }
});

test('both sides judge damaged images alike, and read the same from what they accept', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const r = random(seed);
  const verdicts = {};
  for (let round = 0; round < 3000; round++) {
    const vector = r.pick(vectors);
    const verdict = judge(damage(r, vector.image, vector.root), vector.root, `${label(vector)}, round ${round}, seed ${seed}`);
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  }
  t.diagnostic(`damaged extended images: ${Object.entries(verdicts).map(([what, count]) => `${count} ${what}`).join(', ')}`);
  assert.ok(verdicts.accepted > 500 && verdicts.refused > 500);
});

test('images over which C and JavaScript once disagreed', (t) => {
  const folder = new URL('../fuzz/regressions/cross/', import.meta.url);
  const files = readdirSync(folder);
  for (const file of files) judge(new Uint8Array(readFileSync(new URL(file, folder))), Number(file.split('.').at(-1)), file);
  t.diagnostic(`images once disagreed on: ${files.length}`);
});

test('C refuses extension types in a strict arena that JavaScript made, and takes them in an extended one', () => {
  for (const types of ['v1', 'full']) {
    const { memory, c } = meet();
    const { control } = new Arena(memory, ARENA_START, { shared: true, types });
    const object = c.object_new(control, 1) >>> 0;
    new Uint8Array(memory.buffer, ARENA_START - 65536, 1).set([0x6b]);
    assert.equal(c.object_set(control, object, ARENA_START - 65536, 1, 0x80, 0, 0n), types === 'full' ? 0 : -3);
    if (types === 'full') assert.deepEqual(zerobuf(memory, 0, { control }).wrapObject(object).toJS(), { k: undefined });
  }
});
