// SPDX-License-Identifier: MIT
// A guest behind the HTTP server of Deno or Bun, by way of createHandler():
//   deno run -A|bun test/http/serve-fetch.mjs FILE.wasm '{"maxBodyBytes":1000}'      prints its port as a line

import { readFileSync } from 'node:fs';
import { createHandler } from '../../js/host/fetch.js';

const [, , file = '', options = '{}'] = process.argv;
const handler = createHandler(new WebAssembly.Module(readFileSync(file)), { ...JSON.parse(options), trustContentLength: true });
const { Deno, Bun } = /** @type {any} */ (globalThis);
const server = Deno
  ? Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: (/** @type {{port: number}} */ { port }) => console.log(port) }, handler)
  : Bun.serve({ port: 0, hostname: '127.0.0.1', maxRequestBodySize: 2 ** 40, idleTimeout: 60, fetch: handler });
if (!Deno) console.log(server.port);
