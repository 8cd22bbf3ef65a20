// SPDX-License-Identifier: MIT
// Links a program with what it needs of the runtime, which is compiled as the need shows.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compile } from './compile.js';
import { Failure } from './failure.js';
import { definingFiles, foreignNames, missingNames, readDefinitions } from './needed.js';

/** @import { Libc } from './libc.js' */
/** @import { Source } from './runtime.js' */
/** @import { Toolchain } from './toolchain.js' */

/**
 * @param {Toolchain} tools
 * @param {{objects: readonly string[], options: readonly string[], out: string}} program  `options` of the linker
 * @param {{sources: readonly Source[], flags: readonly string[], folder: string, libc: Libc | null}} runtime  `folder`
 *   receives its objects
 * @throws {Failure} with what the linker said
 */
export async function link(tools, { objects, options, out }, { sources, flags, folder, libc }) {
  await mkdir(folder, { recursive: true });
  const memory = join(folder, 'needed.json');
  const definitions = await readDefinitions(sources);
  // In the order of the sources, so that the same program is the same module whatever was found first.
  let needed = await remembered(memory, sources);
  // Link-time optimization could make a call of the C library, so that the linker takes malloc() with all that it needs
  // as soon as it is there: it is not, before somebody asks for it.
  for (const source of definingFiles(foreignNames(definitions), definitions)) needed.delete(source);
  for (const source of definingFiles(['handle_zerobuf', ...(libc === null ? [] : foreignNames(definitions))], definitions)) needed.add(source);
  for (;;) {
    const runtime = await compile(tools, sources.filter((source) => needed.has(source)), { flags, folder });
    const linked = await tools.link([
      '--no-entry', '--error-limit=0', ...options, ...objects, '--start-lib', ...runtime.objects, '--end-lib', ...(libc?.libraries ?? []), '-o', out,
    ]);
    if (linked.code === 0) break;
    const before = needed.size;
    const missing = missingNames(linked.errors);
    for (const source of definingFiles(missing, definitions)) needed.add(source);
    // What nobody seems to define may still be there.
    if (needed.size === before && missing.size > 0 && !missing.has('zb_routes')) needed = new Set(sources);
    if (needed.size === before) throw new Failure(explain(linked.errors));
  }
  await writeFile(memory, JSON.stringify(Array.from(needed, ({ file }) => file)));
}

/**
 * What an earlier build needed: almost always what this one does.
 * @param {string} memory
 * @param {readonly Source[]} sources
 * @returns {Promise<Set<Source>>}
 */
async function remembered(memory, sources) {
  try {
    const files = new Set(JSON.parse(await readFile(memory, 'utf8')));
    return new Set(sources.filter(({ file }) => files.has(file)));
  } catch {
    return new Set();
  }
}

/** @param {string} errors of the linker */
function explain(errors) {
  if (errors.includes('undefined symbol: zb_routes'))
    return `${errors}\nA module names its routes once, at file scope: ZB_ROUTES({"GET", "/", handler});`;
  return errors;
}
