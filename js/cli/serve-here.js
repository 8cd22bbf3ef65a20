// SPDX-License-Identifier: MIT
// Serves a module in another runtime than the command's own, until its input ends:
//   deno run -A|bun serve-here.js '{"file": "app.wasm", "load": null, "options": {"port": 0}}'      prints its address

import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { serve } from '../host/serve.js';

const { file, load, options } = JSON.parse(process.argv[2] ?? '{}');
const loader = load === null ? null : await import(pathToFileURL(load).href);
try {
  const server = await serve(await WebAssembly.compile(await readFile(file)), { ...options, ...(loader && { load: loader.load }) });
  console.log(server.url);
  process.stdin.resume().on('end', async () => {
    await server.close();
    process.exit(0);
  });
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}
