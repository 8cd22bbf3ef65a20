// SPDX-License-Identifier: MIT
// What is left of the regions of pools that were shut down, with the caller's thread as one of their workers, too. Needs gc().
import { createPool } from '../../../js/pool/index.js';
import { echo } from '../tasks.mjs';

const POOLS = 12;
const BYTES = 32 * 2 ** 20;

async function one() {
  const pool = createPool({ module: new URL('../tasks.mjs', import.meta.url), inline: { threshold: 1 } })({ echo });
  pool.alloc(BYTES).fill(1);
  await Promise.all(Array.from({ length: 10 }, (_, i) => pool.call.echo(i)));
  await pool.shutdown();
}

async function settle() {
  for (let i = 0; i < 5; i++) {
    globalThis.gc();
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
  return process.memoryUsage().rss;
}

await one();
const before = await settle();
for (let i = 0; i < POOLS; i++) await one();
console.log(JSON.stringify({ grown: await settle() - before, touched: POOLS * BYTES }));
