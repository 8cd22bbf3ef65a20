// SPDX-License-Identifier: MIT
// In a copy of js/ that becomes the npm package: pool/worker.js and what it imports as one file, so
// that a worker starts without the loading of some ninety. What a task's own module may import, too,
// stays apart, since there must be one of it in a thread.
//   node packaging/bundle_worker.mjs folder-of-the-copy
import { realpathSync } from 'node:fs';
import { build } from 'esbuild';

const POOL = `${realpathSync(process.argv[2] ?? '.')}/pool/`;
const SHARED = ['buffer-reference', 'call-signal', 'envelope', 'errors', 'task', 'where'].map((name) => `${POOL}${name}.js`);

await build({
  entryPoints: [`${POOL}worker.js`], outfile: `${POOL}worker.bundle.js`, bundle: true, format: 'esm', platform: 'neutral', target: 'es2024', legalComments: 'none', logLevel: 'warning',
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
