// SPDX-License-Identifier: MIT
// Before the npm package is packed: js/pool/worker.js and what it imports as one file, so that a
// worker starts without the loading of some ninety. What a task's own module may import, too, stays
// apart, since there must be one of it in a thread.
//   node packaging/bundle_worker.mjs [--remove]
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const POOL = fileURLToPath(new URL('../js/pool/', import.meta.url));
const BUNDLE = `${POOL}worker.bundle.js`;
const SHARED = ['buffer-reference', 'call-signal', 'envelope', 'errors', 'task', 'where'].map((name) => `${POOL}${name}.js`);

if (process.argv[2] === '--remove') {
  rmSync(BUNDLE, { force: true });
} else {
  await build({
    entryPoints: [`${POOL}worker.js`], outfile: BUNDLE, bundle: true, format: 'esm', platform: 'neutral', target: 'es2024', legalComments: 'none', logLevel: 'warning',
    banner: { js: '// SPDX-License-Identifier: MIT\n// Made of worker.js and what it imports.' },
    plugins: [{
      name: 'shared',
      setup: ({ onResolve, resolve }) => onResolve({ filter: /^\.{1,2}\// }, async ({ path, pluginData, ...from }) => {
        if (pluginData === 'resolving') return undefined;
        const resolved = await resolve(path, { ...from, pluginData: 'resolving' });
        return SHARED.includes(resolved.path) ? { path: `./${resolved.path.slice(POOL.length)}`, external: true } : resolved;
      }),
    }],
  });
}
