// SPDX-License-Identifier: MIT
// Runs a program to its end and collects what it says.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** No runtime takes minutes for the tests: one that hangs is a failure, not a machine that waits. */
const TIME_LIMIT_MS = 5 * 60_000;

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: Record<string, string>, cwd?: string}} [options] env is added to the environment
 * @returns {Promise<{code: number, stdout: string, stderr: string}>} code -1: it could not be started, or was stopped
 */
export function runProcess(command, args, { env = {}, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout: TIME_LIMIT_MS });
    const said = { stdout: '', stderr: '' };
    for (const stream of /** @type {const} */ (['stdout', 'stderr'])) {
      child[stream].setEncoding('utf8').on('data', (text) => { said[stream] += text; });
    }
    child.on('error', (error) => resolve({ code: -1, stdout: '', stderr: String(error) }));
    child.on('close', (code, signal) => {
      if (signal !== null) said.stderr += `\nended by ${signal}`;
      resolve({ code: code ?? -1, ...said });
    });
  });
}
