// SPDX-License-Identifier: MIT
// KV and R2 as C calls them: what is written is there, as seen from outside; what is refused is told in the platform's words.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { createGuest } from '../../js/host/guest.js';
import { PassedResponse } from '../../js/host/passed-response.js';
import { server, wasm } from './support.mjs';

const every = Uint8Array.from({ length: 256 }, (_, i) => i);

/** @type {[what: string, key: string, value: Uint8Array][]} */
const VALUES = [
  ['text', 'plain', new TextEncoder().encode('déjà vu 🙂')],
  ['every byte', 'bytes', every],
  ['nothing', 'empty', new Uint8Array(0)],
  ['a key beyond ASCII', 'Schlüssel/🔑 ?&=%', Uint8Array.of(1)],
  ['a key of 512 bytes', 'k'.repeat(512), Uint8Array.of(2)],
  ['a megabyte', 'large', new Uint8Array(1 << 20).fill(7)],
];

describe('KV', { timeout: 120_000 }, () => {
  /** @type {any} */
  let kv;
  before(async () => {
    kv = await server.mf.getKVNamespace('KV');
  });

  for (const [what, key, value] of VALUES) {
    it(`keeps ${what}`, async () => {
      assert.equal((await server.ask('/kv', { key }, { method: 'PUT', body: value })).status, 200);
      assert.deepEqual(new Uint8Array(await kv.get(key, 'arrayBuffer')), value);
      assert.deepEqual((await server.ask('/kv', { key })).bytes, value);
      assert.deepEqual((await server.ask('/kv', { key, as: 'text' })).bytes, value);
      assert.equal((await server.ask('/kv', { key }, { method: 'DELETE' })).status, 200);
      assert.equal(await kv.get(key), null);
      assert.equal((await server.ask('/kv', { key })).status, 404);
    });
  }

  it('keeps metadata and when a key vanishes', async () => {
    const at = Math.floor(Date.now() / 1000) + 1000;
    await server.ask('/kv', { key: 'meta:1', metadata: '{"owner":"Zoë","n":[1,2]}', at }, { method: 'PUT', body: 'v' });
    await server.ask('/kv', { key: 'meta:2', ttl: 3600 }, { method: 'PUT', body: 'v' });
    assert.deepEqual((await kv.getWithMetadata('meta:1')).metadata, { owner: 'Zoë', n: [1, 2] });
    assert.deepEqual((await server.ask('/kv', { key: 'meta:1', as: 'metadata' })).json, { owner: 'Zoë', n: [1, 2] });
    assert.equal((await server.ask('/kv', { key: 'meta:2', as: 'metadata' })).json, null);
    assert.equal((await server.ask('/kv', { key: 'meta:3', as: 'metadata' })).status, 404);
    const [pages, one, two] = (await server.ask('/kv-list', { prefix: 'meta:' })).json;
    assert.equal(pages, 1);
    assert.deepEqual(one, ['meta:1', at, { owner: 'Zoë', n: [1, 2] }]);
    assert.deepEqual([two[0], two[2]], ['meta:2', null]);
    assert.ok(Math.abs(two[1] - Date.now() / 1000 - 3600) < 60);
  });

  it('gives JSON as a value', async () => {
    await kv.put('json', '{"list":[1,2.5,"Zoë"],"no":null}');
    assert.deepEqual((await server.ask('/kv', { key: 'json', as: 'json' })).json, { list: [1, 2.5, 'Zoë'], no: null });
    await kv.put('json', 'no JSON');
    const broken = await server.ask('/kv', { key: 'json', as: 'json' });
    assert.equal(broken.status, 502);
    assert.match(broken.text, /^the host call failed: .*JSON/);
  });

  it('lists page by page, in order', async () => {
    const names = Array.from({ length: 25 }, (_, i) => `list:${String(i).padStart(3, '0')}`);
    await Promise.all(names.map((name) => kv.put(name, name)));
    const [pages, ...keys] = (await server.ask('/kv-list', { prefix: 'list:', limit: 10 })).json;
    assert.equal(pages, 3);
    assert.deepEqual(keys.map((/** @type {any[]} */ [name]) => name), names);
    assert.deepEqual((await server.ask('/kv-list', { prefix: 'none:', limit: 10 })).json, [1]);
    const all = (await server.ask('/kv-list')).json.slice(1).map((/** @type {any[]} */ [name]) => name);
    assert.ok(names.every((name) => all.includes(name)));
  });

  it('answers fifty at the same time, each with its own', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, i) => (i === 7 ? null : kv.put(`many:${i}`, `value-${i}`))));
    const expected = Array.from({ length: 50 }, (_, i) => (i === 7 ? '' : `value-${i} `)).join('');
    const answers = await Promise.all(Array.from({ length: 3 }, () => server.ask('/kv-many', { prefix: 'many:' })));
    assert.deepEqual(answers.map(({ text }) => text), Array(3).fill(expected));
  });

  it('is another one under another name', async () => {
    await server.ask('/kv', { key: 'same', binding: 'OTHER' }, { method: 'PUT', body: 'other' });
    assert.equal((await server.ask('/kv', { key: 'same' })).status, 404);
    assert.equal((await server.ask('/kv', { key: 'same', binding: 'OTHER' })).text, 'other');
  });

  it('never gives one request what belongs to another', async () => {
    await Promise.all(Array.from({ length: 40 }, async (_, i) => {
      const value = `${i}:${'x'.repeat(i * 37)}`;
      await server.ask('/kv', { key: `own:${i}` }, { method: 'PUT', body: value });
      assert.equal((await server.ask('/kv', { key: `own:${i}` })).text, value);
    }));
  });

  for (const [what, query, size, sentence] of /** @type {[string, Record<string, string | number>, number, RegExp][]} */ ([
    ['an empty key', { key: '' }, 1, /Key name cannot be empty/],
    ['the key "."', { key: '.' }, 1, /"\." is not allowed as a key name/],
    ['a key of 513 bytes', { key: 'k'.repeat(513) }, 1, /exceeds? .*512/],
    ['a life of less than a minute', { key: 'a', ttl: 5 }, 1, /Invalid expiration_ttl of 5/],
    ['a value above 25 MiB', { key: 'a' }, 25 * 1024 * 1024 + 1, /Value length of 26214401 exceeds limit of 26214400/],
    ['metadata above 1,024 bytes', { key: 'a', metadata: JSON.stringify('m'.repeat(1023)) }, 1, /Metadata length of 1025 exceeds limit of 1024/],
    ['a binding that is not there', { key: 'a', binding: 'NONE' }, 1, /There is no binding "NONE"\.$/],
  ])) {
    it(`tells of ${what}`, async () => {
      const { status, text } = await server.ask('/kv', query, { method: 'PUT', body: new Uint8Array(size) });
      assert.equal(status, 502, text);
      assert.match(text, /^the host call failed: /);
      assert.match(text, sentence);
    });
  }
});

