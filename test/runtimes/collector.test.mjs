// SPDX-License-Identifier: MIT
// What stands in for node:test in workerd and browsers: it runs what is registered, and says what came of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import * as collector from './collector.mjs';

const outcomes = async (load) => (await collector.run(async () => load())).results.map(({ name, status, reason }) => [name, status, reason?.split('\n')[0]]);

test('passed, failed, skipped in each way, in the order of the file', async () => {
  assert.deepEqual(await outcomes(() => {
    collector.test('passes', () => {});
    collector.default('fails later', async () => { await null; throw new RangeError('late'); });
    collector.test('skips itself', (t) => t.skip('no room'));
    collector.test('is skipped', { skip: 'not here' }, () => { throw new Error('ran'); });
    collector.test('is not skipped', { skip: false }, () => {});
    collector.test('meets what is not there', () => { throw Object.assign(new Error('no threads'), { code: 'ERR_METHOD_NOT_IMPLEMENTED' }); });
    collector.test('throws nothing at all', () => { throw undefined; });
    collector.describe('a group', () => collector.it('inside', () => {}));
  }), [
    ['passes', 'passed', undefined], ['fails later', 'failed', 'RangeError: late'], ['skips itself', 'skipped', 'no room'], ['is skipped', 'skipped', 'not here'],
    ['is not skipped', 'passed', undefined], ['meets what is not there', 'skipped', 'no threads'], ['throws nothing at all', 'failed', 'undefined'],
    ['a group: inside', 'passed', undefined],
  ]);
});

test('hooks run around each test, also a failing one, and belong to one file', async () => {
  const log = [];
  const load = () => {
    for (const when of ['before', 'after', 'beforeEach', 'afterEach']) collector[when](() => log.push(when));
    collector.test('fails', () => { throw new Error('x'); });
    collector.test('passes', () => log.push('test'));
  };
  await outcomes(load);
  assert.deepEqual(log, ['before', 'beforeEach', 'afterEach', 'beforeEach', 'test', 'afterEach', 'after']);
  await outcomes(() => collector.test('of another file', () => {}));
  assert.equal(log.length, 7);
});

test('a file that does not load, a hook that fails and a test without a body are failures', async () => {
  assert.deepEqual(await outcomes(() => { throw new SyntaxError('no'); }), [['the file itself', 'failed', 'SyntaxError: no']]);
  assert.deepEqual((await outcomes(() => { collector.afterEach(() => { throw new Error('hook'); }); collector.test('x', () => {}); }))[0].slice(0, 2), ['x', 'failed']);
  assert.match((await outcomes(() => collector.test('x')))[0][2], /has no body/);
  assert.match((await outcomes(() => collector.test('x', { todo: true }, () => {})))[0][2], /no such option/);
});

test('diagnostics are handed over', async () => {
  assert.deepEqual((await collector.run(async () => collector.test('x', (t) => t.diagnostic('SEED=1')))).diagnostics, ['SEED=1']);
});
