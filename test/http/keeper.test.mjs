// SPDX-License-Identifier: MIT
// The guest runtime from inside: what outlives a request, who owns which bytes, how a query is decoded.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { createGuest } from '../../js/host/guest.js';
import { zerobuf } from '../../js/core/index.js';
import { random, seedOfRun } from '../js/support.mjs';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/wasm/keeper.wasm', import.meta.url)));
const textOf = ({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body));

/** The exports alone, as a host sees them. */
function instantiate() {
  const { exports } = new WebAssembly.Instance(module, { zb: { header: () => 0 } });
  return exports;
}

test('what a handler puts into the instance outlives thousands of requests', () => {
  const guest = createGuest(module);
  const expected = [];
  for (let i = 0; i < 5000; i++) {
    const body = `request ${i} says hello; `;
    expected.push(body);
    const answer = guest.call({ method: 'POST', path: '/keep', body });
    assert.equal(`${answer.status} ${textOf(answer)}`, `200 ${i + 1}`);
  }
  assert.equal(textOf(guest.call({ method: 'GET', path: '/all' })), expected.join(''));
  assert.ok(guest.memoryBytes <= 4 << 20, `${guest.memoryBytes} bytes for ${expected.join('').length} kept`);
});

test('a body that outgrows the memory while data is kept leaves that data alone', () => {
  const guest = createGuest(module);
  guest.call({ method: 'POST', path: '/keep', body: 'kept' });
  const large = new Uint8Array(5 << 20).fill(120);
  assert.equal(guest.call({ method: 'POST', path: '/nowhere', body: large }).status, 404);
  assert.equal(textOf(guest.call({ method: 'GET', path: '/all' })), 'kept');
});

test('the arena of an instance grows during requests and between them, and restores', () => {
  const exports = instantiate();
  const { memory, zb_arena, zb_arena_grow, zb_arena_restore, zb_alloc, zb_release } = exports;
  const control = zb_arena() >>> 0;
  const buf = zerobuf(memory, 0, {
    control,
    grow: (bytes) => zb_arena_grow(control, bytes),
    restore: (checkpoint) => zb_arena_restore(control, checkpoint),
  });
  const mark = buf.save();
  const first = buf.create({ text: 'x'.repeat(200_000) });
  for (let round = 0; round < 3; round++) {
    const request = zb_alloc(96) >>> 0;
    assert.ok(request > buf.arena.offset, 'the request lies above the instance');
    const during = buf.create({ text: 'z'.repeat(100_000 + round) }); // goes on behind the request
    new Uint8Array(memory.buffer, request, 96).fill(255);
    zb_release(request);
    const more = buf.create({ text: 'y'.repeat(300_000) });
    assert.equal(more.text.length, 300_000);
    assert.equal(first.text, 'x'.repeat(200_000));
    assert.equal(during.text, 'z'.repeat(100_000 + round));
  }
  assert.equal(zb_arena_grow(control + 8, 8), -9);
  assert.equal(zb_arena_restore(control, mark), 0);
  assert.equal(buf.arena.offset, mark);
});

test('the arena of an instance does not begin inside an open request', () => {
  const { zb_arena, zb_alloc, zb_release } = instantiate();
  const request = zb_alloc(96) >>> 0;
  assert.equal(zb_arena(), 0);
  zb_release(request);
  assert.notEqual(zb_arena(), 0);
});

test('without memory for it a request is refused, and the next one is answered', () => {
  const { memory, zb_alloc, zb_release } = instantiate();
  const before = memory.buffer.byteLength;
  assert.equal(zb_alloc(0xffff0000 | 0), 0);
  zb_release(0);
  assert.notEqual(zb_alloc(96), 0);
  assert.equal(memory.buffer.byteLength, before);
});

test('queries are decoded as URLSearchParams decodes them', (t) => {
  const guest = createGuest(module);
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const dice = random(seed);
  const pieces = ['v', '=', '&', '+', '%', '%4', '%41', '%c3%bc', '%zz', '%2B', '%26', 'a', 'ü', '🙂', '?', '#', 'vv', '%76', ';'];
  // Node's own decoder garbles raw non-ASCII text beside invalid UTF-8; a URL parser never leaves any.
  const asUrl = (text) => text.replace(/[^\x00-\x7f]+/g, encodeURIComponent);
  let decoded = 0, broken = 0;
  for (let round = 0; round < 20_000; round++) {
    let query = dice.below(2) === 0 ? 'v=' : '';
    for (let length = dice.below(8); length > 0; length--) query += dice.pick(pieces);
    const answer = guest.call({ method: 'GET', path: `/query?${query}` });
    // The guest says more than URLSearchParams does: a broken escape is an error, not text.
    const raw = query.split('&').map((part) => part.split('=')).find(([name]) => name !== '' && new URLSearchParams(`&${name}`).has('v') && !/%(?![0-9a-f]{2})/i.test(name));
    const value = raw?.slice(1).join('=') ?? '';
    if (raw === undefined) assert.equal(answer.status, 404, query);
    else if (/%(?![0-9a-f]{2})/i.test(value)) assert.equal(answer.status, 400, query), broken++;
    else assert.equal(`200 ${textOf(answer)}`, `${answer.status} ${new URLSearchParams(`v=${asUrl(value)}`).get('v')}`, query), decoded++;
  }
  t.diagnostic(`${decoded} values decoded, ${broken} broken escapes refused`);
  assert.ok(decoded > 1000 && broken > 100);
});
