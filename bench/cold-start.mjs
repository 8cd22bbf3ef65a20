// SPDX-License-Identifier: MIT
// How long does a module take until its first answer: the showcase in C, and an empty worker in JavaScript?
//
//   node bench/cold-start.mjs [--json] [--runs 10]
//
// On Node each run is a process of its own, since an engine keeps compiled code; on workerd it is a server of its own.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGuest } from '../js/host/guest.js';
import { runWorkerd, serveWorkerd, workerConfig } from '../js/host/workerd.js';
import { fetchBytes } from './load.mjs';
import { median, printEnvironment, printRuns } from './report.mjs';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '10' }, once: { type: 'boolean', default: false } },
});
const runs = Number(values.runs);
const WASM = new URL('../build/wasm/showcase.wasm', import.meta.url);
const PATH = '/json';
const ANSWER = '{"message":"Hello from zerobuf!","method":"GET","path":"/json"}\n';

const EMPTY_WORKER = `export default { fetch: () => new Response(${JSON.stringify(ANSWER)}, { headers: { 'content-type': 'application/json' } }) };\n`;

/** One start in this process. @returns {Promise<Record<string, number>>} microseconds of each step */
async function startOnce() {
  const bytes = await readFile(WASM);
  const times = [performance.now()];
  const module = await WebAssembly.compile(bytes);
  times.push(performance.now());
  const guest = createGuest(module);
  guest.start();
  times.push(performance.now());
  const { body } = await guest.handle({ method: 'GET', path: PATH });
  times.push(performance.now());
  assert.equal(typeof body === 'string' ? body : new TextDecoder().decode(/** @type {Uint8Array} */ (body)), ANSWER);
  const [begin = 0, compiled = 0, started = 0, answered = 0] = times;
  return { compile: 1000 * (compiled - begin), 'instantiate and init': 1000 * (started - compiled), 'first answer': 1000 * (answered - started) };
}

/**
 * From the moment at which a server listens to its first answer, microseconds.
 * @param {() => Promise<{url: string, close: () => Promise<void>}>} start
 */
async function firstAnswer(start) {
  const { url, close } = await start();
  try {
    const before = performance.now();
    const answer = await fetchBytes(url + PATH);
    const after = performance.now();
    assert.equal(answer.subarray(answer.indexOf('\r\n\r\n') + 4).toString(), ANSWER);
    return 1000 * (after - before);
  } finally {
    await close();
  }
}

async function onNode() {
  /** @type {Map<string, number[]>} */
  const steps = new Map();
  for (let run = 0; run < runs; run++) {
    const text = execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--once'], { encoding: 'utf8' });
    for (const [step, us] of Object.entries(JSON.parse(text))) steps.set(step, [...(steps.get(step) ?? []), us]);
  }
  for (const [step, taken] of steps) printRuns(values.json, 'cold-start', `Node: ${step}`, 'µs', taken);
}

async function onWorkerd() {
  const folder = await mkdtemp(join(tmpdir(), 'zerobuf-bench-'));
  try {
    await writeFile(join(folder, 'worker.js'), EMPTY_WORKER);
    await writeFile(join(folder, 'config.capnp'), workerConfig([['worker.js', 'esModule']]));
    const wasm = new Uint8Array(await readFile(WASM));
    const [inC, inJavaScript] = [
      { start: () => serveWorkerd({ wasm, port: 0 }), taken: /** @type {number[]} */ ([]) },
      { start: () => runWorkerd(join(folder, 'config.capnp'), { port: 0 }), taken: /** @type {number[]} */ ([]) },
    ];
    for (let run = -1; run < runs; run++) {
      for (const { start, taken } of run % 2 === 0 ? [inC, inJavaScript] : [inJavaScript, inC]) {
        const took = await firstAnswer(start);
        if (run >= 0) taken.push(took);
      }
    }
    printRuns(values.json, 'cold-start', 'workerd: first answer of the showcase', 'µs', inC.taken);
    printRuns(values.json, 'cold-start', 'workerd: first answer of an empty worker', 'µs', inJavaScript.taken);
    const difference = Number((median(inC.taken) - median(inJavaScript.taken)).toFixed(0));
    if (values.json) console.log(JSON.stringify({ bench: 'cold-start', name: 'workerd: difference of medians', unit: 'µs', difference }));
    else console.log(`  difference of medians ${difference} µs`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (values.once) {
  console.log(JSON.stringify(await startOnce()));
} else {
  printEnvironment(values.json);
  if (!values.json) console.log(`microseconds of each step of a cold start, ${runs} runs, answers checked`);
  await onNode();
  await onWorkerd();
}
