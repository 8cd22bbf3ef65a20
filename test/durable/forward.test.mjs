// SPDX-License-Identifier: MIT
// Responses that a handler passes on: on Node, and on what speaks Request and Response.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createHandler } from '../../js/host/fetch.js';
import { serve } from '../../js/host/node.js';
import { guestBytes } from './support.mjs';

const module = await WebAssembly.compile(await guestBytes('room'));
const TEXT = 'upstream '.repeat(20_000);

describe('a response that is passed on', { timeout: 60_000 }, () => {
  /** @type {import('node:http').Server} */
  let upstream;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let node;
  let url = '';
  before(async () => {
    upstream = createServer(({ url: path }, response) => {
      if (path === '/empty') return response.writeHead(204).end();
      if (path === '/broken') {
        response.writeHead(200, { 'content-length': 1000 }).write('half');
        return setImmediate(() => response.destroy());
      }
      response.writeHead(418, { 'content-encoding': 'gzip', 'x-own': 'yes', 'set-cookie': ['a=1', 'b=2'], 'content-type': 'text/plain' });
      return response.end(gzipSync(TEXT));
    });
    await new Promise((resolve) => upstream.listen(0, '127.0.0.1', () => resolve(undefined)));
    url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (upstream.address()).port}`;
    node = await serve(module, { port: 0, log: () => {} });
  });
  after(async () => {
    await node.close();
    upstream.closeAllConnections();
    await new Promise((resolve) => upstream.close(resolve));
  });

  const handle = createHandler(module, { log: () => {} });
  /** @type {Record<string, (path: string, init?: RequestInit) => Promise<Response>>} */
  const hosts = {
    Node: (path, init) => fetch(node.url + path, init),
    fetch: async (path, init) => handle(new Request(`http://example${path}`, init)),
  };
  for (const [name, ask] of Object.entries(hosts)) {
    it(`comes with its status, headers and whole body (${name})`, async () => {
      const response = await ask(`/proxy?url=${url}/`);
      assert.equal(response.status, 418);
      assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
      assert.deepEqual([response.headers.get('x-own'), response.headers.get('x-passed-by')], ['yes', 'C']);
      assert.equal(await response.text(), TEXT);
    });

    it(`may be without a body, or fail (${name})`, async () => {
      const empty = await ask(`/proxy?url=${url}/empty`);
      assert.deepEqual([empty.status, await empty.text()], [204, '']);
      assert.equal((await ask(`/proxy?url=${url}/`, { method: 'HEAD' })).status, 418);
      assert.equal((await ask(`/proxy?url=nonsense`)).status, 502);
      // Half a body is not taken for a whole one.
      await assert.rejects(async () => (await ask(`/proxy?url=${url}/broken`)).text());
    });
  }

  it('must be a response', async () => {
    assert.equal((await hosts.fetch?.('/no-response'))?.status, 500);
  });
});
