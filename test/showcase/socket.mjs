// SPDX-License-Identifier: MIT
// The WebSocket of the Durable Object.

import assert from 'node:assert/strict';
import { it } from 'node:test';

/** @import { Tested } from './server.mjs' */

/**
 * @param {string} url
 * @returns {Promise<{say: (message: string | Uint8Array) => Promise<unknown>, close: () => Promise<CloseEvent>}>}
 */
async function connect(url) {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  /** @type {((value: unknown) => void)[]} */
  const waiting = [];
  socket.addEventListener('message', ({ data }) => waiting.shift()?.(data));
  const closed = /** @type {Promise<CloseEvent>} */ (new Promise((resolve) => socket.addEventListener('close', resolve)));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`${url} opens no WebSocket`)));
  });
  return {
    say(message) {
      const answer = new Promise((resolve, reject) => {
        waiting.push(resolve);
        closed.then(({ code, reason }) => reject(new Error(`closed with ${code} ${reason}`)));
      });
      socket.send(message);
      return answer;
    },
    close() {
      socket.close(1000, 'done');
      return closed;
    },
  };
}

/** @param {() => Tested} server */
export function testSockets(server) {
  const open = () => connect(`${server().url.replace(/^http/, 'ws')}/do/ws`);

  it('echoes several messages of a connection', async () => {
    const socket = await open();
    for (const message of ['hello', 'second', '', 'größer 😀', 'x'.repeat(50_000)]) assert.equal(await socket.say(message), `echo: ${message}`);
    const { code, wasClean } = await socket.close();
    assert.deepEqual([code, wasClean], [1000, true]);
  });

  it('answers each of 20 connections with its own messages', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, open));
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(sockets.map((socket, i) => socket.say(`${round}-${i}`)));
      assert.deepEqual(answers, sockets.map((_, i) => `echo: ${round}-${i}`));
    }
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  it('goes on after other requests of the object have panicked', async () => {
    const socket = await open();
    assert.equal(await socket.say('before'), 'echo: before');
    assert.equal((await fetch(`${server().url}/do/panic`)).status, 500);
    assert.equal(await socket.say('after'), 'echo: after');
    await socket.close();
  });
}
