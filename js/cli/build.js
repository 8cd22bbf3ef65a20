// SPDX-License-Identifier: MIT
// From C sources to a handler module.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkModule } from '../host/abi.js';
import { checkStack } from './check-stack.js';
import { compile } from './compile.js';
import { countSteps } from './count-steps.js';
import { Failure } from './failure.js';
import { findLibc } from './libc.js';
import { link } from './link.js';
import { INCLUDE, runtimeSources } from './runtime.js';

/** @import { Project } from './project.js' */
/** @import { Toolchain } from './toolchain.js' */

/**
 * @typedef {object} BuildOptions
 * @property {string} optimize 'z' for size, '2' or '3' for speed; the application's own files
 * @property {boolean} debug names and DWARF stay in the module, and nothing is inlined across files
 * @property {number | null} stackBytes of the module's own stack; null = what suits the libraries
 * @property {string} allocator which malloc is linked, if any is called
 * @property {boolean} libc the application's files may use the C library
 * @property {boolean} [fuel] the module counts its steps, so that a host can end a handler that never does
 * @property {string} out the module
 */

/**
 * @typedef {object} Built
 * @property {string} out
 * @property {Uint8Array<ArrayBuffer>} wasm
 * @property {WebAssembly.Module} module
 * @property {number} compiled how many C files of the application were compiled
 * @property {string} warnings of the compiler
 */

// Address 0 is memory in WebAssembly.  ZB_LINEAR_MEMORY says that all regions are the module's own.
const COMMON = ['-mbulk-memory', '-fno-delete-null-pointer-checks', '-DZB_LINEAR_MEMORY', `-I${INCLUDE}`];
const FREESTANDING = ['--target=wasm32', '-std=c11', '-ffreestanding', '-nostdlibinc'];

/** Of what is written for a system, functions with frames of many KiB are usual. */
const STACK_BYTES = { freestanding: 16384, libc: 131072 };

/**
 * An object's memory can be kept for the same build alone (zb_snapshot_save()).
 * @param {Project} project
 */
const buildId = ({ bindings }) => (bindings.durableObjects === undefined ? [] : ['--build-id=sha1']);

/**
 * @param {Toolchain} tools
 * @param {Project} project
 * @param {BuildOptions} options
 * @returns {Promise<Built>}
 * @throws {Failure} it does not compile or link, or is no handler module
 */
export async function build(tools, project, { optimize, debug, stackBytes, allocator, libc: withLibc, fuel = false, out }) {
  const work = join(project.folder, '.zerobuf');
  const libc = withLibc ? await findLibc(tools, process.env) : null;
  // Link-time optimization wants one target for all, and wasi-libc has another one than ours.
  const speed = debug ? ['-O1', '-g'] : libc === null ? [`-O${optimize}`, '-flto'] : [`-O${optimize}`];
  const application = await compile(tools, project.sources.map((file) => ({ file, flags: project.flags })), {
    flags: [...(libc?.flags ?? FREESTANDING), ...COMMON, '-Wall', '-Wextra', ...speed],
    folder: join(work, 'objects'),
  });

  await mkdir(dirname(out), { recursive: true });
  const draft = `${out}.draft`;
  const stack = stackBytes ?? (libc === null ? STACK_BYTES.freestanding : STACK_BYTES.libc);
  await link(tools, {
    objects: application.objects,
    options: ['--stack-first', '-z', `stack-size=${stack}`, '--export=handle_zerobuf', '--export=__heap_base', ...(debug ? [] : ['--lto-O2']), ...buildId(project)],
    out: draft,
  }, {
    sources: await runtimeSources({ allocator, libc: withLibc }),
    flags: [...FREESTANDING, ...COMMON, ...(debug ? ['-O1', '-g'] : ['-Oz', '-flto'])],
    folder: join(work, 'runtime'),
    libc,
  });
  const checked = checkStack(await readFile(draft));
  if (checked !== null) await writeFile(draft, checked.bytes);
  if (tools.optimize !== null && !debug) {
    const shrunk = await tools.optimize(['-Oz', '--strip-debug', '--strip-producers', '--strip-target-features', draft, '-o', draft]);
    if (shrunk.code !== 0) throw new Failure(`wasm-opt could not optimize the module:\n${shrunk.errors}`);
  }
  if (fuel) await writeFile(draft, countSteps(await readFile(draft)).bytes); // last: it is what is shipped that counts
  const wasm = new Uint8Array(await readFile(draft));
  const module = await WebAssembly.compile(wasm);
  checkModule(module);
  await rename(draft, out);
  await writeFile(join(work, '.gitignore'), '*\n');
  return { out, wasm, module, compiled: application.compiled, warnings: application.warnings };
}
