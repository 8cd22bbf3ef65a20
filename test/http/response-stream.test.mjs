// SPDX-License-Identifier: MIT
// Bodies that a handler sends while it runs.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rawConnection, startGuest, SINGLE_HOSTS } from './servers.mjs';

for (const host of SINGLE_HOSTS) {
  describe(`bodies that are sent while the handler runs, on ${host}`, { timeout: 60_000 }, () => {
    /** @type {string[]} */
    const log = [];
    /** @type {{url: string, close: () => Promise<void>}} */
    let server;
    before(async () => {
      server = await startGuest('waiter', host, { log: (/** @type {string} */ line) => log.push(line) });
    });
    after(() => server.close());

    it('come with status, type and headers before the handler has ended', async () => {
      const response = await fetch(`${server.url}/pieces?count=40&bytes=3&ms=5`);
      assert.equal(response.status, 201);
      assert.equal(response.headers.get('content-type'), 'text/event-stream');
      assert.equal(response.headers.get('x-refused'), '0');
      assert.equal(response.headers.get('content-length'), null);
      const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
      let text = '';
      let reads = 0;
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        reads++;
        text += new TextDecoder().decode(value);
      }
      assert.equal(text, Array.from({ length: 40 }, (_, i) => String.fromCharCode(97 + (i % 26)).repeat(3)).join(''));
      assert.ok(reads > 2, `it came in ${reads} pieces`);
    });

    it('may be large, and slow clients hold the handler back', async () => {
      const response = await fetch(`${server.url}/pieces?count=100&bytes=100000`);
      let bytes = 0;
      for await (const piece of /** @type {AsyncIterable<Uint8Array>} */ (response.body)) {
        bytes += piece.length;
        if (bytes % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      assert.equal(bytes, 10_000_000);
    });

    it('are empty when nothing was written, and left out for HEAD', async () => {
      assert.equal(await (await fetch(`${server.url}/pieces?count=1&bytes=0`)).text(), '');
      const head = await fetch(`${server.url}/pieces?count=5&bytes=10&ms=1`, { method: 'HEAD' });
      assert.equal(head.status, 201);
      assert.equal(await head.text(), '');
    });

    it('break off when the handler fails or traps, and the next request is answered', async () => {
      for (const end of ['fail', 'trap']) {
        await assert.rejects(fetch(`${server.url}/pieces?count=3&bytes=100&end=${end}`).then((response) => response.text()), end);
        assert.equal(await (await fetch(`${server.url}/sleep?ms=1`)).text(), 'slept\n');
      }
      assert.ok(log.some((line) => line.includes('ZB_E_CORRUPT')), log.join('\n'));
    });

    it('are refused with a head that cannot be sent', async () => {
      assert.equal(await (await fetch(`${server.url}/bad-head`)).text(), 'mended');
    });

    it('tell the handler that its client has gone, while it sends or before', async () => {
      const refused = async () => {
        const response = await fetch(`${server.url}/pieces?count=1&bytes=1&ms=10`);
        await response.text();
        return Number(response.headers.get('x-refused'));
      };
      const before = await refused();
      const sending = rawConnection(server.url);
      sending.write('GET /pieces?count=100000&bytes=1000&ms=1 HTTP/1.1\r\nhost: a\r\n\r\n');
      await new Promise((resolve) => sending.socket.once('data', resolve));
      sending.socket.resetAndDestroy();
      for (let tries = 0; (await refused()) !== before + 1 && tries < 200; tries++);
      assert.equal(await refused(), before + 1);
      const early = rawConnection(server.url);
      early.write('GET /pieces?first=60&count=100000&bytes=1000&ms=1 HTTP/1.1\r\nhost: a\r\n\r\n');
      await refused();
      early.socket.resetAndDestroy();
      for (let tries = 0; (await refused()) !== before + 2 && tries < 200; tries++);
      assert.equal(await refused(), before + 2);
    });
  });
}
