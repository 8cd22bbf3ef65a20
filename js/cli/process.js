// SPDX-License-Identifier: MIT
// Programs that are run to their end.

import { spawn } from 'node:child_process';

/**
 * @typedef {object} Ended
 * @property {number} code 127 when there is no such program
 * @property {string} output what it wrote to stdout
 * @property {string} errors what it wrote to stderr
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<Ended>}
 */
export function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => { output += text; });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => { errors += text; });
    child.once('error', (error) => resolve({ code: 127, output, errors: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output, errors }));
  });
}
