// SPDX-License-Identifier: MIT
// From C sources to a handler module.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkModule } from '../host/abi.js';
import { compile } from './compile.js';
import { Failure } from './failure.js';
import { run } from './process.js';
import { INCLUDE, runtimeSources } from './runtime.js';

/** @import { Project } from './project.js' */
/** @import { Toolchain } from './toolchain.js' */

/**
 * @typedef {object} BuildOptions
 * @property {string} optimize 'z' for size, '2' or '3' for speed; the application's own files
 * @property {boolean} debug names and DWARF stay in the module, and nothing is inlined across files
 * @property {number} stackBytes of the module's own stack
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

// Freestanding, for address 0 is memory in WebAssembly; ZB_LINEAR_MEMORY says that all regions are the module's own.
const COMMON = ['--target=wasm32', '-std=c11', '-ffreestanding', '-nostdlibinc', '-mbulk-memory', '-fno-delete-null-pointer-checks',
  '-DZB_LINEAR_MEMORY', `-I${INCLUDE}`];

/**
 * @param {Toolchain} tools
 * @param {Project} project
 * @param {BuildOptions} options
 * @returns {Promise<Built>}
 * @throws {Failure} it does not compile or link, or is no handler module
 */
export async function build({ clang, linker, optimizer, version }, project, { optimize, debug, stackBytes, out }) {
  const work = join(project.folder, '.zerobuf');
  const runtimeFlags = [...COMMON, ...(debug ? ['-O1', '-g'] : ['-Oz', '-flto'])];
  const flags = [...COMMON, '-Wall', '-Wextra', ...(debug ? ['-O1', '-g'] : [`-O${optimize}`, '-flto']), ...project.flags];
  const [runtime, application] = await Promise.all([
    compile(clang, await runtimeSources(), { flags: runtimeFlags, objects: join(work, 'runtime', keyOf(version, runtimeFlags)) }),
    compile(clang, project.sources.map((file) => ({ file, flags: [] })), { flags, objects: join(work, 'objects', keyOf(version, flags)) }),
  ]);

  await mkdir(dirname(out), { recursive: true });
  const draft = `${out}.draft`;
  // The runtime is a library: a module carries of it what it uses.
  const linked = await run(linker, [
    '--no-entry', '--stack-first', '-z', `stack-size=${stackBytes}`, '--export=handle_zerobuf', '--export=__heap_base',
    ...(debug ? [] : ['--lto-O2']), ...application.objects, '--start-lib', ...runtime.objects, '--end-lib', '-o', draft,
  ]);
  if (linked.code !== 0) throw new Failure(application.warnings + explain(linked.errors));
  if (optimizer !== null && !debug) {
    const shrunk = await run(optimizer, ['-Oz', '--strip-debug', '--strip-producers', '--strip-target-features', draft, '-o', draft]);
    if (shrunk.code !== 0) throw new Failure(`${optimizer} could not optimize the module:\n${shrunk.errors}`);
  }
  const wasm = new Uint8Array(await readFile(draft));
  const module = await WebAssembly.compile(wasm);
  checkModule(module);
  await rename(draft, out);
  await writeFile(join(work, '.gitignore'), '*\n');
  return { out, wasm, module, compiled: application.compiled, warnings: application.warnings };
}

/**
 * Objects of another compiler or other options lie in a folder of their own.
 * @param {string} version
 * @param {readonly string[]} flags
 */
function keyOf(version, flags) {
  return createHash('sha256').update(JSON.stringify([version, flags])).digest('hex').slice(0, 12);
}

/** @param {string} errors of the linker */
function explain(errors) {
  if (errors.includes('undefined symbol: zb_routes'))
    return `${errors}\nA module names its routes once, at file scope: ZB_ROUTES({"GET", "/", handler});`;
  return errors;
}
