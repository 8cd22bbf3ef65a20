// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { Failure } from '../failure.js';
import { buildTests } from '../build-tests.js';
import { findNative } from '../native.js';
import { cFiles, readProject } from '../project.js';

export const summary = 'compile test/*.c with the handlers for this machine, and run them';

export const usage = `zerobuf test [options] [begin of a test's name]

Compiles the C files of test/ and of the project to a program of this machine, with AddressSanitizer and
UndefinedBehaviorSanitizer where the compiler has them, and runs it: no WebAssembly, no server.  Tests are
written with <zerobuf/handler_test.h>.  Exit code 1 when one fails.

      --no-sanitize  without sanitizers

CC in the environment names another compiler than the one that is found.`;

export const options = /** @type {const} */ ({ 'no-sanitize': { type: 'boolean', default: false } });

/**
 * @param {{'no-sanitize': boolean}} values
 * @param {readonly string[]} named
 */
export async function main(values, named) {
  if (named.length > 1) throw new Failure('Give one beginning of names: zerobuf test greets', 2);
  const project = await readProject('.');
  const tests = await cFiles('test', 'test');
  if (tests.length === 0) throw new Failure('There is no C file in test: write one with <zerobuf/handler_test.h>.');
  const compiler = await findNative(process.env);
  const sanitize = !values['no-sanitize'];
  const { program, warnings } = await buildTests(compiler, project, tests, { sanitize });
  process.stderr.write(warnings);
  const code = await new Promise((resolve) => {
    const child = spawn(program, named, { stdio: 'inherit' });
    child.once('error', () => resolve(127));
    child.once('close', (ended) => resolve(ended ?? 1));
  });
  if (code !== 0) throw new Failure(`zerobuf test: failed (exit code ${code}${sanitize && compiler.sanitize.length > 0 ? ', under sanitizers' : ''}).`);
}
