// SPDX-License-Identifier: MIT
// Damaged images: every read returns or throws an error of this library, and ends.
// SEED=n repeats a run; ROUNDS=n changes its length.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ZerobufError, defineSchema, zerobuf } from '../../js/core/index.js';
import { random, rounds, seedOfRun } from './support.mjs';
import { loadVectors } from './vectors.mjs';

const ROUNDS = rounds('ROUNDS', 300);
const INTERESTING = [0, 1, 3, 4, 8, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

function damage(r, image) {
  const copy = image.slice(0, r.below(4) === 0 ? r.below(image.length + 1) : image.length);
  const dv = new DataView(copy.buffer);
  for (let n = 1 + r.below(4); n > 0 && copy.length >= 4; n--) {
    if (r.below(2) === 0) copy[r.below(copy.length)] ^= 1 << r.below(8);
    else dv.setUint32(r.below((copy.length >> 2)) * 4, r.below(3) === 0 ? r.below(copy.length) & ~3 : r.pick(INTERESTING), true);
  }
  return copy;
}

/** Ways of reading a root; each may fail on its own. */
function* uses(buf, { kind, root, fields }) {
  if (kind === 'schema') {
    const schema = defineSchema(fields);
    yield () => schema.toJS(buf.arena, root);
    yield () => { for (const field of fields) walk(schema.wrap(buf.arena, root)[field], { left: 500 }); };
    return;
  }
  const wrap = () => (kind === 'array' ? buf.wrapArray(root) : buf.wrapObject(root));
  yield () => wrap().toJS();
  yield () => walk(wrap(), { left: 500 });
  yield () => Object.keys(wrap());
  yield () => JSON.stringify(Object.keys(wrap()).slice(0, 10).map((key) => typeof wrap()[key]));
  yield () => 'absent' in wrap();
  yield () => { wrap().added = [1, { two: 'three' }]; };
  yield () => buf.create(wrap().toJS());
}

/** Read through accessors, at most `budget.left` values: an image may be cyclic. */
function walk(value, budget) {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  for (const key of Object.keys(value)) {
    if (budget.left-- <= 0) return;
    walk(value[key], budget);
  }
}

test('damaged images are refused or read, never anything else', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`SEED=${seed} ROUNDS=${ROUNDS}`);
  const r = random(seed);
  let refused = 0;
  let read = 0;
  for (const vector of loadVectors()) {
    for (let round = 0; round < ROUNDS; round++) {
      const image = damage(r, vector.image);
      // Exactly as large as the image: whatever leads outside leaves the region.
      const room = round % 2 === 0 ? 0 : 4096;
      const buffer = new ArrayBuffer(image.length + room);
      new Uint8Array(buffer).set(image);
      const buf = zerobuf({ buffer }, image.length);
      for (const use of uses(buf, vector)) {
        try {
          use();
          read++;
        } catch (error) {
          refused++;
          assert.ok(error instanceof ZerobufError, `SEED=${seed} ${vector.name} round ${round}: ${error.stack}`);
        }
      }
    }
  }
  assert.ok(refused > 0 && read > 0);
  t.diagnostic(`${read} reads returned, ${refused} were refused`);
});
