// SPDX-License-Identifier: MIT
// Whether pools that were shut down are collected.  Needs gc().
import { createPool } from '../../../js/pool/index.js';
import { echo, hold } from '../tasks.mjs';

const POOLS = 12;

/** @param {number} i @returns {Promise<WeakRef<object>>} */
async function use(i) {
  const pool = createPool({ module: new URL('../tasks.mjs', import.meta.url) })({ echo, hold });
  if (i % 3 === 1) await pool.call.echo(i);
  if (i % 3 === 2) pool.call.hold(pool.alloc(4, Int32Array)).catch(() => {});
  await pool.shutdown();
  return new WeakRef(pool);
}

const refs = [];
for (let i = 0; i < POOLS; i++) refs.push(await use(i));
for (let i = 0; i < 10; i++) {
  globalThis.gc();
  await new Promise((resolve) => void setTimeout(resolve, 5));
}
console.log(JSON.stringify({ pools: POOLS, left: refs.filter((ref) => ref.deref() !== undefined).length }));
