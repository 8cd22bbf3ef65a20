// SPDX-License-Identifier: MIT

import { resolve } from 'node:path';
import { interrupted, hostOptions, readHost, start } from '../serving.js';
import { Failure } from '../failure.js';
import { buildOptions, buildProject, BUILD_HELP } from './build.js';

export const summary = 'build, then serve the module until Ctrl-C';

export const usage = `zerobuf serve [options] [file.c or folder ...]

Builds as "zerobuf build" does, with its options, and serves the module on the loopback interface.

      --host HOST    workerd (where the npm package of that name is installed), node, deno or bun;
                     bindings other than "vars" need the npm package miniflare, too
  -p, --port PORT    (8787); 0 takes a free one
      --workers N    with --host node: so many processes share the port
      --persist DIR  keep what bindings store in this folder; else it is gone at the end

${BUILD_HELP}`;

export const options = {
  ...buildOptions,
  ...hostOptions,
  workers: /** @type {const} */ ({ type: 'string' }),
  persist: /** @type {const} */ ({ type: 'string' }),
};

/**
 * @param {Parameters<typeof buildProject>[0] & Parameters<typeof readHost>[0] & {workers?: string, persist?: string}} values
 * @param {readonly string[]} named
 */
export async function main(values, named) {
  const { host, port } = readHost(values);
  const workers = values.workers === undefined ? undefined : Number(values.workers);
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= 1024)) throw new Failure(`--workers takes a number from 1 to 1024, not "${values.workers}".`, 2);
  if (workers !== undefined && host !== 'node') throw new Failure('--workers goes with --host node; other hosts are one process.', 2);
  const stop = interrupted();
  const { project, ...built } = await buildProject(values, named);
  const server = await start(project, built, { host, port, development: false, workers, ...(values.persist !== undefined && { persist: resolve(values.persist) }) });
  console.log(`${project.name} on ${host}: ${server.url}/`);
  const ended = await Promise.race([stop.then(() => false), (server.exited ?? new Promise(() => {})).then(() => true)]);
  if (ended) throw new Failure('The server ended on its own; what it said is above.');
  await server.close();
}
