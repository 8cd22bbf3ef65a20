// SPDX-License-Identifier: MIT
// `make showcase`: what it prints, what it answers without OUTBOUND, and that Ctrl-C leaves nothing behind.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { GIVEN_URL, startProcess } from './server.mjs';

/** @param {string} folder */
const ours = async (folder) => (await readdir(folder)).filter((name) => /^(zerobuf|miniflare)/.test(name)).sort();

describe('make showcase', { timeout: 120_000, skip: GIVEN_URL !== undefined }, () => {
  it('on workerd: samples, its own address without OUTBOUND, and nothing is left after Ctrl-C', async (t) => {
    // A folder for temporary files that no other test uses, so that what is left in it is this server's.
    const temporary = await mkdtemp(join(tmpdir(), 'zerobuf-test-'));
    t.after(() => rm(temporary, { recursive: true, force: true }));
    const server = await startProcess(['--port', '0'], 'node', { TMPDIR: temporary });
    assert.notDeepEqual(await ours(temporary), [], 'its temporary files lie elsewhere: this test would see nothing');
    for (const host of ['127.0.0.1', 'localhost']) {
      const self = `http://${host}:${new URL(server.url).port}/json`;
      for (const prefix of ['', '/do']) {
        const answer = await fetch(`${server.url}${prefix}/fetch?url=${encodeURIComponent(self)}`);
        assert.deepEqual(await answer.json(), { status: 200, content_length: 64 });
      }
    }
    assert.equal(await server.stop(), 0);
    assert.ok(server.said.some((line) => line.includes('Hello from zerobuf!')), server.said.join('\n'));
    await assert.rejects(fetch(`${server.url}/json`), 'it still listens');
    assert.deepEqual(await ours(temporary), []);
  });

  it('on Node: what needs a binding says so', async () => {
    const server = await startProcess(['--host', 'node', '--port', '0']);
    try {
      for (const path of ['/kv/get?key=a', '/kv/put?key=a&value=b', '/kv/list', '/do/json']) {
        const answer = await fetch(server.url + path);
        assert.equal(answer.status, 501, path);
        assert.match(await answer.text(), /binding/, path);
      }
    } finally {
      assert.equal(await server.stop(), 0);
    }
  });

  it('says which port is taken', async () => {
    const server = await startProcess(['--host', 'node', '--port', '0']);
    const { port } = new URL(server.url);
    await assert.rejects(startProcess(['--port', port]), /is taken/);
    await server.stop();
  });

  it('refuses arguments that mean nothing', async () => {
    for (const args of [['--host', 'apache'], ['--port', '70000'], ['--outbound', 'no port'], ['--outbund', 'x:1']])
      await assert.rejects(startProcess(args), /did not start.*Usage|choose one of/s, args.join(' '));
  });
});
