// SPDX-License-Identifier: MIT

import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../failure.js';

const TEMPLATES = fileURLToPath(new URL('../templates/', import.meta.url));

export const summary = 'start a project from a template';

export const usage = `zerobuf init [options] <folder>

Writes a project into a folder, which is made when it is not there.  Files that are there are never
written over.

  -t, --template NAME   hello (default)   one route
                        api               a small JSON service
                        durable-object    a counter for each name, in SQL storage of its own
                        websocket         chat rooms: Durable Objects that sleep with open sockets

Templates with bindings are served by workerd: install the npm packages workerd and miniflare.`;

export const options = /** @type {const} */ ({ template: { type: 'string', short: 't', default: 'hello' } });

/**
 * @param {{template: string}} values
 * @param {readonly string[]} named
 */
export async function main({ template }, named) {
  const [folder] = named;
  if (folder === undefined || named.length > 1) throw new Failure('Name one folder: zerobuf init my-worker', 2);
  const templates = (await readdir(TEMPLATES)).sort();
  if (!templates.includes(template)) throw new Failure(`There is no template "${template}"; there are ${templates.join(', ')}.`, 2);

  const name = basename(resolve(folder));
  const from = join(TEMPLATES, template);
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => relative(from, join(entry.parentPath, entry.name)));
  const written = ['zerobuf.json', ...files.filter((file) => file !== 'zerobuf.json')];
  for (const file of written) {
    if (await stat(join(folder, file)).then(() => true, () => false))
      throw new Failure(`${join(folder, file)} is there already: choose another folder, or remove it.`);
  }
  await mkdir(folder, { recursive: true });
  const settings = files.includes('zerobuf.json') ? JSON.parse(await readFile(join(from, 'zerobuf.json'), 'utf8')) : { sources: ['src'] };
  await writeFile(join(folder, 'zerobuf.json'), `${JSON.stringify({ name, ...settings }, null, 2)}\n`, { flag: 'wx' });
  for (const file of written.slice(1)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await copyFile(join(from, file), join(folder, file), constants.COPYFILE_EXCL);
  }
  const ignore = join(folder, '.gitignore');
  const ignored = await readFile(ignore, 'utf8').catch(() => '');
  if (!ignored.split('\n').includes('.zerobuf/')) await writeFile(ignore, `${ignored}.zerobuf/\n`);
  console.log(`${folder}: ${written.join(', ')}\nNext: cd ${folder} && zerobuf dev`);
}