describe('R2', { timeout: 120_000 }, () => {
  /** @type {any} */
  let r2;
  before(async () => {
    r2 = await server.mf.getR2Bucket('R2');
  });

  for (const [what, key, value] of VALUES) {
    it(`keeps ${what}`, async () => {
      const put = await server.ask('/r2', { key }, { method: 'PUT', body: value });
      assert.equal(put.status, 200, put.text);
      assert.equal(put.json.size, value.byteLength);
      assert.deepEqual(new Uint8Array(await (await r2.get(key)).arrayBuffer()), value);
      assert.deepEqual((await server.ask('/r2', { key })).bytes, value);
      const sent = await server.ask('/r2', { key, as: 'sent' });
      assert.deepEqual([sent.status, sent.headers.get('x-sent'), Buffer.compare(sent.bytes, value)], [203, 'past the module', 0]);
      assert.equal((await server.ask('/r2', { key }, { method: 'DELETE' })).status, 200);
      assert.equal(await r2.head(key), null);
      assert.equal((await server.ask('/r2', { key })).status, 404);
      assert.equal((await server.ask('/r2', { key, as: 'head' })).status, 404);
    });
  }

  it('keeps what is known of an object', async () => {
    const custom = { owner: 'Zoë', n: '1' };
    const put = await server.ask('/r2', { key: 'known', type: 'text/css', cache: 'max-age=9', custom: JSON.stringify(custom) }, { method: 'PUT', body: 'a{}' });
    const outside = await r2.head('known');
    for (const { json } of [put, await server.ask('/r2', { key: 'known', as: 'head' })]) {
      assert.deepEqual([json.key, json.etag, json.quoted, json.versioned, json.size], ['known', outside.etag, outside.httpEtag, true, 3]);
      assert.equal(json.uploaded, outside.uploaded.getTime());
      assert.deepEqual([json.http.contentType, json.http.cacheControl, json.custom], ['text/css', 'max-age=9', custom]);
    }
    assert.deepEqual([outside.httpMetadata.contentType, outside.customMetadata], ['text/css', custom]);
  });

  it('gives ranges', async () => {
    await r2.put('range', every);
    const range = async (/** @type {Record<string, number>} */ query) => (await server.ask('/r2', { key: 'range', ...query })).bytes;
    assert.deepEqual(await range({ offset: 10, length: 5 }), every.slice(10, 15));
    assert.deepEqual(await range({ offset: 250 }), every.slice(250));
    assert.deepEqual(await range({ length: 3 }), every.slice(0, 3));
    assert.deepEqual(await range({ suffix: 4 }), every.slice(-4));
    assert.equal((await server.ask('/r2', { key: 'range', offset: 300 })).status, 502);
    assert.equal((await server.ask('/r2', { key: 'range', suffix: 4, offset: 1 })).status, 502);
  });

  it('reads and writes under conditions', async () => {
    const { etag } = (await server.ask('/r2', { key: 'if' }, { method: 'PUT', body: 'first' })).json;
    assert.equal((await server.ask('/r2', { key: 'if', match: etag })).text, 'first');
    assert.equal((await server.ask('/r2', { key: 'if', match: 'other' })).status, 304);
    assert.equal((await server.ask('/r2', { key: 'if', other: etag })).status, 304);
    assert.equal((await server.ask('/r2', { key: 'if', match: 'other' }, { method: 'PUT', body: 'lost' })).status, 412);
    assert.equal((await server.ask('/r2', { key: 'if', other: '*' }, { method: 'PUT', body: 'lost' })).status, 412);
    assert.equal(await (await r2.get('if')).text(), 'first');
    assert.equal((await server.ask('/r2', { key: 'if', match: etag }, { method: 'PUT', body: 'second' })).status, 200);
    assert.equal(await (await r2.get('if')).text(), 'second');
    assert.equal((await server.ask('/r2', { key: 'new', other: '*' }, { method: 'PUT', body: 'made' })).status, 200);
  });

  it('refuses a body that is another than was said', async () => {
    const digest = createHash('sha256').update('right').digest('latin1');
    const query = `key=sum&sha256=${[...digest].map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')}`;
    const put = async (/** @type {string} */ body) => fetch(`${server.url}/r2?${query}`, { method: 'PUT', body });
    assert.equal((await put('wrong')).status, 502);
    assert.equal(await r2.head('sum'), null);
    assert.equal((await put('right')).status, 200);
  });

  it('lists page by page, with prefixes and metadata', async () => {
    for (const key of ['tree/a', 'tree/b', 'tree/c', 'tree/sub/d', 'tree/sub/e']) await r2.put(key, key, { customMetadata: { of: key } });
    const flat = (await server.ask('/r2-list', { prefix: 'tree/', limit: 2, metadata: 1 })).json;
    assert.equal(flat.pages, 3);
    assert.deepEqual(flat.objects.map((/** @type {any} */ { key, custom }) => [key, custom.of]), ['tree/a', 'tree/b', 'tree/c', 'tree/sub/d', 'tree/sub/e'].map((key) => [key, key]));
    const folded = (await server.ask('/r2-list', { prefix: 'tree/', delimiter: '/' })).json;
    assert.deepEqual(folded.objects.map((/** @type {any} */ { key }) => key), ['tree/a', 'tree/b', 'tree/c']);
    assert.deepEqual(folded.prefixes, ['tree/sub/']);
  });

  it('sends many pieces in order', async () => {
    const whole = Uint8Array.from({ length: 4 << 20 }, (_, i) => (i * 7919) >>> 8);
    await r2.put('whole', whole);
    assert.equal(Buffer.compare((await server.ask('/r2', { key: 'whole', as: 'sent' })).bytes, whole), 0);
  });

  it('sends them past the module: its memory does not grow', async () => {
    const pieces = 200;
    class R2ObjectBody {
      key = 'large';
      httpEtag = '"e"';
      made = 0;
      httpMetadata = { contentType: 'of the object', cacheControl: 'max-age=9' };
      body = new ReadableStream({
        pull: (controller) => {
          if (++this.made > pieces) controller.close();
          else controller.enqueue(new Uint8Array(65_536));
        },
      });
    }
    const guest = createGuest(await WebAssembly.compile(wasm), { log: assert.fail, env: { R2: { get: async () => new R2ObjectBody() } } });
    const { status, body } = await guest.handle({ method: 'GET', path: '/r2?key=large&as=sent' });
    assert.ok(body instanceof PassedResponse);
    assert.equal(status, 203);
    assert.deepEqual([...body.with([['x-own', '1']]).headers], [['cache-control', 'max-age=9'], ['content-type', 'of the object'], ['etag', '"e"'], ['x-own', '1']]);
    const large = (await guest.handle({ method: 'GET', path: '/r2?key=large&as=sent' })).body;
    assert.ok(large instanceof PassedResponse);
    let bytes = 0;
    for (let piece = await large.next(); piece !== null; piece = await large.next()) bytes += piece.byteLength;
    assert.equal(bytes, pieces * 65_536);
    assert.ok(guest.memoryBytes <= 1 << 18, `${guest.memoryBytes} bytes of memory`);
  });
});
