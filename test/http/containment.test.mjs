// SPDX-License-Identifier: MIT
// What a handler may take: time to wait, steps, memory; and that clients which go leave nothing behind.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { countSteps } from '../../js/cli/count-steps.js';
import { createGuest } from '../../js/host/guest.js';
import { HOSTS, rawConnection, SINGLE_HOSTS, startGuest } from './servers.mjs';

const read = async (/** @type {string} */ name) => new Uint8Array(await readFile(new URL(`../../build/wasm/${name}.wasm`, import.meta.url)));
const caller = await WebAssembly.compile(await read('caller'));
const waiter = await WebAssembly.compile(await read('waiter'));
const counting = await WebAssembly.compile(/** @type {BufferSource} */ (countSteps(await read('looper')).bytes));
const get = (/** @type {string} */ path) => ({ method: 'GET', path });

/** @param {{body: unknown}} answer */
const textOf = ({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(/** @type {Uint8Array} */ (body)));

describe('maxWaitMs', { timeout: 60_000 }, () => {
  const TEST = { never: () => new Promise(() => {}), soon: () => new Promise((resolve) => setTimeout(resolve, 5, 1)) };
  for (const replay of [false, true]) {
    it(`ends a wait for what never comes${replay ? ', where handlers are entered anew' : ''}`, async () => {
      const guest = createGuest(caller, { env: { TEST }, maxWaitMs: 20, development: true, log: () => {}, replay });
      const { status, body } = await guest.handle(get('/method?binding=TEST&method=never'));
      assert.equal(status, 502);
      assert.match(textOf({ body }), /^the deadline passed first/);
      assert.equal((await guest.handle(get('/method?binding=TEST&method=soon'))).status, 200);
    });
  }

  it('leaves sleeping alone', async () => {
    const guest = createGuest(waiter, { maxWaitMs: 5 });
    assert.equal((await guest.handle(get('/sleep?ms=40'))).status, 200);
  });

  it('is a number of milliseconds', () => {
    for (const maxWaitMs of [-1, 1.5, NaN, 2 ** 31]) assert.throws(() => createGuest(waiter, { maxWaitMs }), /maxWaitMs must be/);
  });
});

describe('maxLoopSteps', { timeout: 60_000 }, () => {
  const options = { maxLoopSteps: 100_000, development: true, log: () => {} };

  it('ends handlers that do not end, and counts anew for each call', async () => {
    const guest = createGuest(counting, options);
    for (const target of ['/loop', '/recurse', '/mutual', '/pointer', '/waits-then-loops']) {
      const { status, body } = await guest.handle(get(target));
      assert.equal(status, 500, target);
      assert.match(textOf({ body }), /it used up its 100000 steps \(maxLoopSteps\)/, target);
      assert.equal(textOf(await guest.handle(get('/rounds?count=90000'))), '90000');
    }
    for (let i = 0; i < 5; i++) assert.equal((await guest.handle(get('/rounds?count=90000'))).status, 200);
    assert.equal((await guest.handle(get('/rounds?count=110000'))).status, 500);
  });

  it('keeps a count for each of the calls that take turns', async () => {
    const guest = createGuest(counting, options);
    // Each waits ten times and takes 90,000 rounds in all: together they are far above the limit.
    const answers = await Promise.all(Array.from({ length: 20 }, () => guest.handle(get('/turns?count=9000'))));
    assert.deepEqual(answers.map(textOf), Array(20).fill('90000'));
    // And one that is above it by what it did before its waits.
    assert.equal((await guest.handle(get('/turns?count=11000'))).status, 500);
  });

  it('needs a module that counts, and no limit changes nothing', async () => {
    const unlimited = createGuest(counting, { log: () => {} });
    assert.equal(textOf(await unlimited.handle(get('/rounds?count=3000000'))), '3000000');
    /** @type {string[]} */
    const log = [];
    assert.equal((await createGuest(waiter, { maxLoopSteps: 5, log: (line) => log.push(line) }).handle(get('/sleep?ms=1'))).status, 500);
    assert.match(log.join(), /the module does not count its steps: build it with --fuel/);
    for (const maxLoopSteps of [0, 1.5, NaN]) assert.throws(() => createGuest(counting, { maxLoopSteps }), /maxLoopSteps must be/);
    assert.throws(() => countSteps(new Uint8Array(8)), /no WebAssembly module/);
  });

  it('does not change what modules of the tests do', async () => {
    for (const name of ['waiter', 'echo', 'libc', 'heap-general']) {
      const { bytes, steps } = countSteps(await read(name));
      assert.ok(steps > 10, name);
      assert.throws(() => countSteps(bytes), /counts its steps already/);
      await WebAssembly.compile(/** @type {BufferSource} */ (bytes));
    }
    const guest = createGuest(await WebAssembly.compile(/** @type {BufferSource} */ (countSteps(await read('waiter')).bytes)), { maxLoopSteps: 10_000_000 });
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => guest.handle(get(`/frames?depth=${i % 11}&seed=${i}`))));
    assert.ok(answers.every(({ status, body }) => status === 200 && body === '0'));
  });
});

