// SPDX-License-Identifier: MIT
// Guests on workerd with miniflare's local bindings, and where requests of workers go.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serveMiniflare } from '../../js/host/miniflare.js';
import { serveWorkerd } from '../../js/host/workerd.js';

const wasm = new Uint8Array(await readFile(new URL('../../build/wasm/caller.wasm', import.meta.url)));
const hello = new Uint8Array(await readFile(new URL('../../build/wasm/hello.wasm', import.meta.url)));
const log = () => {};

/** @param {string} url @param {RequestInit} [init] */
const text = async (url, init) => (await fetch(url, init)).text();

describe('a guest with bindings', { timeout: 120_000 }, () => {
  it('keeps what it stores in the folder that was named, and its port when another module takes its place', async () => {
    const persist = await mkdtemp(join(tmpdir(), 'zerobuf-state-'));
    const bindings = { kv: ['STORE'], vars: { NAMES: { first: 'Ada' } } };
    try {
      const server = await serveMiniflare({ wasm, port: 0, log, persist, bindings });
      try {
        assert.equal(await text(`${server.url}/store?key=a`, { method: 'POST', body: 'kept' }), '"kept"');
        assert.equal(await text(`${server.url}/property?binding=NAMES&property=first`), '"Ada"');
        await server.reload({ wasm: hello, bindings });
        assert.equal(await text(`${server.url}/`), 'Hello from C\n');
        assert.equal(await (await server.mf.getKVNamespace('STORE')).get('a'), 'kept');
      } finally {
        await server.close();
      }
      const later = await serveMiniflare({ wasm, port: 0, log, persist, bindings });
      try {
        assert.equal(await (await later.mf.getKVNamespace('STORE')).get('a'), 'kept');
      } finally {
        await later.close();
      }
    } finally {
      await rm(persist, { recursive: true });
    }
  });

  it('is refused on a port that is taken, and when its worker does not start', async () => {
    const other = createServer();
    await new Promise((resolve) => other.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (other.address());
    try {
      await assert.rejects(serveMiniflare({ wasm: hello, port, log, bindings: { kv: ['KV'] } }), { code: 'ZB_PORT_TAKEN' });
    } finally {
      other.close();
    }
    const bindings = { services: { OTHER: 'nobody' } };
    await assert.rejects(serveMiniflare({ wasm: hello, port: 0, log, bindings }), { code: 'ZB_MINIFLARE', message: /does not start.*nobody/s });
  });
});

describe('requests of a worker', { timeout: 120_000 }, () => {
  /** @type {string[]} */
  const seen = [];
  const upstream = createServer((request, response) => {
    seen.push(`${request.method} ${request.headers.host} ${request.url}`);
    response.writeHead(200, { 'x-answer': 'yes' }).end('from upstream');
  });
  before(() => new Promise((resolve) => upstream.listen(0, '127.0.0.1', () => resolve(undefined))));
  after(() => {
    upstream.closeAllConnections();
    upstream.close();
  });
  const launch = { workerd: serveWorkerd, miniflare: serveMiniflare };

  for (const [host, serve] of Object.entries(launch)) {
    it(`all go to "outbound", whatever their scheme and host: ${host}`, async () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (upstream.address());
      const server = await serve({ wasm, port: 0, log, outbound: `127.0.0.1:${port}` });
      try {
        seen.length = 0;
        for (const url of ['http://news.example/a?b=c', 'https://news.example:8443/d'])
          assert.equal(await text(`${server.url}/fetch?url=${encodeURIComponent(url)}`), '200 yes from upstream');
        assert.deepEqual(seen, ['PUT news.example /a?b=c', 'PUT news.example:8443 /d']);
      } finally {
        await server.close();
      }
    });
  }
});
