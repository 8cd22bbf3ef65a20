// SPDX-License-Identifier: MIT
// zb_panic(): its client is told, other clients get clear errors, the next request gets another instance.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SINGLE_HOSTS, startGuest } from './servers.mjs';

for (const host of SINGLE_HOSTS) {
  describe(`panics on ${host}`, { timeout: 60_000 }, () => {
    /** @type {string[]} */
    const log = [];
    /** @type {Awaited<ReturnType<typeof startGuest>>} */
    let server;
    before(async () => {
      server = await startGuest('panic', host, { log: (line) => log.push(line) });
    });
    after(() => server.close());

    /** @param {string} path */
    async function get(path) {
      const response = await fetch(server.url + path);
      return { status: response.status, text: await response.text() };
    }

    for (const [path, message] of [['/at-once', 'größer als "alles"'], ['/after-waiting', 'it has waited'], ['/at-length', 'x'.repeat(252)]]) {
      it(`${path}: 500 with the message, which is in the log, too; then an instance that has no past`, async () => {
        await get('/count');
        assert.notEqual((await get('/count')).text, '1');
        assert.deepEqual(await get(/** @type {string} */ (path)), { status: 500, text: `panic: ${message}\n` });
        assert.deepEqual(await get('/count'), { status: 200, text: '1' });
        assert.ok(log.some((line) => line.includes(`panic in GET ${path}: ${message}`)), log.join('\n'));
      });
    }

    it('ends requests that wait in the instance', async () => {
      const waiting = [get('/wait'), get('/wait')];
      await get('/count'); // they were sent before
      assert.equal((await get('/after-waiting')).status, 500);
      for (const answer of await Promise.all(waiting)) {
        assert.equal(answer.status, 500);
        assert.doesNotMatch(answer.text, /panic/);
      }
      assert.deepEqual(await get('/count'), { status: 200, text: '1' });
    });
  });
}
