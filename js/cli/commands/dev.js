// SPDX-License-Identifier: MIT

import { watch } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from '../failure.js';
import { needsMiniflare } from '../../host/worker-bindings.js';
import { Front } from '../front.js';
import { readProject } from '../project.js';
import { interrupted, hostOptions, readHost, start } from '../serving.js';
import { explainFrames } from '../symbolize.js';
import { buildOptions, buildProject, BUILD_HELP } from './build.js';

/** @import { Running } from '../serving.js' */
/** @import { Toolchain } from '../toolchain.js' */

export const summary = 'serve, and build anew whenever a file changes';

export const usage = `zerobuf dev [options] [file.c or folder ...]

Builds with --debug and serves on the loopback interface; whenever a file beside the sources changes,
it builds and serves anew on the same port.  Requests wait meanwhile.  What does not compile leaves
the server that was there; where there is none, requests are answered with what the compiler said.
Requests are told, and failures of handlers in full, with the lines of C where llvm-symbolizer is
installed.  What bindings store stays in .zerobuf/state.

      --host HOST    workerd (where the npm package of that name is installed), node, deno or bun;
                     bindings other than "vars" need the npm package miniflare, too
  -p, --port PORT    (8787); 0 takes a free one
      --quiet        do not tell requests

${BUILD_HELP}`;

export const options = {
  ...buildOptions,
  ...hostOptions,
  debug: /** @type {const} */ ({ type: 'boolean', default: true }),
  quiet: /** @type {const} */ ({ type: 'boolean', short: 'q', default: false }),
};

/** Editors write a file in several steps: wait until it is quiet for this long, in milliseconds. */
const QUIET_MS = 30;

/**
 * @param {Parameters<typeof buildProject>[0] & Parameters<typeof readHost>[0] & {quiet: boolean}} values
 * @param {readonly string[]} named
 */
export async function main(values, named) {
  const { host, port: wanted } = readHost(values);
  const stop = interrupted();
  // What is wrong with the project itself may be in a file that nobody watches yet: it ends the command.
  const folders = foldersOf(await readProject('.', named));
  /** @type {{file: string, wasm: Uint8Array} | null} */
  let module = null;
  const explain = (/** @type {string} */ text) => (module === null ? Promise.resolve(text) : explainFrames(text, module));
  const log = inOrder(explain, console.error);
  const { front, port } = await Front.open({ port: wanted, explain, log: values.quiet ? () => {} : inOrder(async (line) => line, console.log) });
  /** @type {Running | null} */
  let server = null;
  /** @type {Toolchain | undefined} */
  let tools;

  const again = async () => {
    const began = performance.now();
    const { project, ...built } = await buildProject(values, named, tools);
    tools = built.tools;
    const took = Math.round(performance.now() - began);
    front.hold();
    module = { file: built.out, wasm: built.wasm };
    try {
      // What is stored lies in files that two servers must not share.
      if (needsMiniflare(project.bindings)) await server?.close();
      const next = await start(project, built, { host, port: 0, development: true, log, persist: resolve('.zerobuf', 'state') });
      front.point({ port: Number(new URL(next.url).port) });
      await server?.close();
      server = next;
    } catch (error) {
      server = null;
      front.point({ broken: /** @type {Error} */ (error).message });
      throw error;
    }
    const all = Math.round(performance.now() - began);
    console.log(`${project.name} on ${host}: http://127.0.0.1:${port}/  (${built.wasm.byteLength} bytes, built in ${took} ms, there after ${all} ms)`);
  };
  const told = (/** @type {unknown} */ error) => {
    const text = error instanceof Error && ('code' in error || error instanceof Failure) ? error.message : String(/** @type {any} */ (error)?.stack ?? error);
    console.error(text);
    if (server === null) front.point({ broken: text });
  };

  await again().catch(told);
  let timer = setTimeout(() => {}, 0);
  /** @type {Promise<unknown>} */
  let running = Promise.resolve();
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(again).catch(told);
    }, QUIET_MS);
  };
  const watchers = folders.map((folder) => watch(folder, changed));
  const settings = watch('.', (_, name) => (name === 'zerobuf.json' ? changed() : undefined));
  console.log('Building anew when a file changes, until Ctrl-C.');
  await stop;
  for (const watcher of [...watchers, settings]) watcher.close();
  clearTimeout(timer);
  await running;
  await front.close();
  await /** @type {Running | null} */ (server)?.close();
}

/** @param {{sources: string[], load: string | null}} project */
function foldersOf({ sources, load }) {
  const files = [...sources, ...(load === null ? [] : [load])];
  return [...new Set(files.map((file) => dirname(resolve(file))))];
}

/**
 * Write texts in the order in which they came, each when it is ready.
 * @param {(text: string) => Promise<string>} prepare
 * @param {(text: string) => void} write
 * @returns {(text: string) => void}
 */
function inOrder(prepare, write) {
  let before = Promise.resolve();
  return (text) => {
    const ready = prepare(text);
    before = before.then(async () => write(await ready));
  };
}
