// SPDX-License-Identifier: MIT
// Where a C library for WebAssembly is: wasi-libc, whose system calls the runtime answers inside the module.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.js';

/** @import { Toolchain } from './toolchain.js' */

/**
 * @typedef {object} Libc
 * @property {string[]} flags for the compiler
 * @property {string[]} libraries for the linker
 */

/** Debian puts headers and libraries into its own folders, wasi-sdk into one. */
const PLACES = [
  { include: '/usr/include/wasm32-wasi', lib: '/usr/lib/wasm32-wasi' },
  { include: '/opt/wasi-sdk/share/wasi-sysroot/include/wasm32-wasi', lib: '/opt/wasi-sdk/share/wasi-sysroot/lib/wasm32-wasi' },
];

const REMEDY = `Install it (Debian and Ubuntu: "apt-get install wasi-libc libclang-rt-19-dev-wasm32"),
or name the folder that holds its include/ and lib/ in the environment variable WASI_SYSROOT.`;

/**
 * @param {Toolchain} tools
 * @param {NodeJS.ProcessEnv} environment `WASI_SYSROOT`
 * @returns {Promise<Libc>}
 * @throws {Failure} there is none
 */
export async function findLibc(tools, { WASI_SYSROOT }) {
  if (!tools.libc) throw new Failure('The clang from npm links no C library: install clang and lld, or build without --libc.');
  const places = WASI_SYSROOT
    ? ['wasm32-wasi', 'wasm32-wasip1'].map((target) => ({ include: join(WASI_SYSROOT, 'include', target), lib: join(WASI_SYSROOT, 'lib', target) }))
    : PLACES;
  const place = places.find(({ include, lib }) => existsSync(join(include, 'stdlib.h')) && existsSync(join(lib, 'libc.a')));
  if (place === undefined) throw new Failure(`No wasi-libc was found${WASI_SYSROOT ? ` in ${WASI_SYSROOT}` : ''}.\n${REMEDY}`);
  const builtins = (await tools.compile(['--target=wasm32-wasi', '--print-libgcc-file-name'])).output.trim();
  const libraries = [join(place.lib, 'libc.a'), join(place.lib, 'libm.a'), builtins].filter((file) => existsSync(file));
  return { flags: ['--target=wasm32-wasi', '-isystem', place.include], libraries };
}
