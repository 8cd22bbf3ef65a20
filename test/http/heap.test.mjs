// SPDX-License-Identifier: MIT
// malloc in a handler module: gone with the request or kept, never growing, and a trap with a reason for what is wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { createGuest } from '../../js/host/guest.js';

const REQUESTS = 100_000; // a million grow no more: REQUESTS=1000000
const requests = Number(process.env['REQUESTS'] ?? REQUESTS);

/** @param {string} allocator */
const moduleOf = (allocator) => new WebAssembly.Module(readFileSync(new URL(`../../build/wasm/heap-${allocator}.wasm`, import.meta.url)));
const textOf = ({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body));

for (const allocator of ['general', 'bump']) {
  const module = moduleOf(allocator);
  /** @param {ReturnType<typeof createGuest>} guest */
  const ask = (guest, path) => {
    const answer = guest.call({ method: 'GET', path });
    assert.equal(answer.status, 200, `${path}: ${textOf(answer)}`);
    return Number(textOf(answer));
  };

  test(`${allocator}: what requests forget is gone, and memory stays where it is`, () => {
    const guest = createGuest(module);
    for (let i = 0; i < 1000; i++) assert.equal(ask(guest, '/forget'), 190);
    const bytes = guest.memoryBytes, used = ask(guest, '/used');
    for (let i = 0; i < requests; i++) guest.call({ method: 'GET', path: '/forget' });
    assert.equal(ask(guest, '/forget'), 190);
    assert.equal(guest.memoryBytes, bytes);
    assert.equal(ask(guest, '/used'), used);
  });

  test(`${allocator}: each request begins with an empty heap, and can empty it`, () => {
    const guest = createGuest(module);
    for (let i = 0; i < 3; i++) assert.equal(ask(guest, '/used-now'), 0);
  });

  test(`${allocator}: what is too large is refused, and nothing else is touched`, () => {
    const guest = createGuest(module);
    for (let i = 0; i < 3; i++) assert.equal(ask(guest, '/hopeless'), 0);
    assert.ok(guest.memoryBytes < 4 << 20);
  });

  test(`${allocator}: what is kept, or made by a constructor, outlives requests`, () => {
    const guest = createGuest(module);
    const before = ask(guest, '/used');
    for (let n = 0; n < 500; n++) {
      assert.equal(ask(guest, `/keep?n=${n}`), n);
      ask(guest, '/forget');
    }
    assert.ok(ask(guest, '/used') >= before + 500 * 508);
    for (let n = 499; n >= 0; n--) {
      assert.equal(ask(guest, '/drop'), n);
      ask(guest, '/forget');
    }
    assert.equal(ask(guest, '/used'), before);
    assert.equal(ask(guest, '/constructed'), 99);
  });

  test(`${allocator}: wrong use stops the instance with a reason, and the next request gets a new one`, () => {
    /** @type {string[]} */
    let log = [];
    const guest = createGuest(module, { log: (line) => log.push(line) });
    const stops = (path, reason) => {
      assert.equal(guest.call({ method: 'GET', path }).status, 500, path);
      assert.match(log.join('\n'), reason, path);
      assert.equal(ask(guest, '/used-now'), 0);
      log = [];
    };
    for (const bytes of [0, 1, 100, 1000, 5000, 100_000]) stops(`/twice?n=${bytes}`, /freed twice|freed already/);
    for (const byte of [0, 1, 16, 255]) stops(`/inside?n=${byte}`, /no block/);
    for (const bytes of [8, 24, 1000, 5000]) stops(`/overrun?n=${bytes}`, /overwritten/);
    for (const bytes of [8, 24, 1000, 5000]) {
      assert.equal(ask(guest, `/remember?n=${bytes}`), 0);
      stops('/use-remembered', /of an earlier request/);
    }
  });
}

test('general: kept blocks that come and go for long take no more memory', () => {
  const guest = createGuest(moduleOf('general'));
  const ask = (path) => guest.call({ method: 'GET', path });
  const cycle = () => {
    for (let n = 0; n < 50; n++) ask(`/keep?n=${n}`);
    for (let n = 0; n < 50; n++) ask('/drop');
  };
  for (let i = 0; i < 5; i++) cycle();
  const bytes = guest.memoryBytes;
  for (let i = 0; i < 200; i++) cycle();
  assert.equal(guest.memoryBytes, bytes);
});

test('handlers that wait between malloc and free have a heap each, and what they keep together is freed', async () => {
  const module = new WebAssembly.Module(readFileSync(new URL('../../build/wasm/turns.wasm', import.meta.url)));
  const guest = createGuest(module);
  const get = async (path) => textOf(await guest.handle({ method: 'GET', path }));
  const round = () => Promise.all(Array.from({ length: 40 }, (_, seed) => get(`/turns?seed=${seed}`)));
  assert.deepEqual(new Set(await round()), new Set(['right']));
  const used = await get('/used'), bytes = guest.memoryBytes;
  for (let i = 0; i < 5; i++) assert.deepEqual(new Set(await round()), new Set(['right']));
  assert.equal(await get('/used'), used);
  assert.ok(guest.memoryBytes <= bytes + (1 << 20), `${bytes} bytes became ${guest.memoryBytes}`);
});
