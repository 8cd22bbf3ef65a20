// SPDX-License-Identifier: MIT
// What lasts from one request to the next, and what the outside world was asked.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { take } from './row.mjs';

/** @import { Tested } from './server.mjs' */
/** @import { Place, Step } from './row.mjs' */

/**
 * @param {() => Tested} server
 * @returns {(prefix: string, ...steps: Step[]) => Promise<void>}
 */
const taker = (server) => async (prefix, ...steps) => {
  const { url: origin, tag } = server();
  for (const step of steps) await take({ url: origin + prefix, origin, tag, root: '/tmp' }, step);
};

/** Tests of bindings.  @param {() => Tested} server */
export function testState(server) {
  const steps = taker(server);

  it('KV is shared by Worker and Durable Object', async () => {
    const key = `${server().tag}-shared`;
    const found = (/** @type {string} */ value) => ({ json: { key, value, found: value !== '' } });
    await steps('', [`/kv/put?key=${key}&value=worker`, {}]);
    await steps('/do', [`/kv/get?key=${key}`, found('worker')], [`/kv/put?key=${key}&value=object`, {}]);
    await steps('', [`/kv/get?key=${key}`, found('object')], [`/kv/delete?key=${key}`, {}]);
    await steps('/do', [`/kv/get?key=${key}`, found('')]);
  });

  it('/tmp lasts in the Worker, and is not that of the Durable Object', async () => {
    const path = `/tmp/${server().tag}-whose`;
    const content = (/** @type {string} */ text) => /** @type {Step} */ ([`/fs/read?path=${path}`, { json: { path, content: text, size: String(text.length) } }]);
    await steps('', [`/fs/write?path=${path}&content=worker`, {}]);
    await steps('/do', [`/fs/write?path=${path}&content=object`, {}]);
    await steps('', content('worker'), ['/json', {}], content('worker'));
    await steps('/do', content('object'));
  });

  it('/data of the Durable Object outlives a panic, which ends its instance', async () => {
    const path = `/data/${server().tag}/kept`;
    await steps('/do', [`/fs/mkdir?path=/data/${server().tag}`, {}], [`/fs/write?path=${path}&content=durable`, {}], ['/panic', { status: 500 }],
      [`/fs/read?path=${path}`, { json: { path, content: 'durable', size: '7' } }], [`/fs/remove?path=${path}`, {}]);
  });

  it('/do alone, and a path that begins alike', async () => {
    const hello = /** @type {const} */ ({ text: 'Hello from zerobuf!' });
    await steps('', ['/do', hello], ['/do/', hello], ['/do?x=1', hello], ['/done', hello],
      ['/do/reflect?foo=bar', { check: ({ json }) => assert.equal(json.request_uri, '/reflect?foo=bar') }]);
  });
}

/** Tests of outbound requests.  @param {() => Tested} server */
export function testOutside(server) {
  const steps = taker(server);

  it('outbound requests keep method, Host, path, type and body', async () => {
    const { outside } = server();
    outside.asked.length = 0;
    await steps('', ['/fetch?url=https%3A%2F%2Fhttpbin.org%2Fget%3Fa%3Db%2520c', {}], ['/post-fetch', {}]);
    assert.deepEqual(outside.asked.map(({ method, host, path }) => `${method} ${host} ${path}`), ['GET httpbin.org /get?a=b%20c', 'POST httpbin.org /post']);
    const [, posted] = outside.asked;
    assert.equal(posted?.type, 'application/json');
    assert.deepEqual(JSON.parse(posted?.body ?? ''), { from: 'zerobuf' });
  });

  it('/multi-fetch asks for both at the same time', async () => {
    const slow = encodeURIComponent('https://slow.example/300/1');
    const { outside } = server();
    outside.asked.length = 0;
    await steps('', [`/multi-fetch?url1=${slow}&url2=${slow}`, { json: { fetch1_status: 200, fetch1_length: 1, fetch2_status: 200, fetch2_length: 1 } }]);
    assert.deepEqual(outside.asked.map(({ open }) => open), [1, 2], 'the second comes while the first waits');
  });
}
