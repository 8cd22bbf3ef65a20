// SPDX-License-Identifier: MIT
// Many calls in one instance that wait at different depths: how many find their memory changed?  Runs on every runtime:
//   node|deno run -A|bun test/http/interleave.mjs NAIVE.wasm WAITER.wasm      prints the outcome as JSON

import { createGuest } from '../../js/host/guest.js';

const CALLS = 1000;
const DEPTHS = 11;
const SEED_STEP = 7919;

/**
 * @typedef {object} Outcome
 * @property {number} right calls that found all as they had left it
 * @property {number} corrupted
 * @property {number} stopped by a trap, or a failure of another kind
 */

/**
 * @param {boolean[]} right of calls that ended
 * @returns {Outcome}
 */
function outcome(right) {
  const count = right.filter((each) => each).length;
  return { right: count, corrupted: right.length - count, stopped: CALLS - right.length };
}

/**
 * The stack pointer left alone.
 * @param {WebAssembly.Module} module
 */
async function naive(module) {
  const { promising, Suspending } = /** @type {any} */ (WebAssembly);
  let dice = 1;
  const wait = () =>
    new Promise((resolve) => {
      dice = (Math.imul(dice, 1664525) + 1013904223) >>> 0;
      setTimeout(resolve, dice >>> 30);
    });
  const { exports } = new WebAssembly.Instance(module, { zb: { wait: new Suspending(wait) } });
  const run = promising(exports.run);
  const ended = await Promise.allSettled(Array.from({ length: CALLS }, (_, i) => run(i % DEPTHS, i * SEED_STEP)));
  return outcome(ended.filter(({ status }) => status === 'fulfilled').map((call) => /** @type {any} */ (call).value === 0));
}

/**
 * The same recursion through the guest runtime, with data in each call's arena besides.
 * @param {WebAssembly.Module} module
 */
async function ours(module) {
  const guest = createGuest(module, { log: () => {} });
  const answer = async () => {
    const answers = await Promise.all(
      Array.from({ length: CALLS }, (_, i) => guest.handle({ method: 'GET', path: `/frames?depth=${i % DEPTHS}&seed=${i * SEED_STEP}` })));
    return outcome(answers.filter(({ status }) => status === 200).map(({ body }) => body === '0'));
  };
  const first = await answer();
  const memoryBytes = guest.memoryBytes;
  const rounds = [first, await answer(), await answer()];
  return { rounds, grown: guest.memoryBytes - memoryBytes };
}

/**
 * @param {WebAssembly.Module} naiveModule
 * @param {WebAssembly.Module} waiterModule
 */
export async function interleave(naiveModule, waiterModule) {
  return { naive: await naive(naiveModule), ours: await ours(waiterModule) };
}

const [, program, ...files] = globalThis.process?.argv ?? [];
if (program?.endsWith('interleave.mjs')) {
  const { readFileSync } = await import('node:fs');
  const [naiveModule, waiterModule] = files.map((file) => new WebAssembly.Module(readFileSync(file)));
  console.log(JSON.stringify(await interleave(naiveModule, waiterModule)));
}
