// SPDX-License-Identifier: MIT
// Runs every suite and prints what each passed; --quick runs those of `make check`.
// SEED=n repeats the random parts of a run that printed that seed.
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { RUNTIMES, runSuite } from '../test/runtimes/run.mjs';

const { values: { quick } } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const seed = process.env.SEED ?? String(Date.now() % 2 ** 32);
if (quick) process.env.SCALE ??= '0.2'; // of the rounds that random tests make
const root = new URL('..', import.meta.url);

/** Random tests are about the core, whose code is the same everywhere: elsewhere than on Node 24 they are shorter. */
const OTHER_RUNTIMES_SCALE = '0.05';

/** Run a program and collect what it prints. */
function run(command, args, { env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk) => { text += chunk; });
    child.stderr.on('data', (chunk) => { text += chunk; });
    child.on('error', (error) => resolve({ code: 1, text: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, text }));
  });
}

/** A suite that ends with the line "N passed, M failed". */
async function counted(command, args) {
  const { code, text } = await run(command, args);
  const [, passed, failed] = text.match(/^(\d+) passed, (\d+) failed$/m) ?? [0, 0, 1];
  return { passed: Number(passed), failed: code !== 0 && Number(failed) === 0 ? 1 : Number(failed), text, notes: [] };
}

/** A suite of node:test files. */
async function nodeTests(pattern) {
  const files = (await Array.fromAsync(glob(pattern, { cwd: root.pathname }))).sort();
  const { code, text } = await run(process.execPath, ['--test', '--test-reporter=spec', ...files], { env: { SEED: seed } });
  const count = (name) => Number(text.match(new RegExp(`^ℹ ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
  const stats = /^ℹ (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /;
  const notes = text.split('\n').filter((line) => line.startsWith('ℹ ') && !stats.test(line)).map((line) => line.slice(2));
  const failed = count('fail') + count('cancelled');
  return { passed: count('pass'), failed: failed === 0 && (code !== 0 || count('pass') === 0) ? 1 : failed, text, notes };
}

/** A make target that must succeed. */
async function target(name) {
  const { code, text } = await run('make', [name]);
  const lines = text.trim().split('\n');
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, text, notes: code === 0 ? lines.filter((line) => line !== '').slice(-1) : [] };
}

/** The seeds of each fuzzer and what it found, once each. */
async function replay() {
  const result = { passed: 0, failed: 0, text: '', notes: [] };
  for (const source of (await Array.fromAsync(glob('test/fuzz/*.c', { cwd: root.pathname }))).sort()) {
    const name = source.match(/(\w+)\.c$/)?.[1];
    const inputs = (await Array.fromAsync(glob(`test/fuzz/{seeds,regressions}/${name}/*`, { cwd: root.pathname }))).sort();
    const { code, text } = await run(`build/fuzz/${name}`, inputs);
    const ran = text.match(/^Executed /gm)?.length ?? 0;
    result.passed += ran;
    if (code !== 0 || ran !== inputs.length || ran === 0) result.failed += Math.max(1, inputs.length - ran);
    result.text += text;
    result.notes.push(`${name}: ${ran} inputs`);
  }
  return result;
}

/** Modules that must stay small. */
async function sizes() {
  const limits = {
    'build/wasm/hello': 2400, 'build/wasm/cities': 26 * 1024, 'build/wasm/showcase': 94 * 1024,
    'js/core/engine': 40 * 1024, 'js/core/engine-shared': 40 * 1024,
    'js/core/kernels': 48 * 1024, 'js/core/kernels-shared': 48 * 1024,
  };
  const result = { passed: 0, failed: 0, text: '', notes: [] };
  for (const [name, limit] of Object.entries(limits)) {
    const { size } = statSync(new URL(`${name}.wasm`, root));
    result.notes.push(`${name}.wasm ${size} bytes, limit ${limit}`);
    result[size < limit ? 'passed' : 'failed']++;
  }
  return result;
}

const everything = [
  ['format', () => target('format-check'), 'quick'],
  ['generated files', () => target('gen-check'), 'quick'],
  ['headers', () => target('headers-check'), 'quick'],
  ['types', () => target('types-check'), 'quick'],
  ['C core, gcc -O2', () => counted('build/native/core-test', [seed]), 'quick'],
  ['C core, clang -O2', () => counted('build/native/core-test-clang', [seed])],
  ['C core, ASan + UBSan', () => counted('build/asan/core-test', [seed]), 'quick'],
  ['C core, wasm32', () => counted(process.execPath, ['test/c/run_wasm.mjs', 'build/wasm/core-test.wasm', seed])],
  ['C core, wasm32 + UBSan', () => counted(process.execPath, ['test/c/run_wasm.mjs', 'build/wasm-ubsan/core-test.wasm', seed])],
  ['C threads, TSan', () => counted('build/tsan/threads-test', [])],
  ['fuzz regressions', replay],
  ['JavaScript core', () => nodeTests('test/js/*.test.mjs'), 'quick'],
  ...RUNTIMES.filter(({ name }) => name !== 'Node 24') // that is the suite above, in full length
    .map((runtime) => [`JavaScript core, ${runtime.name}`, () => runSuite(runtime, { SEED: seed, SCALE: OTHER_RUNTIMES_SCALE })]),
  ['pool', () => nodeTests('test/pool/*.test.mjs')],
  ...RUNTIMES.filter(({ name }) => /^(Node 22|Node 26|Deno|Bun|Chromium.*)$/.test(name))
    .map((runtime) => [`pool, ${runtime.name}`, () => runSuite(runtime, { SEED: seed, SCALE: OTHER_RUNTIMES_SCALE }, 'pool')]),
  ['models', () => nodeTests('test/model/*.test.mjs')],
  ['test doubles', () => nodeTests('test/runtimes/*.test.mjs')],
  ['JSON', () => nodeTests('test/json/*.test.mjs')],
  ['C and JavaScript', () => nodeTests('test/cross/*.test.mjs')],
  ['HTTP', () => nodeTests('test/http/*.test.mjs')],
  ['showcase', () => nodeTests('test/showcase/*.test.mjs')],
  ['bindings', () => nodeTests('test/bindings/*.test.mjs')],
  ['Durable Objects', () => nodeTests('test/durable/*.test.mjs')],
  ['cryptography', () => nodeTests('test/crypto/*.test.mjs')],
  ['zb', () => nodeTests('test/cli/*.test.mjs')],
  ['packaging', () => nodeTests('test/packaging/*.test.mjs')],
  ['README', () => nodeTests('test/docs/*.test.mjs')],
  ['sizes', sizes],
];

const total = { passed: 0, failed: 0 };

/** Run a suite and print what came of it. */
async function report([name, suite]) {
  const before = performance.now();
  const { passed, failed, text, notes } = await suite();
  const seconds = ((performance.now() - before) / 1000).toFixed(1);
  console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(37)} ${String(passed).padStart(4)} passed, ${failed} failed  ${seconds.padStart(6)} s`);
  for (const note of notes) console.log(`         ${note}`);
  if (failed > 0) console.log(text.replaceAll(/^/gm, '    | '));
  total.passed += passed;
  total.failed += failed;
}

// A suite keeps about one core busy and shares nothing with another, so as many run as there are cores.
const started = performance.now();
console.log(`seed ${seed} (SEED=${seed} repeats this run)`);
const queue = everything.filter(([, , isQuick]) => !quick || isQuick);
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
  for (let next = queue.shift(); next; next = queue.shift()) await report(next);
}));
console.log(`\nin ${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
