// SPDX-License-Identifier: MIT
// Extension types between C and JavaScript: images that either wrote, whole and damaged, and
// values in one memory.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Arena, ZerobufError, readValue, readValueEager, writeValue, zerobuf } from '../../js/core/index.js';
import { IMAGE_CONTROL, STATUSES } from '../../js/core/layout.gen.js';
import { VECTORS, expectationOf as expectationOfVector, imageOf, writeWithC } from '../../tools/gen_vectors.mjs';
import { loadExtendedVectors } from '../js/extended-vectors.mjs';
import { assertSameGraph, valueOfTyped } from '../js/graph.mjs';
import { randomGraph } from '../js/random-value.mjs';
import { random, seedOfRun } from '../js/support.mjs';
import { ARENA_START, GRAPH, dumpNative, expectationOf, meet, textAt, typed } from './c.mjs';

const vectors = loadExtendedVectors();
const label = ({ name, writer }) => `${name}.${writer}`;

/** An image as the region of an arena: fixed, and of exactly its size. */
const regionOf = (image) => ({ buffer: image.slice().buffer });

/** What C in wasm says of a slot of an image that is put into its memory. */
function saidInWasm(image, root) {
  const { memory, c } = meet();
  const { control } = new Arena(memory, ARENA_START, { shared: true });
  const base = c.alloc(control, image.length + 8) >>> 0;
  new Uint8Array(memory.buffer).set(image, base);
  return textAt(memory, c.dump_in(control, GRAPH, root, base, image.length) >>> 0);
}

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

const textOfStatus = new Map(STATUSES.map(([name, , text]) => [text, name]));

test('both sides judge damaged images alike, and read the same from what they accept', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const r = random(seed);
  const verdicts = { accepted: 0, refused: 0, 'too deep for the dump': 0, 'no regular expression': 0 };
  for (let round = 0; round < 3000; round++) {
    const vector = r.pick(vectors);
    const where = `${label(vector)}, round ${round}, seed ${seed}`;
    const image = vector.image.slice(0, r.below(8) === 0 ? r.below(vector.image.length) : undefined);
    for (let flips = 1 + r.below(3); flips > 0 && image.length > vector.root; flips--) {
      image[vector.root + r.below(image.length - vector.root)] ^= 1 << r.below(8);
    }
    const said = saidInWasm(image, vector.root);
    let read;
    let error;
    try {
      read = [readValueEager(new Arena(regionOf(image), image.length, { types: 'full' }), vector.root)];
    } catch (caught) {
      error = caught;
      assert.ok(error instanceof ZerobufError, `${where}: ${error.stack}`);
    }
    if (textOfStatus.get(said) === 'ZB_E_INVALID') {
      verdicts['too deep for the dump']++; // which recurses; JavaScript does not
    } else if (error?.code === 'ZB_E_SYNTAX') {
      verdicts['no regular expression']++; // C does not look into them, and may have found something else
    } else {
      assert.equal(said.startsWith('{'), error === undefined, `${where}: C says ${said.slice(0, 200)}, JavaScript ${error?.stack}`);
      if (error === undefined) assertSameGraph(read[0], valueOfTyped(expectationOf(JSON.parse(said))), where);
      verdicts[error === undefined ? 'accepted' : 'refused']++;
    }
  }
  t.diagnostic(`damaged extended images: ${Object.entries(verdicts).map(([what, count]) => `${count} ${what}`).join(', ')}`);
  assert.ok(verdicts.accepted > 500 && verdicts.refused > 500);
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
