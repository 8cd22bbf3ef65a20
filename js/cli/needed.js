// SPDX-License-Identifier: MIT
// Which files of the runtime a program needs.  Compiling all of it takes a hundred times as long as compiling a small
// program, which links a dozen of them: so the linker says what is missing, and the files that define it are compiled.

import { readFile } from 'node:fs/promises';

/** @import { Source } from './runtime.js' */

/**
 * A definition as the sources write it: a function's name begins a line, after one with its type; of data, the name
 * follows the type.  What only looks like one costs a file that is compiled and not linked.
 */
const DEFINITION = /^(?!static\b)\w[^\n;{}]*\n(\w+)\(|^(?!static\b|extern\b|typedef\b)\w[\w *]*?\b(\w+)(?:\[[^\]\n]*\])*\s*[=;]/gm;

/** The beginning of names that macros put together. */
const PASTED = /\b(zbi?_\w*?)##/g;

/** What linkers say of a missing name: LLVM's, GNU's and Apple's. */
const MISSING = /undefined symbol: (\w+)|symbol exported via --export not found: (\w+)|undefined reference to [`'](\w+)'|"_(\w+)", referenced from/g;

/**
 * @typedef {object} Definitions
 * @property {Map<string, Set<Source>>} names name -> files that define it
 * @property {Map<string, Set<Source>>} beginnings beginning of names -> files that put such names together
 * @property {Map<Source, string>} texts of all files
 */

/**
 * @param {readonly Source[]} sources
 * @returns {Promise<Definitions>}
 */
export async function readDefinitions(sources) {
  /** @type {Definitions} */
  const definitions = { names: new Map(), beginnings: new Map(), texts: new Map() };
  const texts = await Promise.all(sources.map(({ file }) => readFile(file, 'utf8')));
  for (const [i, source] of sources.entries()) {
    const text = /** @type {string} */ (texts[i]);
    definitions.texts.set(source, text);
    for (const [, called, data] of text.matchAll(DEFINITION)) add(definitions.names, /** @type {string} */ (called ?? data), source);
    for (const [, beginning] of text.matchAll(PASTED)) add(definitions.beginnings, /** @type {string} */ (beginning), source);
  }
  return definitions;
}

/** @param {Map<string, Set<Source>>} map @param {string} key @param {Source} source */
function add(map, key, source) {
  const sources = map.get(key);
  if (sources === undefined) map.set(key, new Set([source]));
  else sources.add(source);
}

/**
 * @param {string} errors of the linker
 * @returns {Set<string>}
 */
export function missingNames(errors) {
  return new Set(Array.from(errors.matchAll(MISSING), ([, ...names]) => /** @type {string} */ (names.find((name) => name !== undefined))));
}

/**
 * @param {Iterable<string>} missing names
 * @param {Definitions} definitions
 * @returns {Set<Source>}
 */
export function definingFiles(missing, { names, beginnings, texts }) {
  /** @type {Set<Source>} */
  const found = new Set();
  for (const name of missing) {
    const places = names.get(name) ?? new Set(Array.from(beginnings).flatMap(([beginning, sources]) => (name.startsWith(beginning) ? [...sources] : [])));
    for (const source of places) found.add(source);
    if (places.size > 0) continue;
    // Defined in a way of its own: by a file that speaks of it, or includes a header that does.
    for (const [source, text] of texts) if (new RegExp(`\\b${name}\\b`).test(text)) found.add(source);
  }
  return found;
}

/**
 * Names that are not this library's: of the C library, or of a system.  Where another library defines them, too, the
 * linker would take that one's instead of saying that they are missing.
 * @param {Definitions} definitions
 */
export function foreignNames({ names }) {
  return Array.from(names.keys()).filter((name) => !name.startsWith('zb'));
}
