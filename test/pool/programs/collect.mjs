// SPDX-License-Identifier: MIT
// Which arrays of pool.alloc() the collector frees.  Needs gc().
import { createPool } from '../../../js/pool/index.js';
import { hold, fill } from '../tasks.mjs';

const pool = createPool({ module: new URL('../tasks.mjs', import.meta.url) })({ hold, fill });
const used = () => pool.stats().region.heapUsedBytes;

/** The collector's callbacks run between turns. */
async function collect() {
  for (let i = 0; i < 10; i++) {
    globalThis.gc();
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
}

const SIZE = 1_000_000;
const result = {};
const before = used();

let array = pool.alloc(SIZE);
await collect();
result.kept = used() >= before + SIZE;

let part = array.subarray(10).subarray(5);
array = undefined;
await collect();
result.keptByPart = used() >= before + SIZE && part.length === SIZE - 15;
part = undefined;
await collect();
if (used() > before) throw new Error('a part that is gone keeps the memory');

let answered = await pool.call.fill([pool.alloc(SIZE), 5]);
await collect();
result.keptByResult = used() >= before + SIZE && answered[SIZE - 1] === 5;
answered = undefined;

const words = pool.alloc(4, Int32Array);
const call = pool.call.hold(words.subarray(0));
const wait = async (value) => {
  while (Atomics.load(words, 1) !== value) await new Promise((resolve) => void setTimeout(resolve, 1));
};
await wait(1);
let other = pool.call.hold(pool.alloc(SIZE, Int32Array)); // nobody has the array but the call
await collect();
result.keptByCall = used() >= before + 4 * SIZE;
Atomics.store(words, 0, 1);
Atomics.notify(words, 0);
await call;
other.catch(() => {});
other = undefined;
await pool.shutdown();
pool.free(words);
await collect();
result.freed = used() <= before;
console.log(JSON.stringify(result));
