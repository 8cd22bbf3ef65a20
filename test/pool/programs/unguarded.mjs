// SPDX-License-Identifier: MIT
// Makes a pool and waits for a call while it is loaded, in the worker as well.
import { createPool } from '../../../js/pool/index.js';

export const add = ([a, b]) => a + b;
export const pool = createPool()({ add });
pool.call.add([1, 2]).catch(() => {});
if (pool.constructor === Object) await pool.call.add([1, 2]);
