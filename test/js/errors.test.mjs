// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { ZerobufError, ZerobufRangeError, ZerobufTypeError, zerobuf } from '../../js/core/index.js';
import { fault, faultOfStatus } from '../../js/core/errors.js';
import { STATUSES } from '../../js/core/layout.gen.js';
import { newMemory, parameter } from './support.mjs';

test('every status of C has an error: code, name, offset, a sentence', () => {
  for (const [name, number, text] of STATUSES.slice(1)) {
    const error = faultOfStatus(number, 'reading failed', 64);
    assert.ok(error instanceof ZerobufError);
    assert.ok(error instanceof Error);
    assert.deepEqual([error.code, error.offset], [name, 64]);
    assert.ok(error.message.includes(text) && error.message.includes(name) && error.message.includes('64'));
    assert.match(error.name, /^Zerobuf(Range|Type)?Error$/);
    assert.equal(error instanceof RangeError, error instanceof ZerobufRangeError);
    assert.equal(error instanceof TypeError, error instanceof ZerobufTypeError);
  }
  assert.equal(faultOfStatus(-9999, 'reading failed').code, 'ZB_E_INVALID');
  assert.equal(fault('ZB_E_CORRUPT', 'x').offset, undefined);
});

test('other errors and values are no ZerobufError', () => {
  for (const other of [new Error('x'), new RangeError('x'), null, undefined, 5, {}, 'ZB_E_BOUNDS']) {
    assert.equal(other instanceof ZerobufError, false);
  }
});

test('the errors that code catches', () => {
  const buf = zerobuf(newMemory());
  assert.throws(() => buf.restore(1000), { name: 'ZerobufRangeError', code: 'ZB_E_CHECKPOINT', offset: 1000 });
  assert.throws(() => buf.wrapObject(65536), { name: 'ZerobufRangeError', code: 'ZB_E_BOUNDS', offset: 65536 });
  assert.throws(() => buf.create({ f() {} }), { name: 'ZerobufTypeError', code: 'ZB_E_INVALID' });
});

/** The order in which modules are evaluated is the language's, so one runtime shows it. */
const IN_SHORT_RUNS = parameter('SCALE') === undefined ? false : 'done where tests run in full';

test('every module can be the first to be imported', { skip: IN_SHORT_RUNS }, async () => {
  const folder = new URL('../../js/core/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    import(workerData).then(() => parentPort.postMessage(''), (error) => parentPort.postMessage(error.message));`;
  for (const file of files) {
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { workerData: new URL(file, folder).href });
    assert.deepEqual(await once(worker, 'message'), [''], file);
  }
});
