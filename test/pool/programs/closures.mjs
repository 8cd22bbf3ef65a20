// SPDX-License-Identifier: MIT
// Makes a pool of functions whose texts are the same.
import { createPool } from '../../../js/pool/index.js';

const adder = (by) => (number) => number + by;
export const ten = adder(1); // the names of the exports are none of the tasks'
export const one = adder(10);

export const pool = createPool()({ one: ten, ten: one, hundred: adder(100) });
