// SPDX-License-Identifier: MIT
// Calls of a pool's tasks: which function runs, where, and how what cannot run is told.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createPool, importTask, isMain, task } from '../../js/pool/index.js';
import { TASKS, rejectsWith, set, until, withCommon, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const FOLDER = new URL('./programs/', import.meta.url);

test('bare functions, tasks with options and imported ones are called', async () => {
  const { add, double, nothing, inMain } = tasks;
  await withPool({ threads: 2 }, {
    add, double, nothing, inMain,
    plus: task({ f: add, timeout: 60_000 }),
    minus: importTask({ href: TASKS, name: 'subtract' }),
    same: importTask({ href: new URL('default.mjs', FOLDER) }),
  }, async ({ call }) => {
    assert.equal(await call.add([1, 2]), 3);
    assert.equal(await call.double(21), 42);
    assert.equal(await call.nothing(), undefined);
    assert.equal(await call.plus([3, 4]), 7);
    assert.equal(await call.minus([3, 4]), -1);
    assert.equal(await call.same('text'), 'text of the default export');
    assert.equal(await call.inMain(), false);
    assert.equal(isMain, true);
  });
});

test('calls of many threads are all answered, each with its own result', async () => {
  await withPool({ threads: 4 }, { double: tasks.double, echo: tasks.echo }, async ({ call }) => {
    const numbers = Array.from({ length: 3000 }, (_, i) => i);
    assert.deepEqual(await Promise.all(numbers.map((i) => (i % 2 === 0 ? call.double(i) : call.echo(i)))), numbers.map((i) => (i % 2 === 0 ? 2 * i : i)));
  });
});

test('every worker of a pool gets calls', async () => {
  await withPool({ threads: 3, balancer: 'roundRobin', stealing: false }, { worker: tasks.worker }, async ({ call }) => {
    assert.equal(new Set(await Promise.all(Array.from({ length: 12 }, () => call.worker()))).size, 3);
  });
});

test('defect: a key other than the name of the function calls that function', async () => {
  const { add, subtract, addOne, addTen } = tasks;
  await withPool({}, { add: subtract, subtract: add, 'with spaces': add }, async ({ call }) => {
    assert.equal(await call.add([5, 3]), 2);
    assert.equal(await call.subtract([5, 3]), 8);
    assert.equal(await call['with spaces']([5, 3]), 8);
  });
  // Of functions with one text and one name it cannot be told which is meant, if the pool is not made in their module.
  await withPool({}, { addOne: addTen, addTen: addOne }, async (pool) => {
    await rejectsWith(pool.ready(), 'ZB_POOL_TASK', /the task "addOne": .*tasks\.mjs exports several functions with its text.*importTask/);
    await assert.rejects(pool.call.addOne(1), /exports several functions with its text/);
  });
  await withPool({}, { addOne: importTask({ href: TASKS, name: 'addTen' }) }, async ({ call }) => assert.equal(await call.addOne(1), 11));
});

test('functions of the same text are told apart where their module makes the pool', async () => {
  const { pool } = await import('./programs/closures.mjs');
  try {
    assert.deepEqual(await Promise.all([pool.call.one(1), pool.call.ten(1), pool.call.hundred(1)]), [2, 11, 101]);
  } finally {
    await pool.shutdown();
  }
});

test('the module that makes the pool is found without being named', async () => {
  const { pools } = await import('./programs/own-tasks.mjs');
  try {
    assert.equal(await pools.bare.call.shout('text'), 'TEXT');
    assert.equal(await pools.defined.call.whisper('TEXT'), 'text');
  } finally {
    await Promise.all(Object.values(pools).map((pool) => pool.shutdown()));
  }
});

test('a promise as an argument is awaited first, and its rejection rejects the call', async () => {
  await withPool({}, { echo: tasks.echo, typeOf: tasks.typeOf }, async (pool) => {
    assert.equal(await pool.call.echo(Promise.resolve('later')), 'later');
    const { calls } = pool.stats();
    await assert.rejects(pool.call.echo(Promise.reject(new RangeError('never'))), { name: 'RangeError', message: 'never' });
    assert.equal(pool.stats().calls, calls, 'nothing was posted');
    const nested = await pool.call.echo({ then: 1 });
    assert.deepEqual(nested, { then: 1 }, 'what has no function then is a value');
  });
});

test('a task that is not exported is refused at the start, and its calls are rejected', async () => {
  const hidden = (value) => value + 1;
  await withPool({ threads: 2 }, { hidden, add: tasks.add }, async (pool) => {
    await rejectsWith(pool.ready(), 'ZB_POOL_TASK', /the task "hidden" is not found in .*tasks\.mjs.*export const hidden/);
    await assert.rejects(pool.call.hidden(1), /the task "hidden" is not found in .*tasks\.mjs/);
    assert.equal(await pool.call.add([1, 2]), 3, 'the others work');
    await rejectsWith(pool.ready(), 'ZB_POOL_TASK');
  });
});

test('an export that is missing is told with those that are there', async () => {
  const href = new URL('default.mjs', FOLDER);
  await withPool({}, { other: importTask({ href, name: 'other' }), value: importTask({ href, name: 'constant' }) }, async (pool) => {
    await rejectsWith(pool.ready(), 'ZB_POOL_TASK', /the task "other": .*default\.mjs exports no function "other"; it exports default, named/);
    await assert.rejects(pool.call.value(), /exports no function "constant"/);
  });
});

test('a module that is missing or throws rejects the calls of its tasks', async () => {
  await withPool({}, {
    absent: importTask({ href: new URL('absent.mjs', FOLDER) }),
    broken: importTask({ href: new URL('throws.mjs', FOLDER) }),
    add: tasks.add,
  }, async (pool) => {
    await rejectsWith(pool.ready(), 'ZB_POOL_TASK', /the task "absent": its module .*absent\.mjs cannot be loaded[^]*the task "broken": its module .*throws\.mjs cannot be loaded: this module always throws/);
    await assert.rejects(pool.call.absent(), /absent\.mjs cannot be loaded/);
    await assert.rejects(pool.call.broken(), /throws\.mjs cannot be loaded: this module always throws/);
    assert.equal(await pool.call.add([1, 2]), 3);
  });
});

test('a module that calls its own pool while it is loaded is told to guard that', async () => {
  const { pool } = await import('./programs/unguarded.mjs');
  try {
    await rejectsWith(pool.ready(), 'ZB_POOL_TASK', /unguarded\.mjs cannot be loaded: .*if \(isMain\)/);
  } finally {
    await pool.shutdown();
  }
});

test('a task makes a pool of its own', async () => {
  await withCommon(async ({ call }) => {
    assert.equal(await call.nested([20, 22]), 42);
    await assert.rejects(call.nestedRefused(), { name: 'PoolError', code: 'ZB_POOL_CLOSED' });
  });
});

test('calls are made before the workers are there, and while they are busy', async () => {
  await withPool({ depth: 4 }, { block: tasks.block, add: tasks.add }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const first = pool.call.block(words);
    const others = Array.from({ length: 50 }, (_, i) => pool.call.add([i, i]));
    await until(words, 1, 1);
    set(words, 0);
    assert.deepEqual(await Promise.all(others), others.map((_, i) => 2 * i));
    assert.equal(await first, 0);
    await pool.ready();
  });
});

