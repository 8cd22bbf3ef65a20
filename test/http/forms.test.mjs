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

    it('sets cookies exactly, and none that are broken', async () => {
      const { headers } = await ask('/set-cookies');
      assert.deepEqual(headers.getSetCookie(), ['sid=sess-abc; Path=/; HttpOnly; Secure; SameSite=Strict', 'theme=dark; Path=/; Max-Age=86400']);
      assert.equal(headers.get('x-injected'), null);
    });

    it('reads cookies', async () => {
      assert.deepEqual(await (await ask('/read-cookie', { headers: { cookie: 'other=val; session="xyz 789"; session=2' } })).json(), { value: 'xyz 789' });
      assert.equal((await ask('/read-cookie')).status, 400);
      assert.equal((await ask('/read-cookie', { headers: { cookie: 'sessions=1' } })).status, 400);
    });

    it('asks for credentials', async () => {
      const asked = await ask('/basic-auth');
      assert.equal(asked.status, 401);
      assert.equal(asked.headers.get('www-authenticate'), 'Basic realm="test"');
      const status = async (/** @type {string} */ authorization) => (await ask('/basic-auth', { headers: { authorization } })).status;
      assert.equal(await status(`Basic ${btoa('admin:secret')}`), 200);
      assert.equal(await status(`Basic ${btoa('admin:wrong')}`), 401);
      assert.equal(await status(`Basic ${btoa('admin')}`), 401);
      assert.equal(await status('Basic ???'), 401);
    });

    it('negotiates', async () => {
      const type = async (/** @type {string} */ accept) => {
        const { status, headers } = await ask('/negotiate', { headers: { accept } });
        return status === 200 ? headers.get('content-type') : status;
      };
      assert.equal(await type('*/*'), 'application/json');
      assert.equal(await type('text/plain, */*'), 'text/plain');
      assert.equal(await type('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'), 'text/html');
      assert.equal(await type('image/png'), 406);
    });

    it('serves files: whole, unchanged, in parts', async () => {
      const path = '/file?size=1000&path=%2Fa%2Fb.css';
      const letters = Array.from({ length: 1000 }, (_, i) => String.fromCharCode(97 + (i % 26))).join('');
      const whole = await ask(path);
      const etag = whole.headers.get('etag') ?? '';
      assert.equal(whole.status, 200);
      assert.equal(await whole.text(), letters);
      assert.match(etag, /^"[0-9a-f]{16}-000003e8"$/);
      assert.equal(whole.headers.get('content-type'), 'text/css; charset=utf-8');
      assert.equal(whole.headers.get('last-modified'), 'Sun, 06 Nov 1994 08:49:37 GMT');
      assert.equal(whole.headers.get('accept-ranges'), 'bytes');
      const with_ = (/** @type {Record<string, string>} */ headers) => ask(path, { headers, cache: 'no-store' });

      for (const headers of [{ 'if-none-match': etag }, { 'if-none-match': `"x", W/${etag}` }, { 'if-modified-since': 'Sun, 06 Nov 1994 08:49:37 GMT' }]) {
        const answer = await with_(headers);
        assert.equal(answer.status, 304);
        assert.equal(answer.headers.get('etag'), etag);
        assert.equal(await answer.text(), '');
      }
      assert.equal((await with_({ 'if-none-match': '"x"', 'if-modified-since': 'Sun, 06 Nov 1994 08:49:37 GMT' })).status, 200);
      assert.equal((await with_({ 'if-match': '"x"' })).status, 412);
      assert.equal((await with_({ 'if-unmodified-since': 'Sat, 05 Nov 1994 08:49:37 GMT' })).status, 412);

      for (const [range, from, to] of /** @type {const} */ ([['bytes=0-9', 0, 10], ['bytes=990-', 990, 1000], ['bytes=-5', 995, 1000], ['bytes=5-9,0-4', 0, 10]])) {
        const part = await with_({ range });
        assert.equal(part.status, 206);
        assert.equal(part.headers.get('content-range'), `bytes ${from}-${to - 1}/1000`);
        assert.equal(part.headers.get('content-type'), 'text/css; charset=utf-8');
        assert.equal(await part.text(), letters.slice(from, to));
      }
      assert.equal((await with_({ range: 'bytes=0-9', 'if-range': etag })).status, 206);
      assert.equal((await with_({ range: 'bytes=0-9', 'if-range': '"x"' })).status, 200);
      assert.equal((await with_({ range: 'bytes=9-0' })).status, 200);
      const behind = await with_({ range: 'bytes=1000-' });
      assert.equal(behind.status, 416);
      assert.equal(behind.headers.get('content-range'), 'bytes */1000');

      const parts = await with_({ range: 'bytes=0-1,500-502' });
      assert.equal(parts.status, 206);
      assert.equal(parts.headers.get('content-range'), null);
      const boundary = parts.headers.get('content-type')?.match(/^multipart\/byteranges; boundary=(zb\d{18})$/)?.[1];
      const head = (/** @type {string} */ range) => `content-type: text/css; charset=utf-8\r\ncontent-range: bytes ${range}/1000\r\n\r\n`;
      assert.equal(await parts.text(), `--${boundary}\r\n${head('0-1')}ab\r\n--${boundary}\r\n${head('500-502')}${letters.slice(500, 503)}\r\n--${boundary}--\r\n`);
      const many = await with_({ range: `bytes=${Array.from({ length: 500 }, () => '0-').join(',')}` });
      assert.equal(many.status, 200);
      assert.equal((await many.text()).length, 1000);

      assert.equal((await ask('/file?size=1&path=/../etc/passwd')).status, 404);
      assert.equal((await ask('/file?size=1&path=/%252e%252e/etc/passwd')).status, 404);
      const empty = await ask('/file?size=0&path=/e.txt', { headers: { range: 'bytes=0-' } });
      assert.equal(empty.status, 200);
      assert.equal(await empty.text(), '');
      const top = await ask(path, { method: 'HEAD' });
      assert.equal(top.headers.get('etag'), etag);
      assert.equal(await top.text(), '');
    });

    it('sends events while the handler runs', async () => {
      const response = await ask('/events?count=3&ms=0');
      assert.equal(response.headers.get('content-type'), 'text/event-stream');
      assert.equal(response.headers.get('cache-control'), 'no-cache');
      assert.equal(
        await response.text(),
        [0, 1, 2].map((n) => `event: message\ndata: {"count":${n}}\n\n`).join('') + ': still here\n\nretry: 5000\n\nevent: done\nid: 7\ndata: {"total":3}\n\n',
      );
      // A handler that would take hours: its first event is there before it ends, and it ends with its client.
      const stop = new AbortController();
      const slow = await fetch(`${server.url}/events?count=1000000&ms=20`, { signal: stop.signal });
      const reader = /** @type {ReadableStream<Uint8Array>} */ (slow.body).getReader();
      const { value } = await reader.read();
      assert.ok(new TextDecoder().decode(value).startsWith('event: message\ndata: {"count":0}\n\n'));
      stop.abort();
      await assert.rejects(reader.read());
      assert.ok((await (await ask('/events?count=2000&ms=0')).text()).endsWith('{"count":1999}\n\n: still here\n\nretry: 5000\n\nevent: done\nid: 7\ndata: {"total":3}\n\n'));
    });
  });
}
