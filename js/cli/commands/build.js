// SPDX-License-Identifier: MIT

import { gzipSync } from 'node:zlib';
import { join, relative } from 'node:path';
import { build } from '../build.js';
import { Failure } from '../failure.js';
import { readProject } from '../project.js';
import { ALLOCATOR_NAMES } from '../runtime.js';
import { findToolchain } from '../toolchain.js';

/** @import { Built } from '../build.js' */
/** @import { Project } from '../project.js' */
/** @import { Toolchain } from '../toolchain.js' */

export const summary = 'compile and link the C files of src/ to a handler module';

/** What its options are, for all commands that build. */
export const BUILD_HELP = `  -o, --out FILE     the module (.zerobuf/app.wasm)
  -O, --optimize X   z for size (default), 2 or 3 for speed
      --debug        keep names and DWARF, inline less: traps name C files and lines
      --allocator X  which malloc is linked if the program calls it: general (default), or
                     bump, which is smaller and frees nothing before the request ends
      --libc         link wasi-libc: string.h, stdlib.h, stdio.h's snprintf, math.h
      --stack BYTES  of the module's own stack (16384, with --libc 131072)
      --fuel         count steps: a host that is given maxLoopSteps ends handlers that never end

CLANG, WASM_LD and WASM_OPT in the environment name other programs than those that are found.`;

export const usage = `zerobuf build [options] [file.c or folder ...]

Compiles the C files (those of src/, or of "sources" in zerobuf.json) and links them with the
runtime to one WebAssembly module.  Only what has changed is compiled.

  -q, --quiet        print warnings and errors alone
${BUILD_HELP}`;

/** Those that other commands, which build first, take too. */
export const buildOptions = /** @type {const} */ ({
  out: { type: 'string', short: 'o' },
  optimize: { type: 'string', short: 'O', default: 'z' },
  debug: { type: 'boolean', default: false },
  allocator: { type: 'string' },
  libc: { type: 'boolean' },
  stack: { type: 'string' },
  fuel: { type: 'boolean', default: false },
});

export const options = /** @type {const} */ ({ ...buildOptions, quiet: { type: 'boolean', short: 'q', default: false } });

/** @typedef {{out?: string, optimize: string, debug: boolean, stack?: string, fuel?: boolean, allocator?: string, libc?: boolean}} BuildValues */

/**
 * @param {BuildValues} values
 * @param {readonly string[]} named
 * @param {Toolchain} [tools] from an earlier build
 * @returns {Promise<Built & {project: Project, tools: Toolchain}>}
 */
export async function buildProject({ out, optimize, debug, stack, fuel = false, allocator, libc }, named, tools) {
  if (!['z', '2', '3'].includes(optimize)) throw new Failure(`--optimize takes z, 2 or 3, not "${optimize}".`, 2);
  const stackBytes = stack === undefined ? null : Number(stack);
  if (stackBytes !== null && !(Number.isInteger(stackBytes) && stackBytes >= 1024 && stackBytes <= 2 ** 26 && stackBytes % 16 === 0))
    throw new Failure(`--stack takes a multiple of 16 from 1024 to 67108864, not "${stack}".`, 2);
  if (allocator !== undefined && !ALLOCATOR_NAMES.includes(allocator))
    throw new Failure(`--allocator takes ${ALLOCATOR_NAMES.join(' or ')}, not "${allocator}".`, 2);
  const project = await readProject('.', named);
  tools ??= await findToolchain(process.env);
  const built = await build(tools, project, {
    optimize, debug, stackBytes, fuel,
    allocator: allocator ?? project.allocator,
    libc: libc ?? project.libc,
    out: out ?? join('.zerobuf', 'app.wasm'),
  });
  if (built.warnings !== '') process.stderr.write(built.warnings);
  return { ...built, project, tools };
}

/**
 * @param {BuildValues & {quiet: boolean}} values
 * @param {readonly string[]} named
 */
export async function main(values, named) {
  const { out, wasm } = await buildProject(values, named);
  if (!values.quiet) console.log(`${relative('.', out)}: ${wasm.byteLength} bytes, ${gzipSync(wasm).byteLength} gzipped`);
}
