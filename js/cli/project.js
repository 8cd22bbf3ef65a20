// SPDX-License-Identifier: MIT
// What a project says about itself in zerobuf.json, which it may do without.

import { readFile, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Failure } from './failure.js';
import { ALLOCATOR_NAMES } from './runtime.js';

/**
 * @typedef {object} Project
 * @property {string} folder
 * @property {string} name
 * @property {string[]} sources C files
 * @property {string[]} flags for the compiler
 * @property {string} allocator which malloc is linked: one of ALLOCATOR_NAMES
 * @property {boolean} libc the C files may use the C library
 * @property {string | null} load an ES module that exports `load(buf)`, which makes the data for ZB_INIT
 */

/** Name of a field -> what its value must be. @type {Record<string, [string, (value: unknown) => boolean]>} */
const FIELDS = {
  $schema: ['a string', isString],
  name: ['a string', isString],
  sources: ['an array of files or folders', isStrings],
  flags: ['an array of compiler options', isStrings],
  allocator: [ALLOCATOR_NAMES.map((name) => `"${name}"`).join(' or '), (value) => ALLOCATOR_NAMES.includes(/** @type {string} */ (value))],
  libc: ['true or false', (value) => typeof value === 'boolean'],
  load: ['the path of a JavaScript module', isString],
};

/**
 * @param {string} folder
 * @param {readonly string[]} named C files or folders, which take the place of those in zerobuf.json
 * @returns {Promise<Project>}
 * @throws {Failure} it cannot be read, or has no C file
 */
export async function readProject(folder, named = []) {
  const settings = await readSettings(join(folder, 'zerobuf.json'));
  const places = named.length > 0 ? named : (settings.sources ?? ['src']);
  const sources = (await Promise.all(places.map((place) => cFiles(resolve(folder, place), place)))).flat();
  if (sources.length === 0) {
    throw new Failure(`There is no C file in ${places.join(', ')}. Write one, name others on the command line or in zerobuf.json ("sources"), or start with "zerobuf init".`);
  }
  return {
    folder,
    name: settings.name ?? basename(resolve(folder)),
    sources,
    flags: settings.flags ?? [],
    allocator: settings.allocator ?? 'general',
    libc: settings.libc ?? false,
    load: settings.load === undefined ? null : resolve(folder, settings.load),
  };
}

/**
 * @param {string} file
 * @returns {Promise<{name?: string, sources?: string[], flags?: string[], allocator?: string, libc?: boolean, load?: string}>}
 */
async function readSettings(file) {
  let text;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return {};
    throw new Failure(`${file} cannot be read: ${/** @type {Error} */ (error).message}`);
  }
  let settings;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    throw new Failure(`${file} is not JSON: ${/** @type {Error} */ (error).message}`);
  }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) throw new Failure(`${file} must hold an object.`);
  for (const [name, value] of Object.entries(settings)) {
    const [what, holds] = (Object.hasOwn(FIELDS, name) && FIELDS[name]) || [];
    if (holds === undefined) throw new Failure(`${file} has a field "${name}", which means nothing; there are ${Object.keys(FIELDS).join(', ')}.`);
    if (!holds(value)) throw new Failure(`${file}: "${name}" must be ${what}.`);
  }
  return settings;
}

/**
 * @param {string} path
 * @param {string} place as the user wrote it
 * @returns {Promise<string[]>} the file, or the C files below the folder, in order
 */
async function cFiles(path, place) {
  try {
    const entries = await readdir(path, { recursive: true });
    return entries.filter((entry) => entry.endsWith('.c')).sort().map((entry) => join(path, entry));
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOTDIR') return [path];
    throw new Failure(code === 'ENOENT' ? `${place} is not there.` : `${place} cannot be read: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {unknown} value */
function isString(value) {
  return typeof value === 'string' && value !== '';
}

/** @param {unknown} value */
function isStrings(value) {
  return Array.isArray(value) && value.every(isString);
}
