// SPDX-License-Identifier: MIT
// Values that JavaScript hands over with a request: what comes out is what went in, whatever guest takes it, and what
// cannot be fetched or written costs the request alone.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { createHandler } from '../../js/host/fetch.js';
import { createGuest } from '../../js/host/guest.js';
import { serve } from '../../js/host/node.js';
import { createWorker } from '../../js/host/worker.js';

const compile = async (/** @type {string} */ name) => WebAssembly.compile(await readFile(new URL(`../../build/wasm/${name}.wasm`, import.meta.url)));
const plain = await compile('values');
const waiting = await compile('bindings');

const later = (/** @type {unknown} */ value, ms = 1) => new Promise((resolve) => setTimeout(resolve, ms, value));
const textOf = (/** @type {any} */ { body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body));

const shared = { same: 'twice' };
/** @type {[what: string, values: unknown[], asJson?: unknown[]][]} */
const CASES = [
  ['none', []],
  ['what fits in slots', [null, true, false, -7, 2 ** 31, 0.5, -0], [null, true, false, -7, 2 ** 31, 0.5, 0]],
  ['undefined, a date and bytes', [undefined, new Date(5), new Uint8Array([0, 255]), new ArrayBuffer(0)], [null, 5, 'AP8=', '']],
  ['texts of every length and script', ['', 'a', 'déjà vu', '🙂', 'x'.repeat(100_000)]],
  ['trees', [[], {}, [[]], { a: {} }, { list: [1, { deep: [null, 'Zoë'] }], '': 'no name' }, [['a', ['b']], 'c']]],
  ['one object twice', [shared, [shared, shared], { shared }]],
  ['many small ones', Array.from({ length: 3000 }, (_, i) => ({ i, name: `name ${i}`, more: [i, String(i)] }))],
  ['what outgrows the usual buffer', [Array.from({ length: 40_000 }, (_, i) => ({ i })), 'x'.repeat(1_000_000)]],
];

describe('values of a request', { timeout: 60_000 }, () => {
  for (const [kind, module] of /** @type {const} */ ([['never waits', plain], ['may wait', waiting]])) {
    describe(`for a guest that ${kind}`, () => {
      const guest = createGuest(module, { log: assert.fail });
      for (const [what, values, expected] of CASES) {
        it(`arrive: ${what}`, async () => {
          const answer = await guest.handle({ method: 'POST', path: '/all', body: 'a body beside them', values });
          assert.equal(answer.status, 200);
          assert.deepEqual(JSON.parse(textOf(answer)), expected ?? values);
        });
      }

      it('are none when none are handed over', async () => {
        assert.equal(textOf(await guest.handle({ method: 'GET', path: '/all' })), '[]');
      });

      it('that no slot holds end the request, and not the instance', async () => {
        /** @type {string[]} */
        const log = [];
        const own = createGuest(module, { log: (line) => log.push(line), development: true });
        own.start();
        const before = own.memoryBytes;
        /** @type {any} */
        const cyclic = {};
        cyclic.self = cyclic;
        for (const values of [[() => {}], [cyclic], /** @type {any} */ ('no array')]) {
          const { status, body } = await own.handle({ method: 'GET', path: '/all', values });
          assert.equal(status, 500);
          assert.match(String(body), /^The values of the request could not be written: /);
        }
        assert.equal(log.length, 3);
        assert.equal(own.memoryBytes, before);
        assert.equal((await own.handle({ method: 'GET', path: '/all', values: [1] })).status, 200);
      });
    });
  }

  it('begin at slot 3 in the minimal profile', async () => {
    const guest = createGuest(await compile('fixtures/minimal_values'), { log: assert.fail });
    const answer = await guest.handle({ method: 'GET', path: '/some/path', body: 'and a body', values: ['first', 'the second', { third: [3] }] });
    assert.deepEqual([answer.status, textOf(answer)], [200, 'the second']);
  });
});

describe('fanOut', { timeout: 60_000 }, () => {
  for (const [kind, module] of /** @type {const} */ ([['never waits', plain], ['may wait', waiting]])) {
    it(`fetches in parallel, before a handler that ${kind} is called`, async () => {
      const handle = createHandler(module, {
        log: assert.fail,
        env: { NAME: 'of the options' },
        fanOut: ({ method, path, headers }, env, context) =>
          Promise.all([later(method, 5), path, later(headers.get('x-sent')), env.NAME, context === undefined]),
      });
      const own = await handle(new Request('http://example/all?x=1', { headers: { 'x-sent': 'yes' } }));
      assert.deepEqual(await own.json(), ['GET', '/all?x=1', 'yes', 'of the options', true]);
      const given = await handle(new Request('http://example/all', { method: 'POST', body: 'b' }), { NAME: 'of the request' }, {});
      assert.deepEqual(await given.json(), ['POST', '/all', null, 'of the request', false]);
    });

    it(`that fails is answered with 502, and a handler that ${kind} is not called`, async () => {
      /** @type {string[]} */
      const log = [];
      const throws = () => {
        throw new Error('no such upstream');
      };
      for (const fanOut of [throws, async () => throws()]) {
        const response = await createHandler(module, { log: (line) => log.push(line), fanOut })(new Request('http://example/all'));
        assert.equal(response.status, 502);
        assert.equal(await response.text(), 'The handler failed. The log of the server says why.\n');
      }
      assert.deepEqual(log, Array(2).fill('zerobuf: The data for this request could not be fetched: Error: no such upstream'));
    });
  }

  it('may answer at once', () => {
    const handle = createHandler(plain, { log: assert.fail, fanOut: () => ['at once'] });
    assert.ok(handle(new Request('http://example/all')) instanceof Response);
  });

  it('keeps requests apart that run at the same time', async () => {
    const handle = createHandler(waiting, { log: assert.fail, fanOut: async ({ path }) => [await later(path, Math.random() * 10), path] });
    await Promise.all(Array.from({ length: 200 }, async (_, i) => {
      const path = `/all?n=${i}`;
      assert.deepEqual(await (await handle(new Request(`http://example${path}`))).json(), [path, path]);
    }));
  });

  it('works on Node\'s own server', async () => {
    const server = await serve(plain, { port: 0, log: assert.fail, fanOut: async ({ path, headers }) => [path, headers.get('x-sent')] });
    try {
      const response = await fetch(`${server.url}/all?q`, { headers: { 'x-sent': 'yes' } });
      assert.deepEqual(await response.json(), ['/all?q', 'yes']);
    } finally {
      await server.close();
    }
  });

  it('is not asked for events, which bring what they bring', async () => {
    const worker = createWorker(plain, { log: assert.fail, fanOut: () => assert.fail('asked') });
    await worker.scheduled({ cron: '0 5 * * 1' }, {}, {});
  });
});

describe('events', { timeout: 60_000 }, () => {
  it('are none that a client can send', async () => {
    const { fetch } = createWorker(plain, { log: assert.fail });
    const forged = /** @type {any} */ ({ method: 'zb:scheduled', url: 'http://example/0%205%20*%20*%201', headers: new Headers(), body: null });
    assert.equal((await fetch(forged)).status, 501);
  });

  it('that fail reject, so that the platform sees it', async () => {
    const worker = createWorker(plain, { log: () => {} });
    await assert.rejects(worker.scheduled({ cron: '* * * * *' }, {}, {}), /^Error: The guest answered zb:scheduled \/\* \* \* \* \* with 404: not found$/);
    await assert.rejects(worker.queue({ queue: 'orders' }, {}, {}), /zb:queue \/orders with 404/);
  });
});
