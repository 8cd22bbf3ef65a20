// SPDX-License-Identifier: MIT
// What the tests of the worker pool share. They wait for what happens, never for time: a task
// that must not end yet waits for a word of shared memory.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PoolError, createPool } from '../../js/pool/index.js';
import { Task } from '../../js/pool/task.js';
import * as tasks from './tasks.mjs';

export const TASKS = new URL('./tasks.mjs', import.meta.url).href;

export const isBun = typeof globalThis.Bun !== 'undefined';
export const isDeno = typeof globalThis.Deno !== 'undefined';
export const isNode = !isBun && !isDeno;

/**
 * Run a test body with a pool, and shut that down.
 *
 * @param {object} options  of createPool()
 * @param {Record<string, any>} tasks  that tasks.mjs exports
 * @param {(pool: any) => Promise<unknown>} body
 */
export async function withPool(options, tasks, body) {
  const pool = createPool({ module: TASKS, ...options })(tasks);
  try {
    await body(pool);
  } finally {
    await pool.shutdown();
  }
}

/** Tasks that a worker finds by their text: all but those that have that in common. */
const ALL = Object.fromEntries(Object.entries(tasks).filter(([name, value]) => (typeof value === 'function' || value instanceof Task) && !/^add[A-Z]/.test(name)));

/** @type {any} */
let common;

/**
 * Run a test body with a pool of one worker and all tasks, that the tests of a file share; it
 * is never shut down, which keeps no program from its end.
 *
 * @param {(pool: any) => Promise<unknown>} body
 */
export async function withCommon(body) {
  common ??= createPool({ module: TASKS })(ALL);
  await body(common);
}

/** Until a word of shared memory is `value`. @param {Int32Array} words @param {number} index @param {number} value */
export async function until(words, index, value) {
  const timer = setInterval(() => {}, 1000); // such a wait alone does not keep a program
  for (let now = Atomics.load(words, index); now !== value; now = Atomics.load(words, index)) {
    await Atomics.waitAsync(words, index, now).value;
  }
  clearInterval(timer);
}

/** Let those go who wait for a word. @param {Int32Array} words @param {number} index @param {number} [value] */
export function set(words, index, value = 1) {
  Atomics.store(words, index, value);
  Atomics.notify(words, index);
}

/** The next turn of the event loop. */
export const turn = () => new Promise((resolve) => void setImmediate(resolve));

/**
 * Require that a promise is rejected with an error of the pool.
 *
 * @param {Promise<unknown>} promise
 * @param {string} code
 * @param {RegExp} [sentence]
 */
export async function rejectsWith(promise, code, sentence = /./) {
  const error = await promise.then((value) => assert.fail(`resolved with ${value}`), (reason) => reason);
  assert.ok(error instanceof PoolError, `${error?.stack ?? error}`);
  assert.equal(error.code, code, error.message);
  assert.match(error.message, sentence);
  return error;
}

/** How this runtime runs a program. @param {string[]} flags  of Node alone */
function command(flags) {
  if (isDeno) return ['run', '--allow-all', '--no-check', '--no-lock', ...(flags.includes('--expose-gc') ? ['--v8-flags=--expose-gc'] : [])];
  if (isBun) return [];
  return flags;
}

/** Programs that hang are ended, and fail; none that works takes so long. */
const PROGRAM_MS = 300_000;

/**
 * Run a program of this folder's programs/.
 *
 * @param {string} name
 * @param {string[]} [args]
 * @param {string[]} [flags]  of the runtime
 * @returns {Promise<{ code: number | null, said: string, errors: string }>} code: null when it had to be ended
 */
export function runProgram(name, args = [], flags = []) {
  const file = fileURLToPath(new URL(`./programs/${name}`, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...command(flags), file, ...args], { stdio: ['ignore', 'pipe', 'pipe'], timeout: PROGRAM_MS, killSignal: 'SIGKILL' });
    let said = '';
    let errors = '';
    child.stdout.on('data', (chunk) => { said += chunk; });
    child.stderr.on('data', (chunk) => { errors += chunk; });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said, errors }));
  });
}

/** Require that a program ended well, and give what it printed as JSON. @param {string} name @param {string[]} [args] @param {string[]} [flags] */
export async function resultOf(name, args, flags) {
  const { code, said, errors } = await runProgram(name, args, flags);
  assert.equal(code, 0, `${name} ended with ${code}\n${said}\n${errors}`);
  return JSON.parse(said.trim().split('\n').at(-1) ?? 'null');
}
