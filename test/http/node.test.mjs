// SPDX-License-Identifier: MIT
// What serve() of js/host/node.js does around its guest.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { describe, it } from 'node:test';
import { serve } from '../../js/host/node.js';
import { pathOfTarget } from '../../js/host/target.js';
import { fixture, rawConnection, startExample } from './servers.mjs';

const BIG_BYTES = 20 * 1024 * 1024;

describe('close() of a server in Node', { timeout: 60_000 }, () => {
  it('does not wait for uploads, requests and clients that stall', async () => {
    const server = await startExample('echo', { host: 'node', port: 0, maxBodyBytes: 1000 });
    const upload = rawConnection(server.url);
    upload.write('POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\nexpect: 100-continue\r\n\r\n');
    assert.equal((await upload.read()).status, 100);
    upload.write('123');
    const refused = rawConnection(server.url);
    refused.write('POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 1001\r\n\r\n');
    assert.equal((await refused.read()).status, 413);
    const half = rawConnection(server.url);
    half.write('GET /header?name=host HTTP/1.1\r\nhost: a\r\n\r\nGET /header');
    assert.equal((await half.read()).body.toString(), 'a');
    await server.close();
    for (const connection of [upload, refused, half]) await connection.closed();
  });

  it('lets an answer that is being sent end, and then its connection', async () => {
    const server = await startExample('echo', { host: 'node', port: 0 });
    const client = request(`${server.url}/echo`, { method: 'POST', headers: { connection: 'keep-alive' } });
    client.end(new Uint8Array(BIG_BYTES));
    /** @type {import('node:http').IncomingMessage} */
    const response = await new Promise((resolve, reject) => client.once('response', resolve).once('error', reject));
    const closed = server.close();
    let bytes = 0;
    for await (const piece of response) bytes += piece.length;
    assert.equal(bytes, BIG_BYTES);
    await closed;
  });
});

describe('serve() in Node', { timeout: 60_000 }, () => {
  const skip = !Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));
  it('returns a URL that works for an IPv6 address', { skip }, async () => {
    const server = await serve(await WebAssembly.compile(await fixture('minimal')), { port: 0, hostname: '::1' });
    try {
      assert.match(server.url, /^http:\/\/\[::1\]:\d+$/);
      assert.equal(await (await fetch(`${server.url}/a`)).text(), '/a');
    } finally {
      await server.close();
    }
  });

  it('takes targets in every form', async () => {
    const server = await serve(await WebAssembly.compile(await fixture('minimal')), { port: 0 });
    const connection = rawConnection(server.url);
    try {
      for (const target of ['http://example/a?b', 'HTTP://example/a?b', 'https://example/a?b#c', 'hTTpS://example/a?b', '/a?b#c']) {
        connection.write(`GET ${target} HTTP/1.1\r\nhost: example\r\n\r\n`);
        assert.equal((await connection.read()).body.toString(), '/a?b', target);
      }
    } finally {
      await server.close();
    }
  });

  it('finds path and query in a target', () => {
    const paths = {
      '/': '/',
      '/http://a/b': '/http://a/b',
      '//a/b': '//a/b',
      'http://a': '/',
      'http://a#/b': '/',
      'HTTPS://a?b=/c': '/?b=/c',
      'http://a:80/b#c?d': '/b',
      '*': '*',
    };
    for (const [target, path] of Object.entries(paths)) assert.equal(pathOfTarget(target), path, target);
  });
});
