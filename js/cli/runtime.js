// SPDX-License-Identifier: MIT
// The C sources that a handler module links: in the npm package under c/, in the repository at its top.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = new URL('../../', import.meta.url);
const ROOT = fileURLToPath(existsSync(new URL('src/guest/guest.h', REPOSITORY)) ? REPOSITORY : new URL('../c/', import.meta.url));

/** Folder of the public headers. */
export const INCLUDE = join(ROOT, 'include');

/** A way to link malloc -> the files that the other way has in their place, and what the common ones are told. */
const ALLOCATORS = {
  general: { without: ['bump.c'], flags: ['-O2'] },
  bump: { without: ['general.c', 'bins.c'], flags: ['-O2', '-DZBI_HEAP_BUMP'] },
};

export const ALLOCATOR_NAMES = Object.keys(ALLOCATORS);

/**
 * @typedef {object} Source
 * @property {string} file
 * @property {readonly string[]} flags
 */

/**
 * @param {{allocator: string, libc: boolean}} choice  `allocator` is one of ALLOCATOR_NAMES
 * @returns {Promise<Source[]>}
 */
export async function runtimeSources({ allocator, libc }) {
  const heap = ALLOCATORS[/** @type {keyof ALLOCATORS} */ (allocator)];
  const rooms = await Promise.all([
    room('core', []),
    room('simd', ['-msimd128', '-O2']),
    room('guest', []),
    room('http', []),
    room('durable', []),
    room('bindings', []),
    // A check for the tests of the heap itself is no part of it.
    room('heap', heap.flags, [...heap.without, 'general_check.c']),
    room('libc', [], libc ? [] : ['wasi.c']),
  ]);
  return rooms.flat();
}

/**
 * @param {string} name
 * @param {readonly string[]} flags beyond those that all are compiled with
 * @param {readonly string[]} [without]
 * @returns {Promise<Source[]>}
 */
async function room(name, flags, without = []) {
  const folder = join(ROOT, 'src', name);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.c') && !without.includes(file));
  return files.sort().map((file) => ({ file: join(folder, file), flags }));
}
