// SPDX-License-Identifier: MIT
// Bodies that a handler reads while the client sends them.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { rawConnection, startGuest, SINGLE_HOSTS } from './servers.mjs';

const UPLOAD_BYTES = 100_000_000;
const PIECE_BYTES = 65_536;

/** A process may keep this much more than before: garbage that is not collected yet, of an upload of 100 MB. */
const RESIDENT_BYTES = 80 * 2 ** 20;

const FNV_OFFSET = 0x811c9dc5;

/** @param {Uint8Array} bytes */
function fnv1a(bytes, hash = FNV_OFFSET) {
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** @param {number} length */
const pattern = (length) => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);

/** @param {number} pid */
async function residentBytes(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

for (const host of SINGLE_HOSTS) {
  describe(`bodies that are read as they come, on ${host}`, { timeout: 120_000 }, () => {
    /** @type {string[]} */
    const log = [];
    /** @type {{url: string, pid: number, memoryBytes?: () => number, close: () => Promise<void>}} */
    let server;
    before(async () => {
      server = await startGuest('waiter', host, { maxBodyBytes: 1_000_000, development: true, log: (/** @type {string} */ line) => log.push(line) });
    });
    after(() => server.close());

    /** @param {string} path @param {Record<string, string | number>} [headers] */
    const post = (path, headers = {}) => {
      const client = request(server.url + path, { method: 'POST', headers });
      /** @type {Promise<{status: number | undefined, body: string}>} */
      const answer = new Promise((resolve, reject) => {
        client.once('error', reject).once('response', async (response) => {
          let body = '';
          for await (const piece of response.setEncoding('latin1')) body += piece;
          resolve({ status: response.statusCode, body });
        });
      });
      return { client, answer };
    };

    /** How many bodies handlers have read to their end, and how many broke off. */
    const uploads = async () => (await (await fetch(`${server.url}/uploads`)).text()).match(/\d+/g)?.map(Number) ?? [];

    /** @param {number} broken */
    const untilBroken = async (broken) => {
      for (let tries = 0; tries < 200 && (await uploads())[1] !== broken; tries++) await fetch(`${server.url}/sleep?ms=20`);
    };

    it('passes on 100 MB, byte for byte, in little memory', async (t) => {
      const { pid } = server;
      const piece = pattern(PIECE_BYTES);
      const { client: first, answer: warm } = post('/count');
      first.end(piece);
      await warm;
      const guestBytes = server.memoryBytes?.();
      const resident = await residentBytes(pid);
      let most = resident;
      const { client, answer } = post('/count', { 'content-length': UPLOAD_BYTES });
      let hash = FNV_OFFSET;
      for (let sent = 0; sent < UPLOAD_BYTES; sent += PIECE_BYTES) {
        const part = sent + PIECE_BYTES <= UPLOAD_BYTES ? piece : piece.subarray(0, UPLOAD_BYTES - sent);
        hash = fnv1a(part, hash);
        if (!client.write(part)) await new Promise((resolve) => client.once('drain', resolve));
        if (sent % (64 * PIECE_BYTES) === 0) most = Math.max(most, await residentBytes(pid));
      }
      client.end();
      assert.deepEqual(await answer, { status: 200, body: `${UPLOAD_BYTES} ${hash}` });
      assert.equal(server.memoryBytes?.(), guestBytes, 'memory of the guest');
      t.diagnostic(`${host}: ${((most - resident) / 2 ** 20).toFixed(1)} MiB more at the most`);
      assert.ok(most - resident < RESIDENT_BYTES, `${most - resident} bytes more`);
    });

    it('takes bodies in pieces of any size, chunked or of a declared length', async () => {
      const bytes = pattern(70_001);
      for (const room of [1, 7, 4096, 200_000]) {
        for (const cuts of [[0], [1, 3, 5000], [65_536]]) {
          const part = room === 1 ? bytes.subarray(0, 6_000) : bytes;
          for (const headers of [{}, { 'content-length': part.length }]) {
            const { client, answer } = post(`/count?room=${room}`, headers);
            let at = 0;
            for (const cut of cuts) {
              client.write(part.subarray(at, Math.max(at, cut)));
              at = Math.max(at, cut);
              await new Promise((resolve) => setImmediate(resolve));
            }
            client.end(part.subarray(at));
            assert.deepEqual(await answer, { status: 200, body: `${part.length} ${fnv1a(part)}` }, `${room} ${cuts}`);
          }
        }
      }
    });

    it('reads an empty body, and one that came whole', async () => {
      const empty = post('/count');
      empty.client.end();
      assert.deepEqual(await empty.answer, { status: 200, body: `0 ${FNV_OFFSET}` });
      const bytes = pattern(100_000);
      const buffered = post('/count-buffered?room=999');
      buffered.client.end(bytes);
      assert.deepEqual(await buffered.answer, { status: 200, body: `100000 ${fnv1a(bytes)}` });
    });

    it('keeps the limit on bodies where they are not streams', async () => {
      const { client, answer } = post('/count-buffered', { 'content-length': 1_000_001 });
      client.end(pattern(1_000_001));
      assert.equal((await answer).status, 413);
    });

    it('serves others while an upload waits', async () => {
      const { client, answer } = post('/count');
      client.write('first');
      for (let i = 0; i < 20; i++) assert.equal(await (await fetch(`${server.url}/sleep?ms=1`)).text(), 'slept\n');
      client.end('second');
      assert.deepEqual(await answer, { status: 200, body: `11 ${fnv1a(new TextEncoder().encode('firstsecond'))}` });
    });

    it('holds a client back whose handler is slow', async () => {
      const [, broken = 0] = await uploads();
      const { client, answer } = post('/count?room=65536&ms=400');
      const piece = pattern(PIECE_BYTES);
      let sent = 0;
      let held = false;
      while (!held && sent < 1000) {
        sent++;
        held = !client.write(piece) && !(await Promise.race([
          new Promise((resolve) => client.once('drain', () => resolve(true))),
          answer.then(() => true),
          new Promise((resolve) => setTimeout(() => resolve(false), 150)),
        ]));
      }
      assert.ok(held, `${sent} pieces went out as fast as they were written`);
      client.destroy();
      await answer.catch(() => {});
      await untilBroken(broken + 1);
    });

    it('answers a handler that does not read to the end', async () => {
      const connection = rawConnection(server.url);
      connection.write('POST /early HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\nabc');
      const { status, body } = await connection.read();
      assert.equal(`${status} ${body}`, '200 1');
      connection.socket.destroy();
    });

    it('tells the handler that a body broke off, and answers when it can', async () => {
      const [, broken = 0] = await uploads();
      const connection = rawConnection(server.url);
      connection.write('POST /count HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n');
      await fetch(`${server.url}/sleep?ms=5`); // it has come: Deno calls nobody for a request that is broken when it comes
      connection.write('no length\r\n');
      // Deno ends the connection at once.
      if (host !== 'deno') assert.equal((await connection.read()).status, 400);
      await untilBroken(broken + 1);
      assert.equal((await uploads())[1], broken + 1);
      connection.socket.destroy();
    });

    it('tells each handler whose client has gone, and gives everything back', async () => {
      const [whole, broken = 0] = await uploads();
      for (let round = 0; round < 4; round++) {
        const connections = Array.from({ length: 50 }, () => rawConnection(server.url));
        await Promise.all(connections.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))));
        for (const { write } of connections) write('POST /count?room=1024 HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\nhello');
        await fetch(`${server.url}/sleep?ms=50`);
        for (const [i, { socket }] of connections.entries()) {
          if (i % 2 === 0) socket.resetAndDestroy();
          else socket.destroy();
        }
      }
      await untilBroken(broken + 200);
      assert.deepEqual(await uploads(), [whole, broken + 200]);
      const { client, answer } = post('/count');
      client.end('after');
      assert.equal((await answer).status, 200);
      if (server.memoryBytes) assert.ok(server.memoryBytes() < 300 * 65_536, 'a page for each');
      assert.ok(!log.some((line) => /stopped in/.test(line)), log.find((line) => /stopped in/.test(line)));
    });
  });
}