describe('a start that fails', { timeout: 60_000 }, () => {
  it('is tried again at the next request', async () => {
    const keeper = await WebAssembly.compile(await read('keeper'));
    let tries = 0;
    const guest = createGuest(keeper, {
      log: () => {},
      development: true,
      load: () => {
        if (++tries <= 2) throw new Error('the data is not there yet');
        return null;
      },
    });
    for (let i = 0; i < 2; i++) {
      const { status, body } = await guest.handle(get('/'));
      assert.equal(status, 500);
      assert.match(textOf({ body }), /could not be started: Error: the data is not there yet/);
    }
    assert.notEqual((await guest.handle(get('/'))).status, 500);
    assert.equal(tries, 3);
  });
});

for (const host of SINGLE_HOSTS) {
  describe(`clients that go, on ${host}`, { timeout: 60_000 }, () => {
    it('leave no memory taken, whatever their handler was doing', async () => {
      const server = await startGuest('waiter', host, { maxCalls: 150 });
      try {
        const memory = async () => Number(await (await fetch(`${server.url}/memory`)).text());
        /** @type {number[]} */
        const sizes = [];
        for (let round = 0; round < 5; round++) {
          const connections = Array.from({ length: 100 }, () => rawConnection(server.url));
          for (const [i, { write }] of connections.entries()) {
            if (i % 4 === 0) write('GET /sleep?ms=60 HTTP/1.1\r\nhost: a\r\n\r\n');
            if (i % 4 === 1) write('GET /pieces?count=1000&bytes=1000&ms=1 HTTP/1.1\r\nhost: a\r\n\r\n');
            if (i % 4 === 2) write('POST /count HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\nhello');
            if (i % 4 === 3) write('POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nhello');
          }
          await fetch(`${server.url}/sleep?ms=20`);
          for (const { socket } of connections) socket.resetAndDestroy();
          // All are gone when as many new ones as there may be at all find room, and need no more memory.
          let free = false;
          for (let tries = 0; !free && tries < 200; tries++) {
            const statuses = await Promise.all(Array.from({ length: 140 }, async () => (await fetch(`${server.url}/sleep?ms=5`)).status));
            free = statuses.every((status) => status === 200);
          }
          assert.ok(free, 'calls of clients that are gone stay open');
          sizes.push(await memory());
        }
        assert.deepEqual(sizes.slice(2), Array(3).fill(sizes[1]), 'the memory grows with clients that go');
      } finally {
        await server.close();
      }
    });
  });
}

for (const host of HOSTS) {
  describe(`failures of handlers that wait, on ${host}`, { timeout: 60_000 }, () => {
    it('are a 500 each, in full in development alone, and the server goes on', async () => {
      for (const development of [true, false]) {
        const server = await startGuest('waiter', host, { development });
        try {
          for (const [target, reason] of /** @type {[string, RegExp][]} */ ([
            ['/trap', /stopped in GET \/trap/],
            ['/overflow?depth=100000', /stack of a request overflowed/],
            ['/jump?at=7', /stack of a request overflowed/],
          ])) {
            const response = await fetch(server.url + target);
            assert.equal(response.status, 500);
            const text = await response.text();
            if (development) assert.match(text, reason);
            else assert.equal(text, 'The handler failed. The log of the server says why.\n');
            assert.equal(await (await fetch(`${server.url}/sleep?ms=1`)).text(), 'slept\n');
          }
        } finally {
          await server.close();
        }
      }
    });
  });
}
