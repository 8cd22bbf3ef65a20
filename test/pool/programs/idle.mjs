// SPDX-License-Identifier: MIT
// What a pool costs that has nothing to do, while a worker's timer counts.
import { createPool } from '../../../js/pool/index.js';
import { echo, tick } from '../tasks.mjs';

const pool = createPool({ module: new URL('../tasks.mjs', import.meta.url), threads: 3 })({ echo, tick });
await pool.ready();
await Promise.all(Array.from({ length: 1000 }, (_, i) => pool.call.echo(i)));
const words = pool.alloc(8, Int32Array);
await pool.call.tick(words);

/** Of a core, in a second. */
async function shareOfSecond() {
  const before = process.cpuUsage();
  const since = performance.now();
  await new Promise((resolve) => void setTimeout(resolve, 1000));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (performance.now() - since);
}

// Compilers and collectors have work left at first; a pool that does not rest works in every second.
let share = 1;
for (let seconds = 0; seconds < 8 && share > 0.02; seconds++) share = Math.min(share, await shareOfSecond());
console.log(JSON.stringify({ share, ticks: Atomics.load(words, 5) }));
await pool.shutdown();
