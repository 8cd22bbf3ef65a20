// SPDX-License-Identifier: MIT
// The C sources that a handler module links: in the npm package under c/, in the repository at its top.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = new URL('../../', import.meta.url);
const ROOT = fileURLToPath(existsSync(new URL('src/guest/guest.h', REPOSITORY)) ? REPOSITORY : new URL('../c/', import.meta.url));

/** Folder of the sources. */
export const RUNTIME = join(ROOT, 'src');

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
    room('core', ['-DZBI_POW10_LAZY']),
    room('simd', ['-msimd128', '-O2']),
    room('sync', []),
    room('guest', ['-DZBI_POW10_LAZY']),
    room('http', []),
    room('durable', []),
    room('bindings', []),
    room('crypto', [], (file) => file.startsWith('native')), // over OpenSSL
    room('files', []),
    // A check for the tests of the heap itself is no part of it.
    room('heap', heap.flags, (file) => heap.without.includes(file) || file === 'general_check.c'),
    room('libc', [], (file) => !libc && file === 'wasi.c'),
  ]);
  return rooms.flat();
}

/** Files of src/guest that know linear memory, or how a host is called: src/testing stands in for them. */
const ABOUT_MODULES = new Set(['await.c', 'call.c', 'concurrent.c', 'instance.c', 'memory.c', 'pages.c', 'pow10.c', 'read.c', 'snapshot.c', 'write.c']);

/**
 * What a native program links that tests handlers.
 * @returns {Promise<{testing: Source[], library: Source[]}>}
 */
export async function testingSources() {
  const testing = await room('testing', []);
  const library = await Promise.all([
    ...['core', 'simd', 'sync', 'http', 'bindings', 'durable'].map((name) => room(name, [])),
    room('guest', [], (file) => ABOUT_MODULES.has(file)),
    room('crypto', [], (file) => file === 'host.c'),
  ]);
  return { testing, library: library.flat() };
}

/**
 * @param {string} name
 * @param {readonly string[]} flags beyond those that all are compiled with
 * @param {(file: string) => boolean} [without]
 * @returns {Promise<Source[]>}
 */
async function room(name, flags, without = () => false) {
  const folder = join(ROOT, 'src', name);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.c') && !without(file));
  return files.sort().map((file) => ({ file: join(folder, file), flags }));
}
