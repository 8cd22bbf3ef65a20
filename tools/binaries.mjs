// SPDX-License-Identifier: MIT
// Where the pinned runtimes are.

import { fileURLToPath } from 'node:url';

const inModules = (/** @type {string} */ path) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));
const x64 = process.arch === 'x64';

/** @param {number} major */
export const nodeBinary = (major) => inModules(`node${major}-linux-${process.arch}/bin/node`);
export const BUN = inModules(`@oven/bun-linux-${x64 ? 'x64' : 'aarch64'}/bin/bun`);
export const DENO = inModules(`@deno/linux-${x64 ? 'x64' : 'arm64'}-glibc/deno`);
