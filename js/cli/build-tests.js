// SPDX-License-Identifier: MIT
// From a project and its tests to a program of this machine.

import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compile } from './compile.js';
import { Failure } from './failure.js';
import { definingFiles, missingNames, readDefinitions } from './needed.js';
import { INCLUDE, testingSources } from './runtime.js';

/** @import { NativeCompiler } from './native.js' */
/** @import { Project } from './project.js' */

/**
 * @param {NativeCompiler} compiler
 * @param {Project} project
 * @param {readonly string[]} tests C files
 * @param {{sanitize: boolean}} options
 * @returns {Promise<{program: string, warnings: string}>}
 * @throws {Failure} they do not compile or link
 */
export async function buildTests(compiler, project, tests, { sanitize }) {
  const work = join(project.folder, '.zerobuf', 'test');
  const options = ['-std=gnu11', '-g', '-O1', `-I${INCLUDE}`, ...(sanitize ? compiler.sanitize : [])];
  const own = (/** @type {readonly string[]} */ files) => files.map((file) => ({ file, flags: project.flags }));
  const application = await compile(compiler, own([...tests, ...project.sources]), { flags: [...options, '-Wall', '-Wextra'], folder: join(work, 'objects') });
  const { testing, library } = await testingSources();
  const definitions = await readDefinitions(library);
  const needed = new Set(testing);
  const program = join(work, 'handler-test');
  await mkdir(dirname(program), { recursive: true });
  for (;;) {
    const objects = await compile(compiler, [...needed], { flags: options, folder: join(work, 'runtime') });
    // OpenSSL, where the program uses cryptography.
    const libraries = Array.from(needed).some(({ file }) => /crypto.native/.test(file)) ? ['-lm', '-lcrypto'] : ['-lm'];
    const linked = await compiler.compile([...(sanitize ? compiler.sanitize : []), ...application.objects, ...objects.objects, ...libraries, '-o', program]);
    if (linked.code === 0) return { program, warnings: application.warnings };
    const before = needed.size;
    for (const source of definingFiles(missingNames(linked.errors), definitions)) needed.add(source);
    if (needed.size === before) throw new Failure(application.warnings + linked.errors);
  }
}
