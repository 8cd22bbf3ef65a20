// SPDX-License-Identifier: MIT
// A process of serveCluster(): told what to serve, and when to end, by messages.

import { pathToFileURL } from 'node:url';
import { serve } from './node.js';

/** @import { Server } from './node.js' */

/** @param {unknown} message */
const say = (message) => process.send?.(message);

/** @type {Server | undefined} */
let server;
let closing = false;

process.on('message', async (/** @type {any} */ message) => {
  if (message === 'memory') say({ memoryBytes: server?.memoryBytes() ?? 0 });
  else if (message === 'close') await close();
  else await begin(message);
});

// The process that started this one is gone.
process.on('disconnect', close);

// Ctrl-C in a terminal reaches all processes; the first one decides.
process.on('SIGINT', () => {});

async function close() {
  closing = true;
  await server?.close();
  process.exit(0);
}

/** @param {import('./worker-source.js').App & {port: number, hostname: string}} app */
async function begin({ wasm, load, data, ...options }) {
  try {
    const loader = load === undefined ? null : await import(/^[a-z]+:\/\//.test(String(load)) ? String(load) : pathToFileURL(String(load)).href);
    server = await serve(await WebAssembly.compile(/** @type {BufferSource} */ (wasm)), {
      ...options,
      log: (line) => say({ log: line }),
      ...(loader && { load: (/** @type {unknown} */ buf) => loader.load(buf, data) }),
    });
    if (closing) await close();
    say({ port: Number(new URL(server.url).port) });
  } catch (error) {
    const { code = 'ZB_GUEST_START', message = String(error) } = /** @type {{code?: string, message?: string}} */ (error);
    say({ failed: { code, message } });
    process.exitCode = 1;
    process.disconnect();
  }
}
