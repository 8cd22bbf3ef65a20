// SPDX-License-Identifier: MIT

import { watch } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from '../failure.js';
import { interrupted, hostOptions, readHost, start } from '../serving.js';
import { buildOptions, buildProject } from './build.js';

/** @import { Running } from '../serving.js' */
/** @import { Toolchain } from '../toolchain.js' */

export const summary = 'serve, and build anew whenever a file changes';

export const usage = `zerobuf dev [options] [file.c or folder ...]

As "zerobuf serve --debug", with failures of handlers told in full to the client; whenever a file
beside the sources changes, it builds and serves anew on the same port.  What does not compile leaves
the server that was there.`;

export const options = { ...buildOptions, ...hostOptions, debug: /** @type {const} */ ({ type: 'boolean', default: true }) };

/** Editors write a file in several steps: wait until it is quiet for this long, in milliseconds. */
const QUIET_MS = 30;

/**
 * @param {Parameters<typeof buildProject>[0] & Parameters<typeof readHost>[0]} values
 * @param {readonly string[]} named
 */
export async function main(values, named) {
  const { host, port: wanted } = readHost(values);
  const stop = interrupted();
  let port = wanted;
  /** @type {Running | null} */
  let server = null;
  /** @type {Toolchain | undefined} */
  let tools;

  /** @returns {Promise<readonly string[]>} folders to watch; those of before, when the project is broken */
  const again = async () => {
    const began = performance.now();
    const { project, ...built } = await buildProject(values, named, tools);
    tools = built.tools;
    const took = Math.round(performance.now() - began);
    await server?.close();
    server = null;
    server = await start(project, built, { host, port, development: true });
    port = Number(new URL(server.url).port);
    console.log(`${project.name} on ${host}: ${server.url}/  (${built.wasm.byteLength} bytes, built in ${took} ms)`);
    const files = [...project.sources, ...(project.load === null ? [] : [project.load])];
    return [...new Set(files.map((file) => dirname(resolve(file))))];
  };

  // What is wrong at the start may be in a file that nobody watches yet: it ends the command.
  const folders = await again();
  let timer = setTimeout(() => {}, 0);
  /** @type {Promise<unknown>} */
  let running = Promise.resolve();
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(again).catch((error) => console.error(error instanceof Failure ? error.message : error));
    }, QUIET_MS);
  };
  const watchers = folders.map((folder) => watch(folder, changed));
  console.log('Building anew when a file changes, until Ctrl-C.');
  await stop;
  for (const watcher of watchers) watcher.close();
  clearTimeout(timer);
  await running;
  await /** @type {Running | null} */ (server)?.close();
}
