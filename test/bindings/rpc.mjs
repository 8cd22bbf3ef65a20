// SPDX-License-Identifier: MIT
// Other workers, one sum over four instances of the same module, the cache, variables.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHandler } from '../../js/host/fetch.js';
import { outbound, server, wasm } from './support.mjs';

describe('another worker', { timeout: 120_000 }, () => {
  it('answers requests', async () => {
    const { status, text } = await server.ask('/service', { binding: 'RPC', url: 'http://any/thing' });
    assert.deepEqual([status, text], [202, 'POST /thing sent']);
  });

  it('has methods, which run at the same time', async () => {
    assert.deepEqual((await server.ask('/rpc', { method: 'add', a: 40, b: 2 })).json, [42, 42]);
  });

  it('has objects of its own, one for each call', async () => {
    assert.deepEqual((await server.ask('/rpc', { method: 'counter', a: 5 })).json, [7, 6]);
  });

  it('is told apart from what it throws', async () => {
    const { status, text } = await server.ask('/rpc', { method: 'fail' });
    assert.deepEqual([status, text], [502, 'the host call failed: refused by the other worker']);
    assert.match((await server.ask('/rpc', { method: 'nothing' })).text, /^the host call failed: .*nothing/);
    assert.match((await server.ask('/service', { binding: 'NONE', url: 'http://a/' })).text, /There is no binding "NONE"\./);
  });
});

describe('a computation on four instances', { timeout: 120_000 }, () => {
  const squares = (/** @type {number} */ from, /** @type {number} */ to) => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += i * i;
    return sum;
  };

  it('gives the sum of what each found', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => server.ask('/fan-out')));
    assert.deepEqual(answers.map(({ text }) => text), Array(6).fill(`200 200 200 200 all answered, ${squares(0, 40_000)}`));
  });

  it('says which share has failed, and how', async () => {
    const rest = squares(0, 20_000) + squares(30_000, 40_000);
    assert.equal((await server.ask('/fan-out', { break: 'binding' })).text, `200 200 0 There is no binding "NO_SUCH_BINDING".200 not all answered, ${rest}`);
    assert.equal((await server.ask('/fan-out', { break: 'size' })).text, `200 200 400 200 all answered, ${rest}`);
  });
});

describe('the cache', { timeout: 120_000 }, () => {
  for (const cache of [{}, { cache: 'named' }]) {
    it(`keeps, gives and deletes responses: ${JSON.stringify(cache)}`, async () => {
      const url = 'http://example.com/kept?q=1';
      const body = Uint8Array.from({ length: 256 }, (_, i) => i);
      assert.equal((await server.ask('/cache', { url, ...cache })).status, 404);
      assert.equal((await server.ask('/cache', { url, ...cache }, { method: 'PUT', body })).status, 200);
      const found = await server.ask('/cache', { url, ...cache });
      assert.deepEqual([found.status, Buffer.compare(found.bytes, body)], [203, 0]);
      assert.equal((await server.ask('/cache', { url: 'http://example.com/kept?q=2', ...cache })).status, 404);
      assert.equal((await server.ask('/cache', { url, ...cache }, { method: 'DELETE' })).status, 200);
      assert.equal((await server.ask('/cache', { url, ...cache }, { method: 'DELETE' })).status, 404);
      assert.equal((await server.ask('/cache', { url, ...cache })).status, 404);
    });
  }

  it('keeps what was fetched, which can still be read', async () => {
    const url = 'http://upstream.example/data?q=1';
    assert.equal((await server.ask('/cache-fetched', { url })).text, 'upstream /data?q=1');
    assert.deepEqual(outbound, ['upstream.example/data?q=1']);
    assert.equal((await server.ask('/cache', { url })).text, 'upstream /data?q=1');
    assert.equal(outbound.length, 1);
  });

  it('is told to be missing where a platform has none', async () => {
    const handle = createHandler(await WebAssembly.compile(wasm), { log: assert.fail });
    const response = await handle(new Request('http://example/cache?url=http://a/'));
    assert.deepEqual([response.status, await response.text()], [502, 'the host call failed: This platform has no cache.']);
  });
});

describe('variables', { timeout: 60_000 }, () => {
  it('are texts, or values', async () => {
    assert.equal((await server.ask('/env', { name: 'GREETING' })).text, 'Grüße, Zoë 🙂');
    const empty = await server.ask('/env', { name: 'EMPTY' });
    assert.deepEqual([empty.status, empty.text], [200, '']);
    assert.deepEqual((await server.ask('/env-value', { name: 'LIMITS' })).json, { most: 7, names: ['a', 'b'] });
  });

  it('that are missing or no texts are told apart', async () => {
    assert.equal((await server.ask('/env', { name: 'NONE' })).status, 404);
    assert.equal((await server.ask('/env', { name: 'toString' })).status, 404);
    assert.match((await server.ask('/env', { name: 'LIMITS' })).text, /another type/);
  });
});
