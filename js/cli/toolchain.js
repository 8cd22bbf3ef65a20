// SPDX-License-Identifier: MIT
// Finds a clang that compiles to wasm32, and the linker that belongs to it.

import { existsSync } from 'node:fs';
import { Failure } from './failure.js';
import { findNpmClang } from './npm-clang.js';
import { run } from './process.js';

/** @import { Ended } from './process.js' */

/**
 * @typedef {object} Toolchain
 * @property {string} version of clang, its first line
 * @property {(args: readonly string[]) => Promise<Ended>} compile clang
 * @property {(args: readonly string[]) => Promise<Ended>} link wasm-ld
 * @property {((args: readonly string[]) => Promise<Ended>) | null} optimize binaryen's wasm-opt, where there is one
 * @property {boolean} libc whether it sees a C library that is installed
 */

/** The linker's `--start-lib` came with it. */
const OLDEST = 16;

/** Suffixes of names to try; 19 is what the runtime is tested with. */
const VERSIONS = ['', '-19', '-22', '-21', '-20', '-18', '-17', '-16'];

const REMEDY = `Install clang and lld, 16 or later (Debian and Ubuntu: "apt-get install clang-19 lld-19"; macOS: "brew install llvm lld"),
or a slower one from npm ("npm install --save-dev @yowasp/clang"),
or name a clang in the environment variable CLANG, and its linker in WASM_LD.`;

/**
 * @param {NodeJS.ProcessEnv} environment `CLANG`, `WASM_LD` and `WASM_OPT` say which programs to take
 * @returns {Promise<Toolchain>}
 * @throws {Failure} there is none
 */
export async function findToolchain({ CLANG, WASM_LD, WASM_OPT = 'wasm-opt' }) {
  /** @type {string[]} */
  const looked = [];
  for (const clang of CLANG ? [CLANG] : VERSIONS.map((version) => `clang${version}`)) {
    const { code, output } = await run(clang, ['--version']);
    if (code !== 0) continue;
    const version = output.split('\n', 1)[0] ?? '';
    if (Number(version.match(/version (\d+)/)?.[1]) < OLDEST) {
      looked.push(`${clang} (${version}) is too old`);
      continue;
    }
    const compiles = await run(clang, ['--target=wasm32', '-x', 'c', '-c', '/dev/null', '-o', '/dev/null']);
    const linker = compiles.code === 0 ? await findLinker(clang, WASM_LD) : null;
    if (linker !== null) {
      return {
        version,
        compile: (args) => run(clang, args),
        link: (args) => run(linker, args),
        optimize: await findOptimizer(WASM_OPT),
        libc: true,
      };
    }
    looked.push(`${clang} (${version}) ${compiles.code === 0 ? 'comes without wasm-ld' : 'does not compile to wasm32'}`);
  }
  const npm = CLANG ? null : await findNpmClang();
  if (npm !== null) return { ...npm, optimize: await findOptimizer(WASM_OPT), libc: false };
  const found = looked.length > 0 ? `: ${looked.join('; ')}` : CLANG ? `: ${CLANG} does not run` : '';
  throw new Failure(`No C compiler for WebAssembly was found${found}.\n${REMEDY}`);
}

/** @param {string} program */
async function findOptimizer(program) {
  return (await run(program, ['--version'])).code === 0 ? (/** @type {readonly string[]} */ args) => run(program, args) : null;
}

/**
 * @param {string} clang
 * @param {string | undefined} named
 * @returns {Promise<string | null>}
 */
async function findLinker(clang, named) {
  if (named) return (await run(named, ['--version'])).code === 0 ? named : null;
  const beside = (await run(clang, ['--target=wasm32', '--print-prog-name=wasm-ld'])).output.trim();
  if (existsSync(beside)) return beside;
  for (const version of [clang.match(/-\d+$/)?.[0] ?? '', ...VERSIONS]) {
    if ((await run(`wasm-ld${version}`, ['--version'])).code === 0) return `wasm-ld${version}`;
  }
  return null;
}
