// SPDX-License-Identifier: MIT
// Where cases run: this process, a native child, a workerd child.
import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runWorkerd, workerConfig } from '../../js/host/workerd.js';
import { median } from '../report.mjs';
import { instantiate } from './module.mjs';
import { ownTime, timeOf } from './processor-time.mjs';

/**
 * @typedef {object} Host
 * @property {string} name
 * @property {() => Promise<void>} reset                    forget all data
 * @property {(name: string) => Promise<ArrayBuffer[]>} prepare  a case; copies of its inputs, from the wasm host
 * @property {(name: string, times: number) => Promise<{ ns: number, answer: number }>} run  ns: of the processor, all runs together
 * @property {() => Promise<void>} close
 */

const file = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url).pathname;
const CASES = file('build/wasm/kernel-cases.wasm');
const KERNELS = file('build/wasm/kernels-all.wasm');

/** @returns {Promise<Host>} */
export async function startWasm() {
  const [cases, kernels] = await Promise.all([CASES, KERNELS].map(async (path) => WebAssembly.compile(await readFile(path))));
  const module = instantiate(/** @type {WebAssembly.Module} */ (cases), /** @type {WebAssembly.Module} */ (kernels));
  return {
    name: 'wasm',
    reset: async () => module.reset(),
    prepare: async (name) => module.prepare(name),
    async run(name, times) {
      const start = ownTime();
      const answer = module.run(name, times);
      return { ns: ownTime() - start, answer };
    },
    close: async () => {},
  };
}

/**
 * The same C, compiled for this machine: gcc -O2.
 *
 * @param {string} name
 * @param {string[]} [args]  "sse2": with nothing that some x86-64 processors lack
 * @returns {Promise<Host>}
 */
export async function startNative(name, args = []) {
  const child = spawn(file('build/bench/kernels-native'), args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** @param {string} line */
  const ask = async (line) => {
    child.stdin.write(`${line}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`kernels-native ended at "${line}"`);
    return /** @type {string} */ (value);
  };
  return {
    name,
    async reset() { await ask('reset'); },
    async prepare(name) { await ask(`prepare ${name}`); return []; },
    async run(name, times) {
      const [ns = NaN, answer = NaN] = (await ask(`run ${times} ${name}`)).split(' ').map(Number);
      return { ns, answer };
    },
    async close() { child.stdin.end(); },
  };
}

const EMPTY_REQUESTS = 9;

/** @returns {Promise<Host>} */
export async function startWorkerd() {
  const folder = await mkdtemp(join(tmpdir(), 'zerobuf-kernels-'));
  const sources = [['worker.mjs', 'esModule'], ['module.mjs', 'esModule'], ['kernel-cases.wasm', 'wasm'], ['kernels.wasm', 'wasm']];
  const from = { 'kernel-cases.wasm': CASES, 'kernels.wasm': KERNELS };
  for (const [name = ''] of sources) await copyFile(from[/** @type {keyof typeof from} */ (name)] ?? join(import.meta.dirname, name), join(folder, name));
  await writeFile(join(folder, 'config.capnp'), workerConfig(/** @type {any} */ (sources)));
  const { url, pid, close } = await runWorkerd(join(folder, 'config.capnp'), { port: 0 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** @param {string} path @returns {Promise<{ ns: number, answer: number }>} */
  const ask = (path) => new Promise((resolve, reject) => {
    const start = timeOf(pid);
    get(url + path, { agent }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => {
        const ns = timeOf(pid) - start;
        if (response.statusCode === 200) resolve({ ns, answer: Number(text) });
        else reject(new Error(`workerd answers ${response.statusCode} to ${path}: ${text}`));
      });
    }).on('error', reject);
  });
  const of = (/** @type {string} */ name) => `name=${encodeURIComponent(name)}`;
  return {
    name: 'workerd',
    async reset() { await ask('/reset'); },
    async prepare(name) { await ask(`/prepare?${of(name)}`); return []; },
    /** Its processor's time, less what an empty request takes just before. */
    async run(name, times) {
      const empty = [];
      for (let i = 0; i < EMPTY_REQUESTS; i++) empty.push((await ask('/empty')).ns);
      const { ns, answer } = await ask(`/run?times=${times}&${of(name)}`);
      return { ns: Math.max(ns - median(empty), 1), answer };
    },
    async close() {
      agent.destroy();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
