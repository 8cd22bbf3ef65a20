// SPDX-License-Identifier: MIT
// Where the C sources are that a handler module links: in the npm package under c/, in the repository at its top.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The rooms that a handler may link, with what their files are compiled with beyond what all are. */
const ROOMS = /** @type {const} */ ([
  ['core', []],
  ['simd', ['-msimd128']],
  ['guest', []],
]);

const PACKAGED = new URL('../c/', import.meta.url);
const ROOT = fileURLToPath(existsSync(PACKAGED) ? PACKAGED : new URL('../../', import.meta.url));

/** Folder of the public headers. */
export const INCLUDE = join(ROOT, 'include');

/**
 * @typedef {object} Source
 * @property {string} file
 * @property {readonly string[]} flags
 */

/** @returns {Promise<Source[]>} */
export async function runtimeSources() {
  /** @type {Source[]} */
  const sources = [];
  for (const [room, flags] of ROOMS) {
    const folder = join(ROOT, 'src', room);
    for (const name of (await readdir(folder)).sort()) if (name.endsWith('.c')) sources.push({ file: join(folder, name), flags });
  }
  return sources;
}
