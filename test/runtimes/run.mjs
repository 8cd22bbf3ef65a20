// SPDX-License-Identifier: MIT
// Runs test/js in every runtime, from the same files, and prints what each passed, skipped and why:
//   node test/runtimes/run.mjs ["Node 22" Bun …]     SEED=n repeats a run, SCALE=0.1 makes random tests shorter
import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { basename } from 'node:path';
import { ABSENT } from './absent.mjs';
import { ROOT, runProcess } from './process.mjs';
import { RUNTIMES } from './runtimes.mjs';

export { RUNTIMES };

/** @import { FileResult, Outcome, Runtime } from './runtimes.mjs' */

/**
 * @param {Runtime} runtime
 * @param {Record<string, string>} parameters SEED, SCALE and others that test/js/support.mjs reads
 * @param {string} [folder] of test/
 * @returns {Promise<{passed: number, failed: number, text: string, notes: string[]}>}
 */
export async function runSuite(runtime, parameters, folder = 'js') {
  if (!existsSync(runtime.binary)) {
    return { passed: 0, failed: 1, text: `${runtime.name} is not on this machine: ${runtime.binary} is missing; tools/setup.sh installs it.`, notes: [] };
  }
  const absent = ABSENT[folder]?.[runtime.absentAs] ?? {};
  const all = (await Array.fromAsync(glob(`test/${folder}/*.test.mjs`, { cwd: ROOT }))).sort();
  const files = all.filter((file) => !Object.hasOwn(absent, basename(file)));
  const stale = Object.keys(absent).filter((name) => !all.some((file) => basename(file) === name));
  const said = await runProcess(runtime.binary, runtime.version ?? []);
  const outcome = await runtime.run(files, { ...parameters, CODE_GENERATION: runtime.evaluates ? 'allowed' : 'refused' });
  const failures = [
    ...outcome.results.filter(({ status }) => status === 'failed'),
    ...files.filter((file) => !outcome.results.some((result) => result.file === file && result.status !== 'skipped'))
      .map((file) => ({ file, name: 'the file has tests that run here', reason: 'It ran none: absent.mjs names the files that cannot, with the reason.' })),
    ...stale.map((name) => ({ file: 'test/runtimes/absent.mjs', name, reason: 'There is no such test file.' })),
  ];
  if (outcome.broke && failures.length === 0) failures.push({ file: '', name: `${runtime.name} ends well`, reason: outcome.text });
  return {
    passed: outcome.results.filter(({ status }) => status === 'passed').length,
    failed: failures.length,
    text: failures.length === 0 ? '' : [...failures.map(({ file, name, reason }) => `${file}: ${name}\n${indent(reason)}`), outcome.text].join('\n\n'),
    notes: [versionOf(said), ...skips(outcome.results), ...leftOut(runtime, absent)],
  };
}

/** @param {{stdout: string, stderr: string}} said some print the version among other things */
const versionOf = ({ stdout }) => stdout.trim().split('\n')[0];

/** @param {string} [text] */
const indent = (text = '') => text.replaceAll(/^/gm, '    ');

/** @param {Runtime} runtime @param {Record<string, string>} absent @returns {string[]} */
function leftOut(runtime, absent) {
  const files = Object.groupBy(Object.entries(absent), ([, reason]) => reason);
  return Object.entries(files).map(([reason, entries = []]) => `${runtime.name} ${reason}: without ${entries.map(([file]) => file).join(', ')}`);
}

/** @param {FileResult[]} results @returns {string[]} each reason once, with the tests it stopped */
function skips(results) {
  const skipped = Object.groupBy(results.filter(({ status }) => status === 'skipped'), ({ reason }) => reason ?? '');
  return Object.entries(skipped).map(([reason, tests = []]) => `skipped ${tests.length} (${reason}): ${tests.map(({ name }) => name).join(', ')}`);
}

if (import.meta.main ?? process.argv[1] === new URL(import.meta.url).pathname) {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !RUNTIMES.some((runtime) => runtime.name === name));
  if (unknown.length > 0) {
    console.error(`No such runtime: ${unknown.join(', ')}. There are: ${RUNTIMES.map(({ name }) => name).join(', ')}`);
    process.exit(2);
  }
  const parameters = { SEED: process.env.SEED ?? String(Date.now() % 2 ** 32), SCALE: process.env.SCALE ?? '1' };
  console.log(`SEED=${parameters.SEED} SCALE=${parameters.SCALE}`);
  let failures = 0;
  for (const runtime of wanted.length === 0 ? RUNTIMES : RUNTIMES.filter(({ name }) => wanted.includes(name))) {
    const started = performance.now();
    const { passed, failed, text, notes } = await runSuite(runtime, parameters);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} ${runtime.name.padEnd(24)} ${passed} passed, ${failed} failed  ${seconds} s`);
    for (const note of notes) console.log(`         ${note}`);
    if (failed > 0) console.log(text.replaceAll(/^/gm, '    | '));
    failures += failed;
  }
  process.exitCode = failures === 0 ? 0 : 1;
}