test('the functions of pool.call can be passed on, and nothing can be added', async () => {
  await withCommon(async ({ call }) => {
    const { add } = call;
    assert.deepEqual(await Promise.all([[1, 2], [3, 4]].map((pair) => add(pair))), [3, 7]);
    assert.throws(() => { call.more = add; }, TypeError);
    assert.equal(call.toString, Object.prototype.toString);
  });
});

test('what is no task is refused with a sentence', () => {
  assert.throws(() => createPool()(null), { name: 'TypeError', message: /expects an object of tasks, not null/ });
  assert.throws(() => createPool()({ add: 1 }), { name: 'TypeError', message: /the task "add" is 1; give a function/ });
  assert.throws(() => task({}), { name: 'TypeError', message: /expects a function f, not undefined/ });
  assert.throws(() => task({ f: tasks.add, timout: 1 }), { name: 'TypeError', message: /knows no option "timout"; it knows timeout/ });
  assert.throws(() => task({ f: tasks.add, timeout: -1 }), { name: 'RangeError', message: /timeout is -1; give milliseconds/ });
  assert.throws(() => task({ f: tasks.add, timeout: { default: 1 } }), { name: 'RangeError', message: /timeout is undefined; give milliseconds/ });
  assert.throws(() => task({ f: tasks.add, timeout: { time: 1, defualt: 1 } }), { name: 'TypeError', message: /"defualt"/ });
  assert.throws(() => task({ f: tasks.add, view: 1 }), { name: 'TypeError', message: /view is 1; give true or false/ });
  assert.throws(() => task({ f: tasks.add, abortSignal: 'yes' }), { name: 'TypeError', message: /abortSignal is "yes"; give true or false/ });
  assert.throws(() => task({ f: tasks.add, priority: '1' }), { name: 'RangeError', message: /priority is "1"; give a number/ });
  assert.throws(() => importTask({ href: './tasks.mjs' }), { name: 'TypeError', message: /expects the address of a module.*new URL/ });
  assert.throws(() => importTask({ href: TASKS, name: 1 }), { name: 'TypeError', message: /the name of an export, not 1/ });
});
