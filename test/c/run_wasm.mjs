// SPDX-License-Identifier: MIT
// Runs the C tests compiled to wasm32: node run_wasm.mjs <module.wasm> [seed]
import { readFile } from 'node:fs/promises';

const [file, seed = '20261121'] = process.argv.slice(2);
const decoder = new TextDecoder();
/** @type {WebAssembly.Memory} */
let memory;
const print = (ptr, length) =>
  process.stdout.write(decoder.decode(new Uint8Array(memory.buffer, ptr >>> 0, length >>> 0)));
const { instance } = await WebAssembly.instantiate(await readFile(file), { test: { print } });
memory = instance.exports.memory;
process.exitCode = instance.exports.run(Number(seed) >>> 0) === 0 ? 0 : 1;
