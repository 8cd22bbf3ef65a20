// SPDX-License-Identifier: MIT
// Runs test files on workerd: the files, the library and the images are modules of one worker, in which
// `node:test` is collector.mjs; all else of Node that the files import is workerd's own.
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { glob } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runWorkerd } from '../../js/host/workerd.js';
import { ROOT } from './process.mjs';

const COMPATIBILITY_DATE = '2026-11-01';

/** What a worker may import or read, by the paths that it has here. */
const CODE = ['js/core/**/*.js', 'test/js/*.mjs', 'test/runtimes/collector.mjs', 'js/**/*.wasm'];
const DATA = ['vectors/**/*.{json,bin}', 'test/json/suite/*.json'];

const WORKER = `import { run } from 'node:test';
export default {
  async fetch(request) {
    const file = new URL(request.url).searchParams.get('file');
    return Response.json(await run(() => import('./' + file)));
  },
};
`;

/**
 * @param {string[]} files from the root of the project
 * @param {Record<string, string>} parameters seen by the tests as process.env
 * @returns {Promise<import('./runtimes.mjs').Outcome>}
 */
export async function runOnWorkerd(files, parameters) {
  const folder = await mkdtemp(join(tmpdir(), 'zerobuf-tests-'));
  /** @type {string[]} */
  const said = [];
  try {
    await writeWorker(folder, parameters);
    const server = await runWorkerd(join(folder, 'config.capnp'), { port: 0, log: (line) => said.push(line) });
    try {
      /** @type {import('./runtimes.mjs').Outcome} */
      const outcome = { results: [], diagnostics: [], text: '' };
      for (const file of files) {
        // One request, one file: a worker that dies in it says so here.
        const response = await fetch(`${server.url}/?file=${file}`);
        const body = await response.text();
        if (!response.ok) {
          outcome.results.push({ file, name: 'the worker answers', status: 'failed', reason: `${response.status} ${body}` });
          continue;
        }
        const { results, diagnostics } = JSON.parse(body);
        outcome.results.push(...results.map((result) => ({ ...result, file })));
        outcome.diagnostics.push(...diagnostics);
      }
      return { ...outcome, text: said.join('\n') };
    } finally {
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {Record<string, string>} parameters */
async function writeWorker(folder, parameters) {
  /** @type {string[]} */
  const modules = ['(name = "worker.js", esModule = embed "worker.js")'];
  for (const pattern of [...CODE, ...DATA]) {
    for await (const file of glob(pattern, { cwd: ROOT })) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await copyFile(join(ROOT, file), join(folder, file));
      const kind = DATA.includes(pattern) ? 'data' : file.endsWith('.wasm') ? 'wasm' : 'esModule';
      const name = file === 'test/runtimes/collector.mjs' ? 'node:test' : file;
      modules.push(`(name = ${JSON.stringify(name)}, ${kind} = embed ${JSON.stringify(file)})`);
    }
  }
  const bindings = Object.entries(parameters).map(([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`);
  await writeFile(join(folder, 'worker.js'), WORKER);
  // The new registry gives modules an import.meta.url, by which the tests find the images.
  await writeFile(join(folder, 'config.capnp'), `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const main :Workerd.Worker = (
  compatibilityDate = "${COMPATIBILITY_DATE}",
  compatibilityFlags = ["new_module_registry"],
  bindings = [${bindings.join(', ')}],
  modules = [
    ${modules.join(',\n    ')},
  ],
);
`);
}
