// SPDX-License-Identifier: MIT
// The unit tests of C's kernels, compiled to WebAssembly, in this runtime: each kernel equals its
// reference, whatever the engine makes of vectors.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { seedOfRun } from './support.mjs';

const module = await WebAssembly.compile(await readFile(new URL('../../build/wasm/core-test.wasm', import.meta.url)));

it("C's kernels equal their references", async () => {
  let said = '';
  /** @type {WebAssembly.Memory} */
  let memory;
  const print = (at, length) => { said += String.fromCharCode(...new Uint8Array(memory.buffer, at >>> 0, length >>> 0)); };
  const { exports } = await WebAssembly.instantiate(module, { test: { print } });
  memory = exports.memory;
  assert.equal(exports.run_kernels(seedOfRun()), 0, said);
  const [, passed] = said.match(/^(\d+) passed, 0 failed$/m) ?? [];
  assert.ok(Number(passed) >= 18, said);
});
