// SPDX-License-Identifier: MIT
// What is left of the memory of a burst of long values.  Needs gc().
import { createPool } from '../../../js/pool/index.js';
import { BufferReference } from '../../../js/pool/unsafe.js';
import { echo, invert } from '../tasks.mjs';

const pool = createPool({ module: new URL('../tasks.mjs', import.meta.url), threads: 2 })({ echo, invert });

/** Growth that is none, in bytes. */
const ENOUGH = 64 * 2 ** 20;

async function settle() {
  for (let i = 0; i < 5; i++) {
    globalThis.gc();
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
  return process.memoryUsage().rss;
}

/** 160 MB each way, half of them moved. */
async function burst() {
  const copied = Array.from({ length: 20 }, (_, i) => pool.call.echo({ bytes: new Uint8Array(4_000_000).fill(i), list: new Array(40_000).fill('text') }));
  const moved = Array.from({ length: 20 }, () => pool.call.invert(new BufferReference(new ArrayBuffer(4_000_000))));
  for (const call of copied) await call;
  for (const call of moved) (await call).release();
}

await burst();
const before = await settle();
for (let round = 0; round < 3; round++) await burst();
// Workers collect garbage when they work: on a busy machine that takes a while.
let after = await settle();
for (let tries = 0; tries < 40 && after - before > ENOUGH; tries++) {
  await Promise.all(Array.from({ length: 200 }, (_, i) => pool.call.echo([i, 'text'])));
  after = Math.min(after, await settle());
}
console.log(JSON.stringify({ grown: after - before, heapUsed: pool.stats().region.heapUsedBytes }));
await pool.shutdown();
