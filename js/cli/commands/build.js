// SPDX-License-Identifier: MIT

import { gzipSync } from 'node:zlib';
import { join, relative } from 'node:path';
import { build } from '../build.js';
import { Failure } from '../failure.js';
import { readProject } from '../project.js';
import { findToolchain } from '../toolchain.js';

/** @import { Built } from '../build.js' */
/** @import { Project } from '../project.js' */
/** @import { Toolchain } from '../toolchain.js' */

export const summary = 'compile and link the C files of src/ to a handler module';

export const usage = `zerobuf build [options] [file.c or folder ...]

Compiles the C files (those of src/, or of "sources" in zerobuf.json) and links them with the
runtime to one WebAssembly module.  Only what has changed is compiled.

  -o, --out FILE     the module (.zerobuf/app.wasm)
  -O, --optimize X   z for size (default), 2 or 3 for speed
      --debug        keep names and DWARF, inline less: traps name their functions
      --stack BYTES  of the module's own stack (16384)
  -q, --quiet        print warnings and errors alone

CLANG, WASM_LD and WASM_OPT in the environment name other programs than those that are found.`;

/** Those that other commands, which build first, take too. */
export const buildOptions = /** @type {const} */ ({
  out: { type: 'string', short: 'o' },
  optimize: { type: 'string', short: 'O', default: 'z' },
  debug: { type: 'boolean', default: false },
  stack: { type: 'string', default: '16384' },
});

export const options = /** @type {const} */ ({ ...buildOptions, quiet: { type: 'boolean', short: 'q', default: false } });

/**
 * @param {{out?: string, optimize: string, debug: boolean, stack: string}} values
 * @param {readonly string[]} named
 * @param {Toolchain} [tools] from an earlier build
 * @returns {Promise<Built & {project: Project, tools: Toolchain}>}
 */
export async function buildProject({ out, optimize, debug, stack }, named, tools) {
  if (!['z', '2', '3'].includes(optimize)) throw new Failure(`--optimize takes z, 2 or 3, not "${optimize}".`, 2);
  const stackBytes = Number(stack);
  if (!Number.isInteger(stackBytes) || stackBytes < 1024 || stackBytes % 16 !== 0 || stackBytes > 2 ** 26)
    throw new Failure(`--stack takes a multiple of 16 from 1024 to 67108864, not "${stack}".`, 2);
  const project = await readProject('.', named);
  tools ??= await findToolchain(process.env);
  const built = await build(tools, project, { optimize, debug, stackBytes, out: out ?? join('.zerobuf', 'app.wasm') });
  if (built.warnings !== '') process.stderr.write(built.warnings);
  return { ...built, project, tools };
}

/**
 * @param {{out?: string, optimize: string, debug: boolean, stack: string, quiet: boolean}} values
 * @param {readonly string[]} named
 */
export async function main(values, named) {
  const { out, wasm } = await buildProject(values, named);
  if (!values.quiet) console.log(`${relative('.', out)}: ${wasm.byteLength} bytes, ${gzipSync(wasm).byteLength} gzipped`);
}
