// SPDX-License-Identifier: MIT
// The clang of the npm package @yowasp/clang, which is WebAssembly itself and sees no file but those it is given.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INCLUDE, RUNTIME } from './runtime.js';

/** @import { Ended } from './process.js' */
/** @import { Toolchain } from './toolchain.js' */

/** A folder of files, as the package takes and gives them. @typedef {{[name: string]: Tree | string | Uint8Array}} Tree */

/** Files of this machine lie here, beside what the package has of its own. */
const MOUNT = '/host';

/** What C files may include. */
const TEXTS = /\.(c|h|inc|def)$/;

/** Folders of a project that hold no sources. */
const ELSEWHERE = new Set(['node_modules', '.zerobuf', '.git']);

/** @returns {Promise<Pick<Toolchain, 'version' | 'compile' | 'link'> | null>} null where the package is not installed */
export async function findNpmClang() {
  const entry = locate();
  if (entry === null) return null;
  const { commands, Exit, version } = await import(pathToFileURL(entry).href);
  // It is one program, run one call at a time.  The first one loads it, without the progress that clang's would print.
  let turn = callTool(commands['wasm-ld'], Exit, ['--version'], [], {});
  /** @param {string} command @param {readonly string[]} args @param {readonly string[]} inputs @param {Tree} files */
  const call = (command, args, inputs, files) => {
    turn = turn.then(() => callTool(commands[command], Exit, args, inputs, files));
    return turn;
  };
  return {
    version: `@yowasp/clang ${version}`,
    compile: async (args) => call('clang', ['-ffile-prefix-map=/host=', ...args], [], await sources(args)),
    link: async (args) => call('wasm-ld', args, args.filter((arg) => /\.(o|a)$/.test(arg)), {}),
  };
}

/** @returns {string | null} */
function locate() {
  for (const from of [resolve('package.json'), import.meta.url]) {
    try {
      return createRequire(from).resolve('@yowasp/clang');
    } catch {
      // not there: look further
    }
  }
  return null;
}

/**
 * @param {(args: string[], files: Tree, options: object) => Promise<Tree>} tool
 * @param {new () => Error & {code: number, files: Tree}} Exit
 * @param {readonly string[]} args
 * @param {readonly string[]} inputs files that it reads, by their paths here
 * @param {Tree} files more of them
 * @returns {Promise<Ended>}
 */
async function callTool(tool, Exit, args, inputs, files) {
  for (const input of inputs) put(files, input, await readFile(input));
  const outputs = args.flatMap((arg, i) => (args[i - 1] === '-o' || args[i - 1] === '-MF' ? [arg] : []));
  for (const output of outputs) put(files, join(output, '..', '.folder'), '');
  let said = '';
  let errors = '';
  const decoder = new TextDecoder();
  const text = (/** @type {Uint8Array | null} */ bytes) => (bytes === null ? '' : decoder.decode(bytes));
  const options = {
    stdout: (/** @type {Uint8Array | null} */ bytes) => { said += text(bytes); },
    stderr: (/** @type {Uint8Array | null} */ bytes) => { errors += text(bytes); },
    fetchProgress: () => {},
  };
  const here = (/** @type {string} */ message) => message.replaceAll(`${MOUNT}/`, '/');
  try {
    const made = await tool(args.map(mounted), { host: files }, options);
    for (const output of outputs) {
      const content = at(made, output);
      await writeFile(output, typeof content === 'string' ? here(content) : /** @type {Uint8Array} */ (content));
    }
    return { code: 0, output: said, errors: here(errors) };
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    return { code: error.code, output: said, errors: here(errors) };
  }
}

/**
 * @param {string} arg
 * @param {number} i
 * @param {readonly string[]} args
 */
function mounted(arg, i, args) {
  if (arg.startsWith('-I')) return `-I${MOUNT}${resolve(arg.slice(2))}`;
  const isFile = ['-o', '-MF', '-c', '-isystem'].includes(args[i - 1] ?? '') || (/\.(c|o|a)$/.test(arg) && !arg.startsWith('-'));
  return isFile ? `${MOUNT}${resolve(arg)}` : arg;
}

/** @param {Tree} files @param {string} path here @param {string | Uint8Array} content */
function put(files, path, content) {
  const names = resolve(path).split('/').slice(1);
  const last = /** @type {string} */ (names.pop());
  let folder = files;
  for (const name of names) folder = /** @type {Tree} */ (folder[name] ??= {});
  folder[last] = content;
}

/** @param {Tree} made @param {string} path here */
function at(made, path) {
  /** @type {any} */
  let found = made.host;
  for (const name of resolve(path).split('/').slice(1)) found = found?.[name];
  return found;
}

/** Texts of this library, which do not change. @type {Promise<[string, string][]> | null} */
let library = null;

/**
 * All that the compiler may read.
 * @param {readonly string[]} args
 * @returns {Promise<Tree>}
 */
async function sources(args) {
  library ??= Promise.all([texts(INCLUDE), texts(RUNTIME)]).then((all) => all.flat());
  const folders = new Set(['.', ...args.filter((arg) => arg.startsWith('-I')).map((arg) => arg.slice(2))].map((folder) => resolve(folder)));
  folders.delete(INCLUDE);
  const own = (await Promise.all(Array.from(folders, (folder) => texts(folder)))).flat();
  /** @type {Tree} */
  const files = {};
  for (const [file, text] of [...(await library), ...own]) put(files, file, text);
  for (const arg of args) if (arg.endsWith('.c')) put(files, arg, await readFile(arg, 'utf8'));
  return files;
}

/**
 * @param {string} folder
 * @returns {Promise<[file: string, text: string][]>}
 */
async function texts(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ELSEWHERE.has(entry.name) ? [] : texts(path);
    return TEXTS.test(entry.name) ? [/** @type {[string, string]} */ ([path, await readFile(path, 'utf8')])] : [];
  }));
  return found.flat();
}
