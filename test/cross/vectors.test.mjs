// SPDX-License-Identifier: MIT
// Every image of vectors/ reads to its expected value in C native, C in wasm and JavaScript.
import assert from 'node:assert/strict';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { Arena, defineSchema, zerobuf } from '../../js/core/index.js';
import { loadVectors } from '../js/vectors.mjs';
import { ARENA_START, assemble, dumpNative, meet, placesOf, textAt, typed, typedOf } from './c.mjs';

const vectors = loadVectors();
const fileOf = ({ name }) => fileURLToPath(new URL(`../../vectors/${name}.bin`, import.meta.url));

/** Count the images whose typed value equals the expected one. */
function countEqual(typedOfImage) {
  let count = 0;
  for (const vector of vectors) {
    assert.deepEqual(typedOfImage(vector), typed(vector.value), vector.name);
    count++;
  }
  return count;
}

function inNative() {
  const places = vectors.map(placesOf);
  const lines = dumpNative(vectors.flatMap((vector, index) => places[index].map(([tag, at]) => [fileOf(vector), tag, at])));
  let next = 0;
  return countEqual((vector) => {
    const { length } = places[vectors.indexOf(vector)];
    return assemble(vector, lines.slice(next, next += length).map((line) => JSON.parse(line)));
  });
}

function inWasm() {
  return countEqual((vector) => {
    const { memory, c } = meet();
    const { control } = new Arena(memory, ARENA_START, { shared: true });
    const image = c.alloc(control, vector.image.length) >>> 0;
    new Uint8Array(memory.buffer).set(vector.image, image);
    const dumps = placesOf(vector).map(([tag, at]) => c.dump_in(control, tag, at, image, vector.image.length) >>> 0);
    return assemble(vector, dumps.map((header) => JSON.parse(textAt(memory, header))));
  });
}

function inJavaScript() {
  return countEqual((vector) => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    new Uint8Array(memory.buffer).set(vector.image);
    const buf = zerobuf(memory, vector.end);
    const { kind, root, fields } = vector;
    if (kind === 'schema') return typedOf(defineSchema(fields).toJS(buf.arena, root));
    return typedOf((kind === 'array' ? buf.wrapArray(root) : buf.wrapObject(root)).toJS());
  });
}

test('C native, C in wasm and JavaScript read every image alike', (t) => {
  const counts = { 'C native': inNative(), 'C in wasm': inWasm(), JavaScript: inJavaScript() };
  t.diagnostic(`images read to their expected value: ${Object.entries(counts).map(([who, count]) => `${who} ${count}`).join(', ')}`);
  assert.deepEqual(Object.values(counts), [vectors.length, vectors.length, vectors.length]);
  assert.ok(vectors.length >= 26);
});
