// SPDX-License-Identifier: MIT
// Guests that misbehave: each gets its documented answer, and the next request is answered as if nothing had been.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HOSTS, MAIN_HOSTS, rawConnection, startFixture } from './servers.mjs';

/** What the path makes the guest do, and what the log says of it. */
const REFUSED = {
  '/response-outside': /response at 4294901744 is misaligned or outside/,
  '/response-at-the-end': /response at \d+ is misaligned or outside/,
  '/response-unaligned': /response at \d+ is misaligned or outside/,
  '/response-none': /status is no i32 from 200 to 599/,
  '/status-of-the-library': /the handler failed with ZB_E_MEMORY, out of memory/,
  '/status-of-nobody': /the handler failed with status -65536, unknown/,
  '/status-minus-1': /status is no i32 from 200 to 599 \(tag 2, -1\)/,
  '/status-99': /status is no i32 from 200 to 599 \(tag 2, 99\)/,
  '/status-101': /status is no i32 from 200 to 599 \(tag 2, 101\)/,
  '/status-600': /status is no i32 from 200 to 599 \(tag 2, 600\)/,
  '/status-f64': /status is no i32 from 200 to 599 \(tag 3, 200\)/,
  '/type-number': /content type has tag 2/,
  '/type-outside': /content type at 4294967295 is outside the memory/,
  '/type-injects': /content type holds a control character/,
  '/body-outside': /body at 4294967294 is outside the memory/,
  '/body-forged-length': /body at \d+ claims 2147483647 bytes/,
  '/body-wrapping-length': /body at \d+ claims 4294967295 bytes/,
  '/body-array': /body has tag 5/,
  '/body-unknown-tag': /body has tag 200/,
  '/headers-bytes': /headers has tag 8/,
  '/headers-inject': /header "x-a" holds a control character/,
  '/headers-nul': /header "x-a" holds a control character/,
  '/headers-no-colon': /is no header/,
  '/headers-no-name': /is no header/,
  '/headers-spaced-name': /is no header/,
  '/headers-not-ascii': /headers are not ASCII/,
  '/headers-unended': /header line has no end/,
  '/headers-endless': /1048576 bytes of headers/,
  '/header-name-outside': /a name outside the memory, at 4294967280/,
  '/header-of-another-request': /for another request/,
  '/trap': /stopped in GET \/trap: RuntimeError/,
  '/recursion': /stopped in GET \/recursion: R/,
};

for (const host of HOSTS) {
  describe(`hostile guests on ${host}`, { timeout: 120_000 }, () => {
    /** @type {string[]} */
    const log = [];
    /** @type {{url: string, close: () => Promise<void>}} */
    let server;
    before(async () => {
      server = await startFixture('hostile', host, { log: (line) => log.push(line) });
    });
    after(() => server.close());

    async function assertAlive() {
      const response = await fetch(`${server.url}/ok`);
      assert.equal(response.status, 200);
      assert.equal(await response.text(), 'ok\n');
    }

    for (const [path, reason] of Object.entries(REFUSED)) {
      it(`answers ${path} with 500 and lives on`, async () => {
        log.length = 0;
        const response = await fetch(server.url + path);
        assert.equal(response.status, 500);
        assert.equal(response.headers.get('x-injected'), null);
        assert.equal(await response.text(), 'The handler failed. The log of the server says why.\n');
        await assertAlive();
        while (!log.some((line) => reason.test(line))) {
          assert.ok(log.length < 50, `the log says something else: ${log[0]}`);
          await new Promise((resolve) => setImmediate(resolve));
        }
      });
    }

    it('survives growth of the memory in any request', async () => {
      for (let i = 0; i < 10; i++) {
        assert.equal(await (await fetch(`${server.url}/grow`)).text(), 'ok\n');
        await assertAlive();
      }
    });

    it('drops headers that frame the message, keeps the others and repeats', async () => {
      const connection = rawConnection(server.url);
      for (let i = 0; i < 2; i++) {
        connection.write('GET /framing HTTP/1.1\r\nhost: a\r\n\r\n');
        const { headers, body } = await connection.read();
        assert.equal(body.toString(), 'ok\n');
        assert.deepEqual(headers.get('x-kept'), ['yes']);
        assert.equal(headers.has('transfer-encoding'), false);
      }
      connection.write('GET /cookies HTTP/1.1\r\nhost: a\r\n\r\n');
      assert.deepEqual((await connection.read()).headers.get('set-cookie'), ['a=1', 'b=2']);
      connection.socket.destroy();
    });

    it('sends no body with 204 and 304, and no content type that the guest did not name', async () => {
      const connection = rawConnection(server.url);
      for (const [path, status] of [['/no-content', 204], ['/not-modified', 304]]) {
        connection.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
        assert.equal((await connection.read({ bodyless: true })).status, status);
      }
      connection.write('GET /no-type HTTP/1.1\r\nhost: a\r\n\r\n');
      const answer = await connection.read();
      assert.equal(answer.body.toString(), 'ok\n');
      // Bun names one for bytes, whatever it is told.
      if (host !== 'bun') assert.equal(answer.headers.has('content-type'), false);
      connection.socket.destroy();
    });

    it('reads a body at any alignment', async () => {
      assert.equal(await (await fetch(`${server.url}/body-unaligned`)).text(), 'ok\n');
    });
  });

}

for (const host of MAIN_HOSTS) {
  describe(`odd guests on ${host}`, { timeout: 120_000 }, () => {
    /**
     * @param {string} name
     * @param {(url: string, log: string[]) => Promise<void>} check
     * @param {{development?: boolean}} [options]
     */
    async function withFixture(name, check, options) {
      /** @type {string[]} */
      const log = [];
      const server = await startFixture(name, host, { log: (line) => log.push(line), ...options });
      try {
        await check(server.url, log);
      } finally {
        await server.close();
      }
    }

    it('answers 503 when the guest has no memory for the request', () =>
      withFixture('no_memory', async (url) => {
        const response = await fetch(url);
        assert.equal(response.status, 503);
        assert.equal(await response.text(), 'The handler has no memory left for this request.\n');
      }));

    it('answers 500 when zb_alloc returns garbage', () =>
      withFixture('wild_alloc', async (url) => {
        for (let length = 0; length < 192; length += 32) {
          const response = await fetch(`${url}/${'a'.repeat(length)}`);
          assert.equal(response.status, 500);
          await response.arrayBuffer();
        }
      }));

    it('tells details in development only', () =>
      withFixture(
        'hostile',
        async (url) => assert.match(await (await fetch(`${url}/status-99`)).text(), /status is no i32 from 200 to 599/),
        { development: true },
      ));

    it('gives all headers to a guest that cannot ask for them', () =>
      withFixture('eager', async (url) => {
        const text = await (await fetch(url, { headers: { 'X-One': '1', 'x-two': 'b' } })).text();
        assert.match(text, /^(?:[!-9;-~]+: .*\n)+$/);
        assert.match(text, /^x-one: 1\n/m);
        assert.match(text, /^x-two: b\n/m);
      }));

    it('serves a guest of the minimal profile', () =>
      withFixture('minimal', async (url) => {
        const response = await fetch(`${url}/some/path?a=b`);
        assert.equal(response.status, 200);
        assert.equal(await response.text(), '/some/path?a=b');
      }));
  });
}
