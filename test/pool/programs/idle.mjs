// SPDX-License-Identifier: MIT
// What a pool costs that has nothing to do, while a worker's timer counts.
import { createPool } from '../../../js/pool/index.js';
import { echo, tick } from '../tasks.mjs';

const pool = createPool({ module: new URL('../tasks.mjs', import.meta.url), threads: 3 })({ echo, tick });
await pool.ready();
await Promise.all(Array.from({ length: 1000 }, (_, i) => pool.call.echo(i)));
const words = pool.alloc(8, Int32Array);
await pool.call.tick(words);
await new Promise((resolve) => void setTimeout(resolve, 200));
const before = process.cpuUsage();
const since = performance.now();
await new Promise((resolve) => void setTimeout(resolve, 1000));
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ share: (user + system) / 1000 / (performance.now() - since), ticks: Atomics.load(words, 5) }));
await pool.shutdown();
