// SPDX-License-Identifier: MIT
// Bodies, headers and connections, by way of examples/echo.

import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { seeded } from './random.mjs';
import { HOSTS, rawConnection, startExample } from './servers.mjs';

const BIG_BYTES = 20 * 1024 * 1024;
const MAX_BODY_BYTES = 24 * 1024 * 1024;

for (const host of HOSTS) {
  describe(`echo on ${host}`, { timeout: 120_000 }, () => {
    /** @type {string[]} */
    const log = [];
    /** @type {Awaited<ReturnType<typeof startExample>>} */
    let server;
    before(async () => {
      server = await startExample('echo', { host, port: 0, maxBodyBytes: MAX_BODY_BYTES, log: (line) => log.push(line) });
    });
    after(() => server.close());

    /**
     * @param {Uint8Array | string | ReadableStream} body
     * @param {string} [method]
     */
    const echo = (body, method = 'POST') => fetch(`${server.url}/echo`, /** @type {RequestInit} */ ({ method, body, duplex: 'half' }));

    /**
     * @param {Response} response
     * @param {Uint8Array} bytes
     */
    async function assertEchoed(response, bytes) {
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), 'application/octet-stream');
      const answer = Buffer.from(await response.arrayBuffer());
      assert.equal(answer.length, bytes.length);
      assert.equal(Buffer.compare(answer, bytes), 0, 'the bytes differ');
    }

    it('echoes 20 MB of random bytes, byte for byte', async () => {
      const bytes = randomFillSync(new Uint8Array(BIG_BYTES));
      await assertEchoed(await echo(bytes), bytes);
    });

    it('echoes a body that comes in pieces without a declared length', async () => {
      const bytes = randomFillSync(new Uint8Array(3_000_001));
      const pieces = new ReadableStream({
        start(controller) {
          for (let at = 0; at < bytes.length; at += 65_537) controller.enqueue(bytes.subarray(at, at + 65_537));
          controller.close();
        },
      });
      await assertEchoed(await echo(pieces), bytes);
    });

    it('keeps every byte value, and bodies of every small length', async () => {
      const all = Uint8Array.from({ length: 256 }, (_, i) => i);
      await assertEchoed(await echo(all), all);
      for (const length of [0, 1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 8191, 8192, 8193, 65_535, 65_536, 65_537]) {
        const bytes = randomFillSync(new Uint8Array(length));
        await assertEchoed(await echo(bytes), bytes);
      }
    });

    it('keeps the body of DELETE and PUT', async () => {
      for (const method of ['DELETE', 'PUT']) await assertEchoed(await echo('héllo', method), Buffer.from('héllo'));
    });

    it('refuses a longer body with 413, whether declared or not', async () => {
      const declared = rawConnection(server.url);
      declared.write(`POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: ${MAX_BODY_BYTES + 1}\r\n\r\n`);
      const early = await declared.read();
      assert.equal(early.status, 413);
      assert.match(early.body.toString(), new RegExp(`longer than the ${MAX_BODY_BYTES} bytes`));
      declared.socket.destroy();

      const piece = new Uint8Array(1024 * 1024);
      let sent = 0;
      const endless = new ReadableStream({
        pull(controller) {
          if (sent++ === MAX_BODY_BYTES / piece.length + 1) controller.close();
          else controller.enqueue(piece);
        },
      });
      assert.equal((await echo(endless)).status, 413);
      await assertEchoed(await echo('after'), Buffer.from('after'));
    });

    it('reads headers in any case, repeated ones joined', async () => {
      const connection = rawConnection(server.url);
      const ask = async (/** @type {string} */ name, lines = '') => {
        connection.write(Buffer.from(`GET /header?name=${name} HTTP/1.1\r\nhost: a\r\nX-Mixed-Case: Value One\r\n${lines}\r\n`, 'latin1'));
        const { status, body } = await connection.read();
        return [status, body.toString()];
      };
      for (const name of ['x-mixed-case', 'X-MIXED-CASE', 'X-Mixed-Case']) assert.deepEqual(await ask(name), [200, 'Value One']);
      assert.deepEqual(await ask('accept', 'accept: a\r\nAccept: b\r\n'), [200, 'a, b']);
      assert.deepEqual(await ask('x-empty', 'x-empty:\r\n'), [200, '']);
      assert.equal((await ask('x-none'))[0], 404);
      assert.equal((await ask('no%20token'))[0], 404);
      assert.equal((await ask('%C3%A9'))[0], 404);
      assert.equal((await ask('__proto__'))[0], 404);
      assert.equal((await ask('constructor'))[0], 404);
      assert.deepEqual(await ask('x-utf8', Buffer.from('x-utf8: h\u00e9\u20ac\r\n').toString('latin1')), [200, 'h\u00e9\u20ac']);
      const long = 'v'.repeat(6000);
      assert.deepEqual(await ask('x-long', `x-long: ${long}\r\n`), [200, long]);
      connection.socket.destroy();
    });

    it('takes a target in absolute form', async () => {
      const connection = rawConnection(server.url);
      connection.write('GET http://example/header?name=host HTTP/1.1\r\nhost: example\r\n\r\n');
      assert.equal((await connection.read()).body.toString(), 'example');
      connection.write('GET http://example HTTP/1.1\r\nhost: example\r\n\r\n');
      assert.equal((await connection.read()).status, 404);
      connection.socket.destroy();
    });

    it('answers HEAD without a body, on a connection that lives on', async () => {
      const connection = rawConnection(server.url);
      connection.write('HEAD /header?name=host HTTP/1.1\r\nhost: example\r\n\r\n');
      const head = await connection.read({ bodyless: true });
      assert.equal(head.status, 200);
      assert.deepEqual(head.headers.get('content-type'), ['text/plain; charset=utf-8']);
      connection.write('GET /header?name=host HTTP/1.1\r\nhost: example\r\n\r\n');
      assert.equal((await connection.read()).body.toString(), 'example');
      connection.socket.destroy();
    });

    it('survives traps: the next request is answered by a new instance', async () => {
      for (let i = 0; i < 5; i++) {
        const response = await fetch(`${server.url}/trap`);
        assert.equal(response.status, 500);
        assert.equal(await response.text(), 'The handler failed. The log of the server says why.\n');
        await assertEchoed(await echo('after a trap'), Buffer.from('after a trap'));
      }
      await until(() => log.filter((line) => /stopped in GET \/trap/.test(line)).length === 5);
    });

    it('never mixes the answers of interleaved clients', async () => {
      const random = seeded(`interleaved clients on ${host}`);
      const clients = Array.from({ length: 16 }, (_, index) => ({ index, connection: rawConnection(server.url) }));
      await Promise.all(
        clients.map(async ({ index, connection }) => {
          for (let round = 0; round < 50; round++) {
            const body = `${index}:${round}:${'x'.repeat(random.below(20_000))}`;
            const head = `POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n\r\n`;
            const half = random.below(body.length);
            connection.write(head + body.slice(0, half));
            await new Promise((resolve) => setImmediate(resolve));
            connection.write(body.slice(half));
            const answer = await connection.read();
            assert.equal(answer.status, 200);
            assert.equal(answer.body.toString(), body);
          }
          connection.socket.destroy();
        }),
      );
    });

    it('answers pipelined requests in order', async () => {
      const connection = rawConnection(server.url);
      const bodies = Array.from({ length: 20 }, (_, i) => `body ${i}`);
      connection.write(bodies.map((body) => `POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n\r\n${body}`).join(''));
      for (const body of bodies) assert.equal((await connection.read()).body.toString(), body);
      connection.socket.destroy();
    });

    it('is not harmed by clients that go away during an upload', async () => {
      for (let i = 0; i < 10; i++) {
        const connection = rawConnection(server.url);
        connection.write(`POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: ${BIG_BYTES}\r\n\r\n`);
        await new Promise((resolve) => connection.socket.write(new Uint8Array(1024 * 1024), resolve));
        connection.socket.resetAndDestroy();
      }
      await assertEchoed(await echo('after aborts'), Buffer.from('after aborts'));
    });

    /** @param {() => boolean} condition holds soon: the log of another process is on its way */
    async function until(condition) {
      while (!condition()) await new Promise((resolve) => setImmediate(resolve));
    }
  });
}
