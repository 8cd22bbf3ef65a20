// SPDX-License-Identifier: MIT
// WebSockets of a Durable Object in C, with real clients; also while the object sleeps.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { connect, guestBytes, serveRoom } from './support.mjs';

/** workerd puts an object that has nothing to do out of its memory after about ten seconds. */
const UNTIL_ASLEEP_MS = 13_000;

describe('WebSockets of a Durable Object in C', { timeout: 60_000 }, () => {
  /** @type {Awaited<ReturnType<typeof serveRoom>>} */
  let server;
  before(async () => {
    server = await serveRoom({ wasm: await guestBytes('room') });
  });
  after(() => server.close());
  const join = async (/** @type {string} */ room, /** @type {string} */ name) => {
    const client = await connect(`${server.url}/room?room=${room}&to=join&name=${name}`);
    assert.equal(await client.next(), 'welcome');
    return client;
  };

  it('carry text and bytes of any length, to one and to all others', async () => {
    const [ada, bob, eve] = [await join('chat', 'ada'), await join('chat', 'bob'), await join('chat', 'eve')];
    const elsewhere = await join('other', 'zoe');
    ada.socket.send('héllo');
    assert.deepEqual([await bob.next(), await eve.next()], ['ada: héllo', 'ada: héllo']);
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i * 7);
    bob.socket.send(bytes);
    assert.deepEqual(await bob.next(), [...bytes]);
    bob.socket.send(new Uint8Array(0));
    assert.deepEqual(await bob.next(), []);
    ada.socket.send('');
    assert.equal(await bob.next(), 'ada: ');
    // Nothing has come to whoever sent it, nor to other rooms: what comes next is an answer to a question.
    for (const [client, name, all] of /** @type {const} */ ([[ada, 'ada', 3], [elsewhere, 'zoe', 1]])) {
      client.socket.send('who');
      const { calls, ...answer } = JSON.parse(String(await client.next()));
      assert.deepEqual(answer, { name, tags: ['everyone', `name:${name}`], all, nobody: 0 });
      assert.equal(calls, 1);
    }
    for (const { socket } of [ada, bob, eve, elsewhere]) socket.close();
    await Promise.all([ada, bob, eve, elsewhere].map(({ closed }) => closed));
  });

  it('close from either side, with code and reason', async () => {
    const client = await join('close', 'ada');
    client.socket.send('close');
    assert.deepEqual(await client.closed, { code: 4000, reason: 'as you wish' });
    const other = await join('close', 'bob');
    other.socket.close(4321, 'enough');
    await other.closed;
    for (;;) {
      const { status, text } = await server.ask('/room?room=close&to=value&key=left');
      if (status === 200 && JSON.parse(text).code === 4321) {
        assert.deepEqual(JSON.parse(text), { code: 4321, reason: 'enough' });
        break;
      }
    }
    // Those that are closed are passed over.
    const last = await join('close', 'eve');
    last.socket.send('who');
    assert.equal(JSON.parse(String(await last.next())).all, 1);
    last.socket.close();
  });

  it('are closed when a handler fails, and others go on', async () => {
    const [ada, bob] = [await join('trap', 'ada'), await join('trap', 'bob')];
    ada.socket.send('trap');
    assert.equal((await ada.closed).code, 1011);
    bob.socket.send('who');
    assert.equal(JSON.parse(String(await bob.next())).name, 'bob');
    bob.socket.close();
  });

  it('are refused to whoever asks for none, and outside of an object', async () => {
    assert.equal((await server.ask('/room?room=x&to=join&name=a')).status, 426);
    await assert.rejects(connect(`${server.url}/join?name=a`), /no WebSocket/);
    assert.match((await fetch(`${server.url}/join?name=a`)).statusText, /Upgrade Required/);
  });

  it('stay open while the object sleeps, with tags, attachment and the answer to pings', async () => {
    const [ada, bob] = [await join('sleep', 'ada'), await join('sleep', 'bob')];
    ada.socket.send('who');
    assert.equal(JSON.parse(String(await ada.next())).calls, 1);
    await delay(UNTIL_ASLEEP_MS);
    ada.socket.send('ping');
    assert.equal(await ada.next(), 'pong');
    ada.socket.send('who');
    // Its globals are new: it has been away.
    assert.deepEqual(JSON.parse(String(await ada.next())), { name: 'ada', tags: ['everyone', 'name:ada'], all: 2, nobody: 0, calls: 1 });
    bob.socket.send('back');
    assert.equal(await ada.next(), 'bob: back');
    ada.socket.close();
    bob.socket.close();
  });
});
