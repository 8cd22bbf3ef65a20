// SPDX-License-Identifier: MIT
// Serves a guest in another runtime than the one that starts it, until its input ends:
//   deno run -A|bun examples/serve.mjs '{"file":"file:///app.wasm","port":0}'      prints its port as a line

import { serve } from '../js/host/serve.js';
import { readExample, readWasm, serveHere } from './start.mjs';

const { file, name, ...options } = JSON.parse(process.argv[2] ?? '{}');
const example = name === undefined ? { samples: [] } : await readExample(name);
const server = await serveHere(serve, await readWasm(new URL(file)), example, options);
console.log(new URL(server.url).port);
process.stdin.resume().on('end', async () => {
  await server.close();
  process.exit(0);
});
