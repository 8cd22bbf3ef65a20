// SPDX-License-Identifier: MIT
// Runs test files on workerd, each in a worker of its own.  The files, the library and the images are its modules, of which
// `node:test` is collector.mjs; all else of Node that the files import is workerd's own.
import { existsSync } from 'node:fs';
import { copyFile, glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runWorkerd } from '../../js/host/workerd.js';
import { ROOT } from './process.mjs';

const COMPATIBILITY_DATE = '2026-11-01';

/** What a worker may import or read, by the paths that it has here. */
const CODE = ['js/core/**/*.js', 'test/{js,json}/*.mjs', 'test/runtimes/{collector,deployed}.mjs'];
const DATA = ['vectors/**/*.{json,bin}', 'test/json/suite/*.json'];
const SHIPPED_WASM = 'js/core/*.wasm';

/** @param {string[]} wasm files, each here as bytes and, in deployed/, compiled */
const workerSource = (wasm) => `import { run } from 'node:test';
import { compileFromDeployed } from './test/runtimes/deployed.mjs';
${wasm.map((file, i) => `import module${i} from './deployed/${file}';\nimport bytes${i} from './${file}';`).join('\n')}
compileFromDeployed([${wasm.map((_, i) => `{ module: module${i}, bytes: bytes${i} }`).join(', ')}]);
export default {
  fetch: async (request) => Response.json(await run(() => import('.' + new URL(request.url).pathname))),
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
    await writeWorkers(folder, files, parameters);
    const server = await runWorkerd(join(folder, 'config.capnp'), { port: 0, log: (line) => said.push(line) });
    try {
      /** @type {import('./runtimes.mjs').Outcome} */
      const outcome = { results: [], diagnostics: [], text: '' };
      for (const file of files) {
        const response = await fetch(`${server.url}/${file}`);
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

/** Modules of build/wasm that a test names. */
async function wasmOfTests() {
  /** @type {Set<string>} */
  const names = new Set();
  for await (const file of glob('test/js/*.mjs', { cwd: ROOT })) {
    for (const [name] of (await readFile(join(ROOT, file), 'utf8')).matchAll(/[\w-]+\.wasm\b/g)) names.add(`build/wasm/${name}`);
  }
  return [...names].filter((file) => existsSync(join(ROOT, file)));
}

/** Sends a request to the worker of the file that it names. */
const ROUTER = `export default {
  fetch: (request, env) => env[new URL(request.url).pathname.slice(1)].fetch(request),
};
`;

/** @param {string} folder @param {string[]} files @param {Record<string, string>} parameters */
async function writeWorkers(folder, files, parameters) {
  /** @type {string[]} */
  const wasm = [];
  const testWasm = await wasmOfTests();
  /** @type {string[]} */
  const modules = ['(name = "worker.js", esModule = embed "worker.js")'];
  for (const pattern of [...CODE, ...DATA, SHIPPED_WASM, ...testWasm]) {
    for await (const file of glob(pattern, { cwd: ROOT })) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await copyFile(join(ROOT, file), join(folder, file));
      const kind = CODE.includes(pattern) ? 'esModule' : 'data';
      const name = file === 'test/runtimes/collector.mjs' ? 'node:test' : file;
      modules.push(`(name = ${JSON.stringify(name)}, ${kind} = embed ${JSON.stringify(file)})`);
      if (!file.endsWith('.wasm')) continue;
      modules.push(`(name = ${JSON.stringify(`deployed/${file}`)}, wasm = embed ${JSON.stringify(file)})`);
      wasm.push(file);
    }
  }
  const parametersBound = Object.entries(parameters).map(([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`);
  await writeFile(join(folder, 'worker.js'), workerSource(wasm));
  await writeFile(join(folder, 'router.js'), ROUTER);
  // The new registry gives modules an import.meta.url, by which the tests find the images.
  await writeFile(join(folder, 'config.capnp'), `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "router", worker = .router),
    ${files.map((file) => `(name = ${JSON.stringify(file)}, worker = .tests)`).join(',\n    ')},
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "router")],
);

const router :Workerd.Worker = (
  compatibilityDate = "${COMPATIBILITY_DATE}",
  modules = [(name = "router.js", esModule = embed "router.js")],
  bindings = [
    ${files.map((file) => `(name = ${JSON.stringify(file)}, service = ${JSON.stringify(file)})`).join(',\n    ')},
  ],
);

const tests :Workerd.Worker = (
  compatibilityDate = "${COMPATIBILITY_DATE}",
  compatibilityFlags = ["new_module_registry"],
  bindings = [${parametersBound.join(', ')}],
  modules = [
    ${modules.join(',\n    ')},
  ],
);
`);
}
