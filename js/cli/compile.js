// SPDX-License-Identifier: MIT
// Compiles C sources to objects, those alone whose object is older than anything it was made from.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Failure } from './failure.js';

/** @import { Source } from './runtime.js' */
/** @import { Toolchain } from './toolchain.js' */

/**
 * @param {Pick<Toolchain, 'compile' | 'version'>} tools
 * @param {readonly Source[]} sources
 * @param {{flags: readonly string[], folder: string}} how  `folder` receives the objects
 * @returns {Promise<{objects: string[], compiled: number, warnings: string}>} objects in the order of the sources
 * @throws {Failure} with what the compiler said, of all files that do not compile
 */
export async function compile({ compile: compileFile, version }, sources, { flags, folder }) {
  // Objects of another compiler or other options have other names, so that both stay.
  const objects = sources.map((source) => join(folder, `${nameOf(source.file)}-${keyOf([version, ...flags, ...source.flags])}.o`));
  await mkdir(folder, { recursive: true });
  const work = sources.map((source, i) => ({ ...source, object: /** @type {string} */ (objects[i]) }));
  /** When files were written, each asked once. @type {Map<string, Promise<number>>} */
  const times = new Map();
  let compiled = 0;
  let warnings = '';
  /** @type {string[]} */
  const refused = [];
  await Promise.all(Array.from({ length: availableParallelism() }, async () => {
    for (let next = work.pop(); next; next = work.pop()) {
      if (await isFresh(next.object, times)) continue;
      // Renamed when whole: an interrupted compiler must not leave an object that looks fresh.
      const draft = `${next.object}.draft`;
      const { code, errors } = await compileFile([...flags, ...next.flags, '-MD', '-MF', `${next.object}.d`, '-c', next.file, '-o', draft]);
      if (code !== 0) {
        refused.push(errors.trim());
        continue;
      }
      await rename(draft, next.object);
      warnings += errors;
      compiled++;
    }
  }));
  if (refused.length > 0) throw new Failure(`${warnings}${refused.join('\n')}`);
  return { objects, compiled, warnings };
}

/** @param {string} file a name that two files of different folders do not share */
function nameOf(file) {
  return relative(process.cwd(), resolve(file)).replaceAll(/[^\w.-]+/g, '_').replace(/\.c$/, '').slice(-120);
}

/** @param {readonly string[]} words */
function keyOf(words) {
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 12);
}

/**
 * @param {string} object
 * @param {Map<string, Promise<number>>} times
 * @returns {Promise<boolean>} whether it is younger than all that the compiler read for it
 */
async function isFresh(object, times) {
  try {
    const [{ mtimeMs }, rule] = await Promise.all([stat(object), readFile(`${object}.d`, 'utf8')]);
    // A rule of make: "object: source header \" and so on; spaces in names are escaped.
    const inputs = rule.slice(rule.indexOf(': ') + 2).replaceAll('\\\n', ' ').match(/(?:\\ |\S)+/g) ?? [];
    const written = await Promise.all(inputs.map((input) => timeOf(input.replaceAll('\\ ', ' '), times)));
    return written.every((time) => time < mtimeMs);
  } catch {
    return false; // something is not there
  }
}

/** @param {string} file @param {Map<string, Promise<number>>} times */
function timeOf(file, times) {
  const known = times.get(file) ?? stat(file).then(({ mtimeMs }) => mtimeMs);
  times.set(file, known);
  return known;
}
