// SPDX-License-Identifier: MIT
// A compiler for this machine, and whether it has sanitizers.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './failure.js';
import { run } from './process.js';

/** @import { Ended } from './process.js' */

/**
 * @typedef {object} NativeCompiler
 * @property {string} version its first line
 * @property {(args: readonly string[]) => Promise<Ended>} compile compiles or links, as its arguments say
 * @property {string[]} sanitize options for both; none where it has no sanitizers
 */

const NAMES = ['clang', 'clang-19', 'cc', 'gcc'];
const SANITIZE = ['-fsanitize=address,undefined', '-fno-sanitize-recover=undefined', '-fno-omit-frame-pointer'];

/**
 * @param {NodeJS.ProcessEnv} environment `CC` says which compiler to take
 * @returns {Promise<NativeCompiler>}
 * @throws {Failure} there is none
 */
export async function findNative({ CC }) {
  const folder = await mkdtemp(join(tmpdir(), 'zerobuf-cc-'));
  try {
    const source = join(folder, 'main.c');
    await writeFile(source, 'int main(void) { return 0; }\n');
    for (const name of CC ? [CC] : NAMES) {
      const { code, output } = await run(name, ['--version']);
      if (code !== 0) continue;
      const works = async (/** @type {readonly string[]} */ flags) => (await run(name, [...flags, source, '-o', join(folder, 'main')])).code === 0;
      const sanitize = (await works(SANITIZE)) ? SANITIZE : [];
      if (sanitize.length > 0 || (await works([]))) return { version: output.split('\n', 1)[0] ?? '', compile: (args) => run(name, args), sanitize };
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  throw new Failure(`${CC ? `${CC} makes no programs for this machine` : 'No C compiler for this machine was found'}: install clang or gcc, or name one in the environment variable CC.`);
}
