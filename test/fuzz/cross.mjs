// SPDX-License-Identifier: MIT
// Fuzzes C against JavaScript through wasm: `node test/fuzz/cross.mjs SECONDS [SEED] [FOLDER]`, which
// `make fuzz T=cross SECS=n` runs.
//
// Inputs: the images of vectors/extended, and random graphs that JavaScript writes; damaged, and
// damaged again from what both sides accepted. Oracle: test/cross/judge.mjs. A disagreement is
// written to FOLDER as an image and ends the run; test/cross replays what lies there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Arena, writeValue } from '../../js/core/index.js';
import { damage, judge } from '../cross/judge.mjs';
import { loadExtendedVectors } from '../js/extended-vectors.mjs';
import { randomGraph } from '../js/random-value.mjs';
import { random } from '../js/support.mjs';

const KEPT = 512;

const seconds = Number(process.argv[2] ?? 60);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 32);
const folder = process.argv[4] ?? 'test/fuzz/regressions/cross';
const r = random(seed);
console.log(`seed ${seed}`);

/** A random graph as an image: what an arena that starts at 64 writes, its root slot first. */
function randomImage() {
  const memory = new WebAssembly.Memory({ initial: 8 });
  const arena = new Arena(memory, 64, { types: 'full' });
  const root = arena.alloc(16, 8);
  writeValue(arena, root, randomGraph(r, 1 + r.below(30)));
  return { image: new Uint8Array(memory.buffer, 0, arena.offset).slice(), root };
}

const corpus = loadExtendedVectors().map(({ image, root }) => ({ image, root }));
const vectors = corpus.length;
const verdicts = {};
let runs = 0;
for (const end = performance.now() + seconds * 1000; performance.now() < end; runs++) {
  const { image, root } = r.below(4) === 0 ? randomImage() : r.pick(corpus);
  const damaged = damage(r, image, root);
  try {
    const verdict = judge(damaged, root, `run ${runs}, seed ${seed}`);
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    if (verdict !== 'accepted' || damaged.length !== image.length) continue;
    if (corpus.length < KEPT) corpus.push({ image: damaged, root });
    else corpus[vectors + r.below(KEPT - vectors)] = { image: damaged, root };
  } catch (error) {
    mkdirSync(folder, { recursive: true });
    const file = `${folder}/${seed}-${runs}.${root}`;
    writeFileSync(file, damaged);
    console.error(`${error.message}\nThe image is in ${file}; its root lies at ${root}.`);
    process.exit(1);
  }
}
console.log(`${runs} runs: ${Object.entries(verdicts).map(([what, count]) => `${count} ${what}`).join(', ')}`);
