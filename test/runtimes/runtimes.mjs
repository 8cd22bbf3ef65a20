// SPDX-License-Identifier: MIT
// The runtimes that zerobuf is tested on: where each one is, and how it runs the test files.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { BUN, DENO, nodeBinary } from '../../tools/binaries.mjs';
import { runOnChromium } from './chromium.mjs';
import { readJUnit } from './junit.mjs';
import { ROOT, runProcess } from './process.mjs';
import { runOnWorkerd } from './workerd.mjs';

/**
 * @typedef {object} FileResult
 * @property {string} file from the root of the project
 * @property {string} name of the test
 * @property {'passed' | 'failed' | 'skipped'} status
 * @property {string} [reason]
 */

/**
 * @typedef {object} Outcome
 * @property {FileResult[]} results
 * @property {string[]} diagnostics of the tests
 * @property {string} text what the runtime said besides
 * @property {boolean} [broke] it ended badly: a failure even if no test is
 */

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} absentAs the key of ABSENT
 * @property {string} binary file
 * @property {string[]} [version] arguments that make the binary say its version
 * @property {boolean} evaluates it makes code from strings
 * @property {(files: string[], parameters: Record<string, string>) => Promise<Outcome>} run
 */

export { BUN, DENO };

const x64 = process.arch === 'x64';
const inModules = (/** @type {string} */ path) => join(ROOT, 'node_modules', path);
const WORKERD = inModules(`@cloudflare/workerd-linux-${x64 ? '64' : 'arm64'}/bin/workerd`);
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file)) ?? '/usr/bin/chromium';

/** A test may take long on a busy machine; Bun's own limit is 5 s. */
const BUN_TEST_LIMIT_MS = 120_000;

/** @param {string} file as a runtime names it: a path or file URL, absolute or not */
const fromRoot = (file) => relative(ROOT, join(file.startsWith('/') ? '' : ROOT, file.replace(/^file:\/\//, '')));

/** @param {string} name @param {number} major @param {string[]} [flags] @returns {Runtime} */
const node = (name, major, flags = []) => ({
  name, absentAs: 'Node', binary: nodeBinary(major), version: ['--version'], evaluates: flags.length === 0,
  async run(files, env) {
    const args = [...flags, '--test', '--test-reporter=./test/runtimes/reporter.mjs', '--test-reporter-destination=stdout', ...files];
    const { code, stdout, stderr } = await runProcess(nodeBinary(major), args, { env });
    const events = stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
    return {
      results: events.filter(({ status }) => status !== undefined).map((event) => ({ ...event, file: fromRoot(event.file) })),
      diagnostics: events.flatMap(({ diagnostic }) => diagnostic ?? []),
      text: stderr + events.map(({ said }) => said ?? '').join(''), broke: code !== 0,
    };
  },
});

/** What Deno and Bun print of each test that passed. */
const PASSED_LINE = /^(?:.* \.\.\. ok \(.*\)|\(pass\) .*)\n/gm;

/** @param {string} binary @param {(junit: string) => string[]} args @returns {Runtime['run']} */
const withJUnit = (binary, args) => async (files, env) => {
  const folder = await mkdtemp(join(tmpdir(), 'zerobuf-junit-'));
  try {
    const report = join(folder, 'junit.xml');
    const { code, stdout, stderr } = await runProcess(binary, [...args(report), ...files.map((file) => `./${file}`)], { env: { NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1', ...env } });
    const results = existsSync(report) ? readJUnit(await readFile(report, 'utf8')) : [];
    return { results: results.map((result) => ({ ...result, file: fromRoot(result.file) })), diagnostics: [], text: `${stdout}\n${stderr}`.replaceAll(PASSED_LINE, ''), broke: code !== 0 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** @param {string} name @param {boolean} strict @returns {Runtime} */
const chromium = (name, strict) => ({
  name, absentAs: 'Chromium', binary: CHROMIUM, version: ['--version'], evaluates: !strict,
  run: (files, parameters) => runOnChromium(files, parameters, { binary: CHROMIUM, strict }),
});

/** @type {Runtime[]} */
export const RUNTIMES = [
  node('Node 22', 22),
  node('Node 24', 24),
  node('Node 24 without eval', 24, ['--disallow-code-generation-from-strings']),
  node('Node 26', 26),
  {
    name: 'Deno', absentAs: 'Deno', binary: DENO, version: ['--version'], evaluates: true,
    run: withJUnit(DENO, (report) => ['test', '--allow-all', '--no-check', '--no-lock', `--junit-path=${report}`]),
  },
  {
    name: 'Bun', absentAs: 'Bun', binary: BUN, version: ['--version'], evaluates: true,
    run: withJUnit(BUN, (report) => ['test', '--isolate', `--timeout=${BUN_TEST_LIMIT_MS}`, '--reporter=junit', `--reporter-outfile=${report}`]),
  },
  { name: 'workerd', absentAs: 'workerd', binary: WORKERD, version: ['--version'], evaluates: false, run: runOnWorkerd },
  chromium('Chromium', false),
  chromium('Chromium under CSP', true),
];
