// SPDX-License-Identifier: MIT
// Durable Objects of C handlers on workerd: who is who, storage, SQL, alarms, requests passed on.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { guestBytes, serveRoom } from './support.mjs';

describe('a Durable Object in C', { timeout: 60_000 }, () => {
  /** @type {Awaited<ReturnType<typeof serveRoom>>} */
  let server;
  before(async () => {
    server = await serveRoom({ wasm: await guestBytes('room'), body: 'add(a, b) { return a + b; }' });
  });
  after(() => server.close());

  /**
   * @param {string} room
   * @param {string} to
   * @param {RequestInit} [init]
   */
  const inRoom = (room, to, init) => {
    const [path, query = ''] = to.split('?');
    return server.ask(`/room?room=${room}&to=${path}&${query}`, init);
  };
  const json = async (/** @type {Promise<{status: number, text: string}>} */ answer) => {
    const { status, text } = await answer;
    assert.equal(status, 200, text);
    return JSON.parse(text);
  };

  it('has globals of its own, for each name, and gets its start before its first call', async () => {
    const first = await Promise.all(Array.from({ length: 20 }, () => json(inRoom('a', 'count'))));
    assert.deepEqual(first.map(({ calls }) => calls).sort((x, y) => x - y), Array.from({ length: 20 }, (_, i) => i + 1));
    assert.ok(first.every(({ starts }) => starts === 1), JSON.stringify(first));
    assert.deepEqual(await json(inRoom('b', 'count')), { calls: 1, starts: 1 });
  });

  it('starts anew after a trap, with its start before the next call', async () => {
    await json(inRoom('t', 'count'));
    assert.equal((await inRoom('t', 'trap')).status, 500);
    assert.deepEqual(await json(inRoom('t', 'count')), { calls: 1, starts: 1 });
  });

  it('gets requests with body and headers, and its answer comes back', async () => {
    const { status, text, headers } = await inRoom('a', 'echo', { method: 'POST', body: 'hello' });
    assert.deepEqual([status, text, headers.get('content-type'), headers.get('x-passed-by')], [200, 'hello', 'application/octet-stream', 'worker']);
    assert.equal((await inRoom('a', 'nothing')).status, 404);
    assert.deepEqual((await server.ask('/ask?room=a')).text, 'from the worker');
  });

  it('gets a body that streams through the worker', async () => {
    const piece = new Uint8Array(1 << 16).fill(97);
    let pieces = 200;
    const body = new ReadableStream({ pull: (controller) => (pieces-- > 0 ? controller.enqueue(piece) : controller.close()) });
    const { status, text } = await server.ask('/upload?room=a&to=length', { method: 'POST', body, duplex: 'half' });
    assert.deepEqual([status, text], [200, String(200 * piece.length)]);
  });

  it('is found by an id that was made for it', async () => {
    assert.equal((await server.ask('/unique')).text, 'same');
    assert.match((await server.ask('/id')).text, /^the host call failed: /); // the worker is no object
  });

  it('has the methods of its class', async () => {
    assert.deepEqual(await server.ask('/rpc?room=a').then(({ text }) => text), '42');
  });

  it('stores values of every kind by key, and lists them', async () => {
    const value = { text: 'déjà vu', number: -1.5, list: [1, null, true], nested: { deep: {} } };
    await json(inRoom('s', 'value?key=v', { method: 'POST', body: JSON.stringify(value) }));
    assert.deepEqual(await json(inRoom('s', 'value?key=v')), value);
    assert.deepEqual(await inRoom('other', 'value?key=v').then(({ status }) => status), 404);
    for (const key of ['k1', 'k2', 'k3', 'z']) await json(inRoom('s', `value?key=${key}`, { method: 'POST', body: `"${key}"` }));
    assert.deepEqual(await json(inRoom('s', 'list?prefix=k')), [['k1', 'k1'], ['k2', 'k2'], ['k3', 'k3']]);
    assert.deepEqual(await json(inRoom('s', 'list?after=k1&end=v&reverse=1&limit=1')), [['k3', 'k3']]);
    await json(inRoom('s', 'value?key=k2', { method: 'DELETE' }));
    assert.equal((await inRoom('s', 'value?key=k2', { method: 'DELETE' })).status, 404);
    assert.equal((await inRoom('s', 'value?key=k2')).status, 404);
    // A null is no value.
    await json(inRoom('s', 'value?key=z', { method: 'POST', body: 'null' }));
    assert.deepEqual((await json(inRoom('s', 'list?prefix='))).map((/** @type {string[]} */ [key]) => key), ['k1', 'k3', 'v']);
  });

  it('runs SQL with every kind of argument, and says what was wrong', async () => {
    assert.deepEqual(await json(inRoom('q', 'sql')), [
      { text: 'déjà', data: null, weight: 1.5 },
      { text: 'plain', data: null, weight: null },
    ]);
  });

  it('is woken by its alarm, again when it fails', async () => {
    await json(inRoom('alarm', 'alarm?ms=1', { method: 'POST' }));
    await json(inRoom('retry', 'alarm?ms=1&fail=1', { method: 'POST' }));
    const rung = async (/** @type {string} */ room) => {
      for (;;) {
        const { status, text } = await inRoom(room, 'value?key=rung');
        if (status === 200) return text;
      }
    };
    assert.deepEqual(await Promise.all([rung('alarm'), rung('retry')]), ['1', '1']);
    assert.match(server.said(), /zb:alarm \/ was answered with 500/);
  });
});
