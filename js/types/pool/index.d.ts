export { Envelope } from "./envelope.js";
export { PoolError } from "./errors.js";
export { wasmTask } from "./wasm-task.js";
export { isMain } from "./where.js";
export { Pool, createPool } from "./pool.js";
export { importTask, task } from "./task.js";
