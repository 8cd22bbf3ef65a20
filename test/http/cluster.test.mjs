// SPDX-License-Identifier: MIT
// Servers of several processes, and of other runtimes, as a whole: starting, ending, what happens when a part ends.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { serveCluster } from '../../js/host/cluster.js';
import { fixture, rawConnection, startGuest } from './servers.mjs';

const wasm = new Uint8Array(await readFile(new URL('../../build/wasm/echo.wasm', import.meta.url)));

/** @param {string} url a fresh connection each: the next process takes it */
async function ask(url, target = '/memory') {
  const connection = rawConnection(url);
  connection.write(`GET ${target} HTTP/1.1\r\nhost: a\r\n\r\n`);
  const { status } = await connection.read();
  connection.socket.destroy();
  return status;
}

/** @param {() => boolean | Promise<boolean>} condition that comes true */
async function until(condition) {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('serveCluster()', { timeout: 60_000 }, () => {
  it('serves from several processes, and replaces one that ends', async () => {
    /** @type {string[]} */
    const log = [];
    const server = await serveCluster({ wasm, port: 0, workers: 2, log: (line) => log.push(line) });
    try {
      const before = server.pids();
      assert.equal(new Set(before).size, 2);
      for (let i = 0; i < 10; i++) assert.equal(await ask(server.url), 200);
      assert.equal((await server.memoryBytes()).length, 2);
      process.kill(/** @type {number} */ (before[0]), 'SIGKILL');
      await until(() => !server.pids().includes(/** @type {number} */ (before[0])) && server.pids().length === 2);
      assert.match(log.join('\n'), /^zerobuf: process \d+ ended with SIGKILL\.$/m);
      for (let i = 0; i < 10; i++) assert.equal(await ask(server.url), 200);
      for (const pid of server.pids()) process.kill(pid, 'SIGKILL'); // the port goes with the last one
      await until(() => server.pids().length === 2 && server.pids().every((pid) => !before.includes(pid)));
      await until(() => ask(server.url).then((status) => status === 200, () => false));
    } finally {
      await server.close();
    }
    assert.deepEqual(server.pids(), []);
    await assert.rejects(ask(server.url));
  });

  it('tells a failed start once, and leaves no process behind', async () => {
    const taken = createServer();
    await new Promise((resolve) => taken.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (taken.address());
    try {
      await assert.rejects(serveCluster({ wasm, port, workers: 2, log: assert.fail }), { code: 'ZB_PORT_TAKEN', message: /is taken by another program/ });
    } finally {
      taken.close();
    }
    await assert.rejects(serveCluster({ wasm: await fixture('ill_typed'), port: 0, workers: 2, log: assert.fail }), { code: 'ZB_GUEST_ABI' });
    for (const workers of [0, 1.5, NaN]) await assert.rejects(serveCluster({ wasm, workers }), /workers must be/);
  });
});

for (const host of ['deno', 'bun']) {
  describe(`serve() on ${host}`, { timeout: 60_000 }, () => {
    it('says that the port is taken', async () => {
      const first = await startGuest('echo', host, {});
      try {
        await assert.rejects(startGuest('echo', host, { port: Number(new URL(first.url).port) }), /is taken by another program\. Choose another one/);
      } finally {
        await first.close();
      }
    });

    it('closes although clients stall', async () => {
      const server = await startGuest('waiter', host, {});
      const half = rawConnection(server.url);
      half.write('POST /count HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc');
      assert.equal(await ask(server.url, '/at-once'), 200);
      await server.close();
      await half.closed();
    });
  });
}
