// SPDX-License-Identifier: MIT
// Queues and timers: messages of every kind reach C, what fails comes again and ends in the dead letter queue, and the
// platform learns of a failure.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { server, until } from './support.mjs';

/** @type {any} */
const kv = await server.mf.getKVNamespace('KV');

/** What the consumer kept, as [attempts, text], by the key's prefix. @param {string} prefix @param {string} told */
async function kept(prefix, told) {
  const { keys } = await kv.list({ prefix });
  const all = await Promise.all(keys.map(async (/** @type {{name: string}} */ { name }) => [Number(name.split(':')[2]), await kv.get(name)]));
  return all.filter(([, text]) => text?.slice(text.indexOf(' ') + 1) === told).sort(([a], [b]) => a - b);
}

/** @param {string} told @param {Record<string, string | number>} query */
const send = (told, query) => server.ask('/send', query, { method: 'POST', body: told });

describe('queues', { timeout: 120_000 }, () => {
  for (const [as, kind] of [['text', 'text'], ['bytes', 'bytes'], ['value', 'value']]) {
    it(`carry a message of kind ${as}`, async () => {
      assert.equal((await send(`Grüße ${as} 🙂`, { as })).status, 200);
      assert.deepEqual(await until(async () => (await kept('seen:', `Grüße ${as} 🙂`))[0]), [1, `${kind} Grüße ${as} 🙂`]);
    });
  }

  it('carry a batch, each message once', async () => {
    assert.equal((await send('together', { as: 'batch' })).status, 200);
    const seen = await until(async () => (await kept('seen:', 'together')).length === 3 && kept('seen:', 'together'));
    assert.deepEqual(seen.map(([, text]) => text).sort(), ['bytes together', 'text together', 'value together']);
  });

  it('deliver a message again that asks for it, and only that', async () => {
    await Promise.all([send('retry this', { as: 'text' }), send('leave this', { as: 'text' })]);
    const seen = await until(async () => (await kept('seen:', 'retry this')).length === 2 && kept('seen:', 'retry this'));
    assert.deepEqual(seen, [[1, 'text retry this'], [2, 'text retry this']]);
    assert.deepEqual(await kept('seen:', 'leave this'), [[1, 'text leave this']]);
  });

  it('deliver again what was not acknowledged when the handler fails', async () => {
    await send('throw once', { as: 'text' });
    const seen = await until(async () => (await kept('seen:', 'throw once')).length === 2 && kept('seen:', 'throw once'));
    assert.deepEqual(seen, [[1, 'text throw once'], [2, 'text throw once']]);
  });

  it('give up what fails always, to the dead letter queue', async () => {
    await send('fail always', { as: 'bytes' });
    const dead = await until(async () => (await kept('dead:', 'fail always'))[0]);
    assert.deepEqual(dead, [1, 'bytes fail always']);
    assert.deepEqual((await kept('seen:', 'fail always')).map(([attempts]) => attempts), [1, 2, 3]);
  });

  it('refuse a kind of body that there is not, and say what is too large', async () => {
    assert.equal((await send('x', {})).status, 400);
    const { status, text } = await send('x'.repeat(200_000), { as: 'text' });
    assert.equal(status, 502);
    assert.match(text, /^the host call failed: ./);
  });

  it('reach a worker through its queue() alone', async () => {
    const worker = await server.mf.getWorker();
    const message = (/** @type {string} */ id, /** @type {unknown} */ body) => ({ id, body, timestamp: new Date(), attempts: 1 });
    const handled = await worker.queue('orders', [message('one', 'by hand'), message('two', 'retry by hand')]);
    assert.deepEqual([handled.outcome, handled.explicitAcks, handled.retryMessages.map((/** @type {any} */ { msgId }) => msgId)], ['ok', ['one'], ['two']]);
    // The platform is told what was acknowledged before the handler failed.
    const failed = await worker.queue('orders', [message('three', 'fine'), message('four', 'throw by hand')]);
    assert.deepEqual([failed.outcome, failed.explicitAcks], ['exception', ['three']]);
    const unknown = await worker.queue('nobody', [message('five', 'lost')]);
    assert.equal(unknown.outcome, 'exception');
  });
});

describe('timers', { timeout: 60_000 }, () => {
  it('call the route of their expression, or that of all', async () => {
    const worker = await server.mf.getWorker();
    for (const cron of ['30 2 * * *', '* * * * *', '*/5 0 1 * *']) {
      const { outcome } = await worker.scheduled({ cron, scheduledTime: new Date(1_800_000_000_123) });
      assert.equal(outcome, 'ok');
      assert.equal(await kv.get('cron'), `${cron} at 1800000000123`);
    }
  });

  it('that fail are failures to the platform', async () => {
    const worker = await server.mf.getWorker();
    assert.equal((await worker.scheduled({ cron: '31 2 * * *' })).outcome, 'exception');
  });
});
