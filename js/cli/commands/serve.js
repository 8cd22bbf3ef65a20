// SPDX-License-Identifier: MIT

import { interrupted, hostOptions, readHost, start } from '../serving.js';
import { Failure } from '../failure.js';
import { buildOptions, buildProject } from './build.js';

export const summary = 'build, then serve the module until Ctrl-C';

export const usage = `zerobuf serve [options] [file.c or folder ...]

Builds as "zerobuf build" does, with its options, and serves the module on the loopback interface.

      --host HOST    workerd or node (workerd where the npm package of that name is installed)
  -p, --port PORT    (8787); 0 takes a free one`;

export const options = { ...buildOptions, ...hostOptions };

/**
 * @param {Parameters<typeof buildProject>[0] & Parameters<typeof readHost>[0]} values
 * @param {readonly string[]} named
 */
export async function main(values, named) {
  const { host, port } = readHost(values);
  const stop = interrupted();
  const { project, ...built } = await buildProject(values, named);
  const server = await start(project, built, { host, port, development: false });
  console.log(`${project.name} on ${host}: ${server.url}/`);
  const ended = await Promise.race([stop.then(() => false), (server.exited ?? new Promise(() => {})).then(() => true)]);
  if (ended) throw new Failure('The server ended on its own; what it said is above.');
  await server.close();
}
