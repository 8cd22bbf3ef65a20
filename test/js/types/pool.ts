// SPDX-License-Identifier: MIT
// Tasks of a pool, typed from what is given to createPool().
import { createPool, task, wasmTask } from 'zerobuf/pool';

const pool = createPool({ threads: 2 })({
  add: ([a, b]: [number, number]) => a + b,
  later: task({ f: async (text: string) => text.length }),
  sum: wasmTask<Float64Array, number>({ module: new URL('file:///tasks.wasm'), export: 'sum', stackBytes: 4096 }),
});
const column = pool.alloc(10, Float64Array);
const numbers: number[] = [await pool.call.add([1, 2]), await pool.call.later('text'), await pool.call.sum(column)];
const sums: number[] = await pool.map(column, pool.call.sum, { chunks: 2, argument: (part, from) => part.subarray(from, 1) });

// @ts-expect-error a string is no column
await pool.call.sum('text');
// @ts-expect-error there is no such task
await pool.call.absent(1);
// @ts-expect-error no such option
wasmTask({ module: 'file:///tasks.wasm', export: 'sum', view: true });

export { numbers, sums };
