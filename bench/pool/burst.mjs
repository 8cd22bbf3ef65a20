// SPDX-License-Identifier: MIT
// What a burst of long values leaves behind in a process, with this pool or with messages.
//
//   node --expose-gc bench/pool/burst.mjs pool | messages
import assert from 'node:assert/strict';
import { createPool } from '../../js/pool/index.js';
import { postMessage } from './peers.mjs';
import { collect, echo } from './tasks.mjs';

const mib = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
const way = process.argv[2] === 'messages' ? withMessages() : withPool();

function withPool() {
  const pool = createPool({ module: new URL('tasks.mjs', import.meta.url) })({ echo, collect });
  return { call: pool.call.echo, collect: () => pool.call.collect(), end: () => pool.shutdown(), region: () => pool.stats().region.bytes };
}

function withMessages() {
  const plain = postMessage();
  return { call: plain.echo, collect: () => plain.send({ how: 'collect' }), end: plain.close, region: () => 0 };
}

const value = Array.from({ length: 40_000 }, (_, i) => ({ id: i, name: `name ${i}` }));
await way.call(0);
const before = process.memoryUsage();
let most = 0;
for (const answer of await Promise.all(Array.from({ length: 60 }, () => way.call(value)))) {
  assert.equal(answer.length, value.length);
  most = Math.max(most, process.memoryUsage().rss);
}
for (let i = 0; i < 5; i++) {
  /** @type {any} */ (globalThis).gc();
  await way.collect();
  await new Promise((resolve) => setTimeout(resolve, 200));
}
const after = process.memoryUsage();
console.log(`60 values of 4 MB at once with ${process.argv[2]}: process ${mib(before.rss)} before, ${mib(most)} at most, ${mib(after.rss)} after; heap and buffers ${mib(before.heapTotal + before.external)} before, ${mib(after.heapTotal + after.external)} after; region ${mib(way.region())}`);
await way.end();
