// SPDX-License-Identifier: MIT
// Formats of HTTP in C, driven by clients that people use: fetch, FormData, curl.

import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { HOSTS, startGuest } from './servers.mjs';

/** What the guest reckons of a part's bytes. @param {Uint8Array} bytes */
function checksum(bytes) {
  let sum = 0;
  for (const byte of bytes) sum = (Math.imul(sum, 31) + byte) >>> 0;
  return sum;
}

/** @param {number} length */
const noise = (length) => Uint8Array.from({ length }, (_, i) => (i * i * 31 + (i >> 3)) & 0xff);

for (const host of HOSTS) {
  describe(`forms on ${host}`, { timeout: 60_000 }, () => {
    /** @type {{url: string, close: () => Promise<void>}} */
    let server;
    before(async () => {
      server = await startGuest('forms', host, { maxBodyBytes: 8 << 20 });
    });
    after(() => server.close());
    /** @param {string} path @param {RequestInit} [options] */
    const ask = (path, options) => fetch(server.url + path, options);

    it('come from the query, else from the body of POST, PUT and PATCH', async () => {
      /** @param {string} path @param {RequestInit} [options] */
      const echo = async (path, options) => (await ask(path, options)).json();
      const body = new URLSearchParams({ name: 'postname ä&=+', age: '30' });
      assert.deepEqual(await echo('/echo?q=search&name=query%20name', { method: 'POST', body }), { method: 'POST', name: 'query name', age: '30', query: 'search' });
      for (const method of ['POST', 'PUT', 'PATCH']) assert.deepEqual(await echo('/echo', { method, body }), { method, name: 'postname ä&=+', age: '30' });
      assert.deepEqual(await echo('/echo?age=fromquery', { method: 'POST', body: new URLSearchParams('age=frompost') }), { method: 'POST', age: 'frompost' });
      assert.deepEqual(await echo('/echo', { method: 'DELETE', body }), { method: 'DELETE' });
      assert.deepEqual(await echo('/echo?age=1'), { method: 'GET' });
      assert.deepEqual(await echo('/echo', { method: 'POST', body: 'name=a', headers: { 'content-type': 'text/plain' } }), { method: 'POST' });
      assert.deepEqual(await echo('/echo', { method: 'POST', body: 'name=a', headers: { 'content-type': 'Application/X-www-form-urlencoded ; charset=UTF-8' } }), { method: 'POST', name: 'a' });
      assert.deepEqual(await echo('/echo', { method: 'POST' }), { method: 'POST' });
    });

    it('with files come from FormData, byte for byte', async () => {
      const form = new FormData();
      const bytes = noise(300_000);
      form.append('text', 'line 1\r\nline 2 ä');
      form.append('quo"te\r\n', 'x');
      form.append('file', new Blob([bytes], { type: 'image/png' }), 'a "b" ü.png');
      form.append('file', new Blob([]), 'empty');
      const answer = await (await ask('/upload', { method: 'POST', body: form })).json();
      const text = new TextEncoder().encode('line 1\r\nline 2 ä');
      assert.deepEqual(answer, [
        { name: 'text', type: '', filename: null, bytes: text.length, sum: checksum(text) },
        { name: 'quo"te\r\n', type: '', filename: null, bytes: 1, sum: 120 },
        { name: 'file', type: 'image/png', filename: 'a "b" ü.png', bytes: bytes.length, sum: checksum(bytes) },
        { name: 'file', type: 'application/octet-stream', filename: 'empty', bytes: 0, sum: 0 },
      ]);
    });

    it('with files come from curl', { skip: spawnSync('curl', ['--version']).error ? 'there is no curl' : false }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'zerobuf-forms-'));
      try {
        const bytes = noise(100_000);
        const file = join(folder, 'no"ise.bin');
        writeFileSync(file, bytes);
        const { stdout, stderr } = await promisify(execFile)('curl', ['-sS', '--max-time', '20', '-F', 'field=a value', '-F', `upload=@"${file.replaceAll('"', '\\"')}";type=application/x-noise`, `${server.url}/upload`]);
        assert.equal(stderr, '');
        assert.deepEqual(JSON.parse(stdout), [
          { name: 'field', type: '', filename: null, bytes: 7, sum: checksum(new TextEncoder().encode('a value')) },
          { name: 'upload', type: 'application/x-noise', filename: 'no"ise.bin', bytes: bytes.length, sum: checksum(bytes) },
        ]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('that are none are refused, and the next one is read', async () => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      /** @param {string} body @param {Record<string, string>} [other] */
      const status = async (body, other) => (await ask('/upload', { method: 'POST', body, headers: other ?? headers })).status;
      assert.equal(await status('--x\r\ncontent-disposition: form-data; name=a\r\n\r\ncut off'), 400);
      assert.equal(await status(''), 400);
      assert.equal(await status('--x\r\ncontent-disposition: form-data; name=a\r\n\r\n\r\n'.repeat(1001) + '--x--'), 413);
      assert.equal(await status('a=b', { 'content-type': 'application/x-www-form-urlencoded' }), 415);
      assert.equal(await status('--x\r\ncontent-disposition: form-data; name=a\r\n\r\n\r\n--x--'), 200);
    });
  });
}
