// SPDX-License-Identifier: MIT
// A program with a pool, that says one thing and has nothing more to do.
import { createPool, isMain } from '../../../js/pool/index.js';

export const add = ([a, b]) => a + b;
export const soon = (ms) => new Promise((resolve) => void setTimeout(resolve, ms, 'soon'));
export const exit = () => process.exit(1);

/** @type {Record<string, (pool: any) => unknown>} */
const WAYS = {
  idle: async (pool) => pool.call.add([1, 2]),
  ready: (pool) => pool.ready(),
  /** The promise alone keeps the program. */
  call: (pool) => pool.call.soon(100),
  late: async (pool) => {
    await pool.call.add([1, 2]);
    await new Promise((resolve) => void setTimeout(resolve, 50));
    return pool.call.soon(50);
  },
  shutdown: async (pool) => {
    const open = pool.call.soon(60_000).catch(() => {});
    await pool.shutdown();
    await open;
  },
  lost: async (pool) => {
    await pool.call.exit().catch(() => {});
    return pool.call.add([1, 2]);
  },
};

if (isMain) {
  const way = process.argv[2];
  const pool = createPool({ threads: 2 })({ add, soon, exit });
  Promise.resolve(WAYS[way](pool)).then(() => console.log(`${way} done`));
}
