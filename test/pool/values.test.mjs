// SPDX-License-Identifier: MIT
// What arrives of arguments, results and errors. Which values the codec takes in which form:
// codec.test.mjs.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Envelope } from '../../js/pool/index.js';
import { withCommon, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const { echo, answer, fail } = tasks;

/** Values that are equal to what comes back. */
const SAME = {
  'numbers': [0, 1, -1, 1.5, NaN, Infinity, 2 ** 53, 1e300],
  'big integers': [0n, -1n, 2n ** 64n, -(2n ** 200n)],
  'strings': ['', 'text', 'äöü€😀', 'x'.repeat(3000), 'lone \ud800 surrogate', '\0'],
  'flags and nothing': [true, false, null, undefined, { a: undefined, b: null }],
  'symbols of the registry': [Symbol.for('shared')],
  'dates': [new Date(0), new Date(-1)],
  'plain objects': [{}, { a: 1, b: 'two', c: { d: [1, [2, [3]]] } }, [], [1, , 3], { 'with spaces': 1, '': 2 }],
  'maps and sets': [new Map([['a', 1], [{ k: 1 }, new Map([[1, 2]])]]), new Set([1, 'two', [3]]), new Map()],
  'regular expressions': [/a.c/giu, /^$/],
  'typed arrays': [new Uint8Array([1, 2, 3]), new Float64Array([1.5, NaN]), new BigInt64Array([-1n]), new Uint8ClampedArray([300]), new Int16Array(0)],
  'buffers and views': [new Uint8Array([1, 2]).buffer, new DataView(new Uint8Array([9, 8, 7]).buffer, 1)],
  'several binaries in one value': [{ a: new Uint8Array(100).fill(1), deep: [{ b: new Float32Array(50).fill(2) }, new Map([['c', new Int8Array(3)]])] }],
};

test(`${Object.keys(SAME).join(', ')} come back as they went`, async () => {
  await withCommon(async ({ call }) => {
    for (const [what, values] of Object.entries(SAME)) {
      for (const value of values) assert.deepEqual(await call.echo(value), value, what);
      assert.deepEqual(await call.echo(values), values, what);
    }
  });
});

test('a date that is none comes back as none', async () => { // Node 22 finds no two of them equal
  await withCommon(async ({ call }) => {
    const date = await call.echo(new Date(NaN));
    assert.ok(date instanceof Date && Number.isNaN(date.getTime()));
  });
});

test('a minus before a zero is kept, and an object without a prototype stays plain', async () => {
  await withCommon(async ({ call }) => {
    assert.ok(Object.is(await call.echo(-0), -0));
    assert.ok(Object.is((await call.echo({ zero: -0 })).zero, -0));
    assert.deepEqual({ ...await call.echo(Object.assign(Object.create(null), { a: 1 })) }, { a: 1 });
    assert.equal(await call.typeOf(new Map()), 'Map');
    assert.equal(await call.typeOf(1n), 'bigint');
    assert.equal(await call.typeOf(), 'undefined');
    assert.equal(await call.typeOf(null), 'null');
  });
});

test('what refers to itself, or to one thing twice, does so on the other side', async () => {
  await withCommon(async ({ call }) => {
    const cycle = { name: 'cycle' };
    cycle.self = cycle;
    const shared = { list: [1] };
    const answered = await call.echo({ cycle, one: shared, two: shared });
    assert.equal(answered.cycle.self, answered.cycle);
    assert.equal(answered.one, answered.two);
    assert.deepEqual(await call.describe({ map: new Map([['key', 'value']]), set: new Set([3]), date: new Date(5), bytes: new Uint8Array([1, 2, 3]), cycle }), ['value', true, 5, 3, true]);
  });
});

test('defect: a small Buffer that comes back shows nothing of the pool that Node shares', { skip: typeof Buffer === 'undefined' }, async () => {
  await withCommon(async ({ call }) => {
    const answered = await call.echo(Buffer.from('text'));
    assert.equal(new TextDecoder().decode(answered), 'text');
    assert.equal(answered.buffer.byteLength, 4);
  });
});

test('promises and thenables that a task returns are awaited', async () => {
  await withCommon(async ({ call }) => {
    assert.equal(await call.answer('promise'), 'later');
    assert.equal(await call.answer('thenable'), 'then');
    await assert.rejects(call.answer('rejection'), { name: 'RangeError', message: 'later' });
    await assert.rejects(call.answer('thenGetter'), { name: 'RangeError', message: 'of then' });
  });
});

test('functions and symbols of one\'s own are refused with the path to them, and later calls work', async () => {
  await withPool({ threads: 2 }, { echo, answer }, async (pool) => {
    const { call } = pool;
    await assert.rejects(call.echo(() => 1), { message: /cannot be passed to another thread.*function/ });
    await assert.rejects(call.echo({ list: [1, { go() {} }] }), { message: /\.list\[1\]\.go cannot be passed/ });
    await assert.rejects(call.echo(new Map([['a', Symbol('own')]])), /cannot be passed.*symbol/i);
    await assert.rejects(call.echo({ get value() { throw new RangeError('of a getter'); } }), { name: 'RangeError', message: 'of a getter' });
    assert.equal(pool.stats().open, 0, 'no record is taken by what was refused');
    await assert.rejects(call.answer('function'), { message: /cannot be passed to another thread.*function/ });
    await assert.rejects(call.answer('symbol'), /symbol/i);
    await assert.rejects(call.answer('nested'), { message: /\.list\[1\]\.call cannot be passed/ });
    await assert.rejects(call.answer('getter'), { name: 'RangeError', message: 'of a getter' });
    await assert.rejects(call.answer('functionGetter'), { name: 'Error', message: /threw a value of type function/ });
    assert.deepEqual(await call.echo({ works: true }), { works: true });
    assert.equal(pool.stats().lostWorkers, 0);
  });
});

test('a getter of an argument may make a call itself', async () => {
  await withPool({ depth: 2 }, { echo }, async ({ call }) => {
    const inner = [];
    const value = { before: new Uint8Array(70_000).fill(1), get now() { inner.push(call.echo(1), call.echo('two')); return 'three'; }, after: new Uint8Array(70_000).fill(2) };
    const answered = await call.echo(value);
    assert.deepEqual([answered.before[0], answered.now, answered.after[0]], [1, 'three', 2]);
    assert.deepEqual(await Promise.all(inner), [1, 'two']);
    const failing = { get now() { inner.push(call.echo('four')); throw new RangeError('after all'); } };
    await assert.rejects(call.echo(failing), { message: 'after all' });
    assert.equal(await inner[2], 'four');
  });
});

test('errors keep class, name, message, stack, cause and fields of their own', async () => {
  for (const name of ['fail', 'failLater']) {
    await withCommon(async ({ call }) => {
      const type = await call[name]('type').then(assert.fail, (error) => error);
      assert.ok(type instanceof TypeError);
      assert.equal(type.message, 'of a kind');
      assert.match(type.stack, /tasks\.mjs/, 'the stack leads to the task');
      const own = await call[name]('own').then(assert.fail, (error) => error);
      assert.ok(own instanceof Error); // its class is the worker's alone
      assert.equal(own.name, 'Refusal');
      assert.equal(own.code, 'E_REFUSED');
      assert.deepEqual(own.details, { list: [1, 2n], when: new Date(0) });
      assert.ok(own.cause instanceof SyntaxError);
      assert.equal(own.cause.message, 'the cause');
      const aggregate = await call[name]('aggregate').then(assert.fail, (error) => error);
      assert.ok(aggregate instanceof AggregateError);
      assert.deepEqual(aggregate.errors.map(({ name, message }) => [name, message]), [['Error', 'one'], ['RangeError', 'two']]);
    });
  }
});

test('what is thrown need not be an error, and need not be fit to travel', async () => {
  await withPool({}, { fail }, async (pool) => {
    const thrown = (how) => pool.call.fail(how).then(assert.fail, (error) => error);
    assert.equal(await thrown('string'), 'just text');
    assert.deepEqual(await thrown('object'), { status: 404 });
    assert.equal(await thrown('undefined'), undefined);
    assert.match((await thrown('function')).message, /threw a value of type function that cannot be passed on/);
    assert.match((await thrown('symbol')).message, /threw a value of type symbol that cannot be passed on/);
    const field = await thrown('field');
    assert.deepEqual([field.name, field.message], ['TypeError', 'with a function']);
    assert.match((await thrown('hostile')).message, /cannot be passed on/);
    assert.equal(pool.stats().lostWorkers, 0);
  });
});

test('errors are values, too', async () => {
  await withCommon(async ({ call }) => {
    const error = await call.echo(Object.assign(new SyntaxError('as a value', { cause: { list: [1] } }), { position: 3 }));
    assert.ok(error instanceof SyntaxError);
    assert.deepEqual([error.message, error.position, error.cause], ['as a value', 3, { list: [1] }]);
  });
});

test('an envelope has a header and a body, both ways', async () => {
  await withPool({}, { envelope: tasks.envelope, isEnvelope: tasks.isEnvelope, header: tasks.envelopeView }, async ({ call }) => {
    const answered = await call.envelope(new Envelope({ name: 'n' }, new Uint8Array([1, 2])));
    assert.ok(answered instanceof Envelope);
    assert.deepEqual(answered.header, { name: 'n', wasEnvelope: true });
    assert.deepEqual(answered.body, new Uint8Array([1, 2]));
    assert.equal(await call.isEnvelope(new Envelope('text', undefined)), true);
    assert.equal(await call.isEnvelope({ header: 1, body: 2 }), false);
    assert.deepEqual(await call.header(new Envelope({ name: 'seen' }, new Uint8Array([4, 5]))), ['seen', 5]);
    const long = await call.envelope(new Envelope({ name: 'x'.repeat(100_000) }, new Uint8Array(5_000_000).fill(3)));
    assert.ok(long instanceof Envelope);
    assert.equal(long.header.name.length, 100_000);
    assert.equal(long.body[4_999_999], 3);
  });
});
