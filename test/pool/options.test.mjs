// SPDX-License-Identifier: MIT
// Options that are wrong: each error says what was given, where, and what can be given.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createPool } from '../../js/pool/index.js';
import { TASKS, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const WRONG = [
  [null, TypeError, /options is null; give an object/],
  [4, TypeError, /options is 4; give an object/],
  [{ thread: 2 }, TypeError, /createPool\(\) knows no option "thread"; it knows threads, /],
  [{ threads: 0 }, RangeError, /threads is 0; give a whole number from 1 to 254/],
  [{ threads: 1.5 }, RangeError, /threads is 1\.5; give a whole number/],
  [{ threads: '2' }, RangeError, /threads is "2"; give a whole number/],
  [{ balancer: 'fastest' }, TypeError, /balancer is "fastest"; choose roundRobin or leastLoaded or firstIdle or random/],
  [{ balancer: 'toString' }, TypeError, /balancer is "toString"/],
  [{ stealing: 1 }, TypeError, /stealing is 1; give true or false/],
  [{ depth: 0 }, RangeError, /depth is 0; give a whole number from 1/],
  [{ queue: 10 }, TypeError, /queue is 10; give an object with limit and whenFull/],
  [{ queue: { limt: 1 } }, TypeError, /queue knows no option "limt"; it knows limit, whenFull/],
  [{ queue: { limit: -1 } }, RangeError, /queue\.limit is -1; give a whole number from 0/],
  [{ queue: { whenFull: 'drop' } }, TypeError, /queue\.whenFull is "drop"; choose wait or reject/],
  [{ inline: { threshold: 0 } }, RangeError, /inline\.threshold is 0/],
  [{ inline: { limit: 0 } }, TypeError, /inline knows no option "limit"/],
  [{ restart: 'yes' }, RangeError, /restart is "yes"; give a whole number from 0/],
  [{ module: './tasks.mjs' }, TypeError, /module expects the address of a module, as new URL\('\.\/tasks\.js', import\.meta\.url\), not "\.\/tasks\.mjs"/],
  [{ maxPayloadBytes: 1 }, RangeError, /maxPayloadBytes is 1; give a whole number from 1024/],
  [{ region: { maxBytes: 5 } }, RangeError, /region\.maxBytes is 5; give a whole number from 65536/],
  [{ region: { bytes: 5 } }, TypeError, /region knows no option "bytes"; it knows valueBytes, maxBytes/],
  [{ region: { maxBytes: 65536 } }, RangeError, /no memory for the records of 1 workers with a depth of 128, or it is more than region\.maxBytes, 65536; lower depth, or raise that/],
  [{ threads: 254, depth: 65536 }, RangeError, /no memory for the records of 254 workers with a depth of 65536/],
  [{ pollMicroseconds: -1 }, RangeError, /pollMicroseconds is -1/],
  [{ spinMicroseconds: NaN }, RangeError, /spinMicroseconds is NaN/],
  [{ hardTimeout: 'long' }, RangeError, /hardTimeout is "long"; give milliseconds from 0/],
  [{ bootstrap: 'x.js' }, TypeError, /bootstrap is "x\.js"; give an object with href and name and data/],
  [{ bootstrap: { href: 'x.js' } }, TypeError, /bootstrap\.href expects the address of a module/],
  [{ bootstrap: { href: TASKS, name: 1 } }, TypeError, /bootstrap\.name is 1; give the name of an export/],
  [{ worker: 1 }, TypeError, /worker is 1; give options of the runtime's Worker/],
  [{ unsafe: { BufferReferenceReturn: 'move' } }, TypeError, /unsafe\.BufferReferenceReturn is "move"; choose copy or borrow/],
  [{ debug: 'calls' }, TypeError, /debug is "calls"; give true, false, or an array of calls, workers, memory/],
  [{ debug: ['call'] }, TypeError, /debug is "call"; choose calls or workers or memory/],
  [{ tracer: {} }, TypeError, /tracer has no function startSpan/],
];

test('options that are wrong are refused with a sentence', () => {
  for (const [options, type, message] of WRONG) {
    assert.throws(() => createPool(options)({ add: tasks.add }), (error) => {
      assert.ok(error instanceof type, `${JSON.stringify(options)}: ${error.stack}`);
      assert.match(error.message, message);
      return true;
    });
  }
});

test('a pool works with the least and with unusual settings', async () => {
  for (const options of [
    { depth: 1, pollMicroseconds: 0, spinMicroseconds: 0 },
    { threads: 3, depth: 1, region: { valueBytes: 0, maxBytes: 2 ** 20 } },
    { depth: 3, stealing: false, queue: { limit: Infinity }, restart: 1, module: new URL(TASKS), worker: { name: 'own' }, maxPayloadBytes: 1024 },
    { pollMicroseconds: 1e6, spinMicroseconds: 1000, region: { maxBytes: 4 * 2 ** 30 - 65536 } },
  ]) {
    await withPool(options, { echo: tasks.echo, add: tasks.add }, async ({ call }) => {
      assert.deepEqual(await Promise.all(Array.from({ length: 20 }, (_, i) => call.add([i, i]))), Array.from({ length: 20 }, (_, i) => 2 * i));
      assert.deepEqual(await call.echo({ text: 'x'.repeat(900) }), { text: 'x'.repeat(900) });
    });
  }
});
