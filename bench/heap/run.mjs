// SPDX-License-Identifier: MIT
// What do malloc and free cost in a handler module, beside the dlmalloc that wasi-libc brings?
//
//   make bench-heap        node bench/heap/run.mjs [--json] [--runs 21]
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { median, printEnvironment, spread } from '../report.mjs';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '21' } } });
const runs = Number(values.runs);

/** Nothing that is imported is called: the handler of the runtime is never asked for anything. */
const IMPORTS = { zb: { header: () => 0 } };

const ALLOCATORS = ['dlmalloc', 'general', 'bump'].map((name) => {
  const file = new URL(`../../build/bench/heap-${name}.wasm`, import.meta.url);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), IMPORTS);
  exports._initialize?.();
  return { name, exports };
});

/** How often, and what the sum of what the blocks held must be; mixed's is dlmalloc's. */
const triangle = (count) => Number((BigInt(count) * BigInt(count - 1) / 2n) & 0xffffffffn);
const N = 200_000;
const WORK = [
  ['a pair of malloc and free, 16 bytes', N, (e) => e.pairs(N, 16), triangle(N)],
  ['a pair, 200 bytes', N, (e) => e.pairs(N, 200), triangle(N)],
  ['a pair, 20,000 bytes', N, (e) => e.pairs(N, 20_000), triangle(N)],
  ['4,000 blocks of 40 bytes, then all freed', 4_000 * 20, (e) => Array.from({ length: 20 }, () => e.burst(4_000, 40))[19], triangle(4_000)],
  ['512 live, random sizes up to 1 KiB', N, (e) => e.mixed(N, 1024, 7), triangle(N)],
  ['512 live, random sizes up to 16 KiB', N, (e) => e.mixed(N, 16_384, 7), triangle(N)],
  ['a vector by realloc, 16 bytes to 35 KB', 2_000, (e) => e.growing(2_000, 19), triangle(2_000)],
];

printEnvironment(values.json);
for (const [question, operations, run, answer] of WORK) {
  const times = ALLOCATORS.map(() => /** @type {number[]} */ ([]));
  for (let round = -3; round < runs; round++) {
    for (let i = 0; i < ALLOCATORS.length; i++) {
      const which = (i + Math.max(round, 0)) % ALLOCATORS.length; // they take turns
      const { exports } = ALLOCATORS[which];
      const start = performance.now();
      const sum = run(exports) >>> 0;
      const time = performance.now() - start;
      assert.equal(sum, answer, `${question}: ${ALLOCATORS[which].name}`);
      exports.reset?.(); // as the end of a request does
      if (round >= 0) times[which].push(time * 1e6 / operations);
    }
  }
  const base = median(times[0]);
  if (!values.json) console.log(`\n${question}`);
  for (const [i, { name, exports }] of ALLOCATORS.entries()) {
    const result = { question, name, medianNs: median(times[i]), minNs: Math.min(...times[i]), spread: spread(times[i]), ratio: median(times[i]) / base, takenBytes: exports.capacity?.() ?? exports.memory.buffer.byteLength };
    if (values.json) console.log(JSON.stringify(result));
    else console.log(`  ${name.padEnd(10)} ${result.medianNs.toFixed(1).padStart(8)} ns  min ${result.minNs.toFixed(1).padStart(7)}  spread ${result.spread.toFixed(0).padStart(3)} %  ${result.ratio.toFixed(2).padStart(5)}×  takes ${(result.takenBytes / 1024).toFixed(0)} KiB`);
  }
}
