// SPDX-License-Identifier: MIT
// zerobuf/pool: worker threads called like asynchronous functions, through shared memory.
export { Envelope } from './envelope.js';
export { PoolError } from './errors.js';
export { Pool, createPool } from './pool.js';
export { importTask, task } from './task.js';
export { wasmTask } from './wasm-task.js';
export { isMain } from './where.js';
