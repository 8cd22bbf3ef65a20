// SPDX-License-Identifier: MIT
// Hashes of handlers that take turns do not meet, and end with their request.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { createGuest } from '../../js/host/guest.js';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/wasm/crypto-waiting.wasm', import.meta.url)));
const textOf = ({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body));

test('hashes of many requests at a time', async () => {
  const guest = createGuest(module, { log: assert.fail });
  const bodies = Array.from({ length: 100 }, (_, i) => `body of request ${i}, ${'x'.repeat(i)}`);
  const answers = await Promise.all(bodies.map((body) => guest.handle({ method: 'POST', path: '/hash', body })));
  for (const [i, body] of bodies.entries()) assert.equal(textOf(answers[i]), createHash('sha256').update(body).digest('hex'));
});

test('more requests than there may be hashes leave theirs open', async () => {
  const guest = createGuest(module, { log() {} });
  for (let round = 0; round < 30; round++) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => guest.handle({ method: 'GET', path: '/leave' })));
    for (const { status } of answers) assert.equal(status, 500);
  }
  assert.equal(textOf(await guest.handle({ method: 'POST', path: '/hash', body: 'abc' })), createHash('sha256').update('abc').digest('hex'));
});
