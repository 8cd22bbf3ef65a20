// SPDX-License-Identifier: MIT
// Frames of a module's stack, told as C: "depth at src/hello.c:12".

import { relative } from 'node:path';
import { run } from './process.js';
import { codeStart } from './sections.js';

/** @typedef {{FunctionName: string, FileName: string, Line: number}} Place as llvm-symbolizer writes it */

/** What V8 writes of a frame; the module's name may stand before that of the function. */
const FRAME = /at (?:async )?(?:\S*?\.)?([\w$]+) \(wasm:\/\/[^)]*:wasm-function\[\d+\]:(0x[0-9a-f]+)\)/;

const SYMBOLIZERS = ['llvm-symbolizer', ...[19, 22, 21, 20, 18, 17, 16].map((version) => `llvm-symbolizer-${version}`)];

/** @type {Promise<string | null> | null} */
let symbolizer = null;

/** @returns {Promise<string | null>} a program that reads DWARF of modules */
async function findSymbolizer() {
  for (const name of SYMBOLIZERS) if ((await run(name, ['--version'])).code === 0) return name;
  return null;
}

/**
 * @param {string} text that may hold frames, each in a line of its own
 * @param {{file: string, wasm: Uint8Array}} module  `file` holds the module with its DWARF
 * @returns {Promise<string>} frames with the C files and lines that they stand for, where that can be found out; functions'
 *   names alone where not
 */
export async function explainFrames(text, { file, wasm }) {
  const lines = text.split('\n');
  const frames = lines.map((line) => FRAME.exec(line));
  const base = codeStart(wasm);
  const addresses = frames.flatMap((frame) => (frame === null ? [] : [`0x${(Number(frame[2]) - base).toString(16)}`]));
  if (addresses.length === 0) return text;
  symbolizer ??= findSymbolizer();
  const places = await placesOf(await symbolizer, file, addresses);
  let next = 0;
  return lines.map((line, i) => {
    const frame = frames[i];
    if (frame === null || frame === undefined) return line;
    return `    at ${describe(/** @type {string} */ (frame[1]), places[next++] ?? [])}`;
  }).join('\n');
}

/**
 * @param {string | null} program
 * @param {string} file
 * @param {readonly string[]} addresses offsets into the code
 * @returns {Promise<Place[][]>} of each address, the innermost of the functions that were inlined there first
 */
async function placesOf(program, file, addresses) {
  if (program === null) return [];
  const { code, output } = await run(program, [`--obj=${file}`, '--output-style=JSON', '--inlines', ...addresses]);
  if (code !== 0) return [];
  try {
    return JSON.parse(output).map((/** @type {{Symbol?: Place[]}} */ { Symbol: symbol }) => symbol ?? []);
  } catch {
    return [];
  }
}

/**
 * @param {string} name of the function, as the module says
 * @param {Place[]} places
 */
function describe(name, places) {
  // Where the linker chose one of two definitions, the lines of the other one may stand here: the name tells.
  if (places.at(-1)?.FunctionName !== name) return name;
  return places.map(({ FunctionName, FileName, Line }) => `${FunctionName} (${shorten(FileName)}:${Line})`).join(', inlined into ');
}

/** @param {string} file */
function shorten(file) {
  const path = relative('.', file);
  if (!path.startsWith('..')) return path;
  return file.replace(/^.*\/(src|include)\//, '<zerobuf>/$1/');
}
