// SPDX-License-Identifier: MIT
// A project: its folder, its C files and what zerobuf.json says about it.

import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Failure } from './failure.js';
import { readSettings } from './settings.js';

/** @import { Bindings } from '../host/worker-bindings.js' */

/**
 * @typedef {object} Project
 * @property {string} folder
 * @property {string} name
 * @property {string[]} sources C files
 * @property {string[]} flags for the compiler
 * @property {string} allocator which malloc is linked: one of ALLOCATOR_NAMES
 * @property {boolean} libc the C files may use the C library
 * @property {string | null} load an ES module that exports `load(buf)`, which makes the data for ZB_INIT
 * @property {Bindings} bindings
 * @property {string | undefined} outbound host:port that gets every request of the worker
 * @property {{maxBodyBytes?: number, maxCalls?: number, maxMemoryBytes?: number}} limits as in GuestOptions
 * @property {Record<string, unknown>} wrangler what wrangler.jsonc is to hold besides
 */

const LIMITS = /** @type {const} */ (['maxBodyBytes', 'maxCalls', 'maxMemoryBytes']);

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
    bindings: settings.bindings ?? {},
    outbound: settings.outbound,
    limits: Object.fromEntries(LIMITS.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]]))),
    wrangler: settings.wrangler ?? {},
  };
}

/**
 * @param {string} path
 * @param {string} place as the user wrote it
 * @returns {Promise<string[]>} the file, or the C files below the folder, in order
 */
export async function cFiles(path, place) {
  try {
    const entries = await readdir(path, { recursive: true });
    return entries.filter((entry) => entry.endsWith('.c')).sort().map((entry) => join(path, entry));
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOTDIR') return [path];
    throw new Failure(code === 'ENOENT' ? `${place} is not there.` : `${place} cannot be read: ${/** @type {Error} */ (error).message}`);
  }
}
