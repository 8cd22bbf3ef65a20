// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { workerModules } from '../../host/worker-source.js';
import { Failure } from '../failure.js';
import { wranglerConfig } from '../wrangler.js';
import { buildOptions, buildProject, BUILD_HELP } from './build.js';

export const summary = 'build, then deploy to Cloudflare Workers by wrangler';

export const usage = `zerobuf deploy [options] [file.c or folder ...]

Builds as "zerobuf build" does, writes a worker and wrangler.jsonc, from zerobuf.json, to
.zerobuf/deploy, and runs "wrangler deploy" there: the wrangler of the project's node_modules, or by npx.
What the field "wrangler" of zerobuf.json holds takes precedence in wrangler.jsonc: ids of resources,
routes, the account.

      --dry-run      let wrangler check and pack the worker, and send nothing

${BUILD_HELP}`;

export const options = { ...buildOptions, 'dry-run': /** @type {const} */ ({ type: 'boolean', default: false }) };

/**
 * @param {Parameters<typeof buildProject>[0] & {'dry-run': boolean}} values
 * @param {readonly string[]} named
 */
export async function main(values, named) {
  const { project, wasm } = await buildProject(values, named);
  if (project.outbound !== undefined) throw new Failure('zerobuf.json has "outbound", which Cloudflare does not: remove it to deploy.');
  const folder = resolve('.zerobuf', 'deploy');
  const configuration = wranglerConfig(project);
  await rm(folder, { recursive: true, force: true });
  const { load, bindings, limits } = project;
  const modules = await workerModules({ wasm, bindings, ...limits, ...(load !== null && { load }) });
  for (const { name, contents } of modules) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), contents);
  }
  await writeFile(join(folder, 'wrangler.jsonc'), `${JSON.stringify(configuration, null, 2)}\n`);
  const bytes = modules.reduce((sum, { contents }) => sum + Buffer.byteLength(contents), 0);
  console.log(`.zerobuf/deploy: worker "${project.name}", ${modules.length} modules, ${bytes} bytes`);
  const code = await runWrangler(['deploy', ...(values['dry-run'] ? ['--dry-run'] : [])], folder);
  if (code !== 0) throw new Failure(`wrangler ended with exit code ${code}; what it said is above.`);
}

/**
 * @param {readonly string[]} args
 * @param {string} folder
 * @returns {Promise<number>}
 */
function runWrangler(args, folder) {
  const own = findWrangler();
  const [program, before] = own === null ? ['npx', ['--yes', 'wrangler']] : [process.execPath, [own]];
  return new Promise((done, fail) => {
    const child = spawn(program, [...before, ...args], { cwd: folder, stdio: 'inherit', env: { WRANGLER_SEND_METRICS: 'false', ...process.env } });
    child.once('error', () => fail(new Failure('There is neither wrangler nor npx: run "npm install --save-dev wrangler".')));
    child.once('close', (code) => done(code ?? 1));
  });
}

/** @returns {string | null} the program of the project's own wrangler, or of the one beside this package */
function findWrangler() {
  for (const from of [resolve('package.json'), import.meta.url]) {
    try {
      const require = createRequire(from);
      const manifest = require.resolve('wrangler/package.json');
      return join(dirname(manifest), require(manifest).bin.wrangler);
    } catch {
      // not there: look further
    }
  }
  return null;
}
