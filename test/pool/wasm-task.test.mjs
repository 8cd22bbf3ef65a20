// SPDX-License-Identifier: MIT
// Tasks in C: one module in every worker, over the memory of the pool (SPEC.md, 13.7).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { Mutex } from '../../js/core/index.js';
import { createPool, importTask, wasmTask } from '../../js/pool/index.js';
import { boundsOf } from '../../js/pool/map-column.js';
import { BufferReference } from '../../js/pool/unsafe.js';

const built = (name) => new URL(`../../build/wasm/${name}.wasm`, import.meta.url);
const TASKS = ['sum', 'affine', 'greet', 'count', 'echo', 'nothing', 'fail', 'throws', 'trap', 'outside', 'deep', 'calls', 'until_aborted', 'meet', 'add_locked', 'damaged'];
const JAVASCRIPT = new URL('./c/in-javascript.mjs', import.meta.url);

/** Pools of this file, which end with it. */
const pools = [];
after(() => Promise.all(pools.map((pool) => pool.shutdown())));

function poolOf(options = {}, definition = {}, module = built('tasks')) {
  const inC = Object.fromEntries(TASKS.map((name) => [name, wasmTask({ module, export: name, ...definition })]));
  const inJavaScript = Object.fromEntries(['sum', 'label', 'refuseOdd'].map((name) => [`js_${name}`, importTask({ href: JAVASCRIPT, name })]));
  const pool = createPool(options)({ ...inC, ...inJavaScript });
  pools.push(pool);
  return pool;
}

const numbers = (pool, length, Class = Float64Array) => {
  const column = pool.alloc(length, Class);
  for (let i = 0; i < length; i++) column[i] = (i % 1000) / 8;
  return column;
};

describe('values of tasks in C', () => {
  const pool = poolOf();

  it('are read and written where they lie', async () => {
    assert.deepEqual(await pool.call.greet({ name: 'Ada', age: 36 }), { greeting: 'hello Ada', next: 37 });
    assert.deepEqual(await pool.call.greet({ name: 'Åse 🦊', age: 1.5 }), { greeting: 'hello Åse 🦊', next: 2.5 });
  });

  it('are undefined when the task sets none', async () => {
    assert.equal(await pool.call.nothing(), undefined);
    assert.equal(await pool.call.echo(7), 7);
    assert.equal(await pool.call.nothing(), undefined);
  });

  it('come back as they went', async () => {
    for (const value of [0, -1.5, true, null, undefined, 'text', 12n, [1, [2, { three: 4 }]], new Date(5), new Map([['a', new Set([1])]]), Float32Array.of(1, 2), { deep: { object: 'x'.repeat(1500) } }]) {
      assert.deepEqual(await pool.call.echo(value), value);
    }
  });

  it('have blocks where they are long', async () => {
    const value = Array.from({ length: 3000 }, (_, i) => ({ id: i, name: `name ${i}` }));
    assert.deepEqual(await pool.call.echo(value), value);
    assert.equal((await pool.call.greet({ name: 'n'.repeat(400), age: 1 })).greeting.length, 406);
  });

  it('are columns in place', async () => {
    const column = numbers(pool, 10_007);
    assert.equal(await pool.call.sum(column), column.reduce((total, item) => total + item, 0));
    assert.equal(await pool.call.affine({ part: column.subarray(5, 9), factor: 2, add: 1 }), undefined);
    assert.deepEqual([...column.subarray(3, 11)], [3, 4, 5 * 2 + 8, 6 * 2 + 8, 7 * 2 + 8, 8 * 2 + 8, 9, 10].map((eighths) => eighths / 8));
    assert.equal(await pool.call.sum(Float64Array.of(1, 2, 3.5)), 6.5, 'a copy of a short array of the caller');
  });

  it('as results have the room that the record has, or what was asked for', async () => {
    assert.deepEqual(await pool.call.count(100), Float64Array.from({ length: 100 }, (_, i) => i));
    await assert.rejects(pool.call.count(1000), { code: 'ZB_POOL_PAYLOAD', message: /"count" has no room for its result, which may have \d+ bytes; give wasmTask\(\{ resultBytes \}\)/ });
    const roomy = poolOf({}, { resultBytes: 100_000 });
    assert.equal((await roomy.call.count(12_000)).at(-1), 11_999);
    await assert.rejects(roomy.call.count(20_000), { code: 'ZB_POOL_PAYLOAD' });
    const long = { name: 'n'.repeat(40_000), age: 2 };
    assert.deepEqual(await roomy.call.greet(long), { greeting: `hello ${long.name}`, next: 3 });
  });

  it('that travel beside the region are refused, and nothing is posted', async () => {
    const fresh = poolOf();
    const { heapUsedBytes } = fresh.stats().region;
    await assert.rejects(fresh.call.echo(new Uint8Array(100_000)), { code: 'ZB_POOL_PAYLOAD', message: /"echo" has buffers that travel beside the region.*pool\.alloc\(\)/ });
    await assert.rejects(fresh.call.echo(Array.from({ length: 400_000 }, (_, i) => `a string with number ${i}`)), { code: 'ZB_POOL_PAYLOAD', message: /longer than 4194304 bytes/ });
    await assert.rejects(fresh.call.echo({ reference: new BufferReference(new ArrayBuffer(8)) }), { code: 'ZB_POOL_PAYLOAD' });
    assert.equal(fresh.stats().open, 0);
    assert.equal(fresh.stats().region.heapUsedBytes, heapUsedBytes, 'no block is left');
    assert.equal(await fresh.call.echo('still'), 'still');
  });
});

describe('failures of tasks in C', () => {
  const pool = poolOf();

  it('are statuses with their names', async () => {
    await assert.rejects(pool.call.sum('no column'), { code: 'ZB_E_TAG', message: /the task "sum" failed: the value has another type/ });
    await assert.rejects(pool.call.sum(Int32Array.of(1)), { code: 'ZB_E_TAG' });
    await assert.rejects(pool.call.greet({ name: 'x' }), { code: 'ZB_E_NOT_FOUND' });
    await assert.rejects(pool.call.fail(-7), { code: 'ZB_E_INVALID' });
    await assert.rejects(pool.call.fail(-9999), { code: 'ZB_E_INVALID', message: /unknown status -9999/ });
  });

  it('are numbers of their own', async () => {
    await assert.rejects(pool.call.fail(42), { code: 'ZB_POOL_STATUS', status: 42, message: 'the task "fail" returned 42' });
  });

  it('are values that were thrown', async () => {
    const error = await pool.call.throws('because').catch((reason) => reason);
    assert.ok(error instanceof RangeError);
    assert.equal(error.message, 'too much');
    assert.equal(error.cause, 'because');
  });

  it('are results that cannot be read', async () => {
    await assert.rejects(pool.call.damaged(), { code: 'ZB_E_BOUNDS' });
    assert.equal(await pool.call.echo(1), 1);
  });

  it('are traps, named, after which the worker goes on with a new instance', async () => {
    const [own] = await pool.call.calls();
    assert.equal(own, 1001);
    await assert.rejects(pool.call.trap(), { code: 'ZB_POOL_TRAP', message: /the task "trap": its export "trap" trapped: .*unreachable/i });
    const [fresh, , all] = await pool.call.calls();
    assert.equal(fresh, 1001, 'thread-local variables begin anew');
    assert.equal(all, 5002, 'static data stay');
    await assert.rejects(pool.call.outside(), { code: 'ZB_POOL_TRAP', message: /"outside" trapped: .*(out of bounds|out-of-bounds)/i });
    assert.equal(pool.stats().lostWorkers, 0);
  });
});

describe('the stack of a task in C', () => {
  it('is as large as was asked for', async () => {
    const small = poolOf({}, { stackBytes: 8192 });
    const large = poolOf({}, { stackBytes: 1024 * 1024 });
    const answer = await large.call.deep(6);
    assert.equal(await small.call.deep(6), answer);
    assert.ok(await large.call.deep(900) > 0);
  });

  it('is not left by a module that checks it', async () => {
    const pool = poolOf({}, { stackBytes: 8192 });
    const before = await pool.call.deep(5);
    await assert.rejects(pool.call.deep(20), { code: 'ZB_POOL_TRAP', message: 'the task "deep" needs more than its stack of 8192 bytes; give wasmTask({ stackBytes })' });
    await assert.rejects(pool.call.deep(100_000), { code: 'ZB_POOL_TRAP', message: /its stack of 8192 bytes/ });
    assert.equal(await pool.call.deep(5), before, 'the stack is whole again');
    await assert.rejects(pool.call.trap(), { message: /"trap" trapped/ });
  });

  it('is looked at afterwards where the module does not', async () => {
    const pool = poolOf({}, { stackBytes: 8192 }, built('tasks-unchecked'));
    const before = await pool.call.deep(5);
    await assert.rejects(pool.call.deep(9), { code: 'ZB_POOL_TRAP', message: /its stack of 8192 bytes; .*may be damaged: with ZB_TASK_CHECK_STACK\(\)/ });
    assert.equal(await pool.call.deep(5), before, 'the stack is whole again');
  });
});

describe('threads of tasks in C', () => {
  it('have variables of their own, and share static data', async () => {
    const pool = poolOf({ threads: 2, stealing: true });
    await pool.ready();
    // Two calls that wait for each other are in two workers.
    const word = pool.alloc(2, Int32Array);
    word[1] = 2;
    assert.deepEqual(await Promise.all([pool.call.meet(word), pool.call.meet(word)]), [1001, 1001]);
    word[1] = 4;
    assert.deepEqual(await Promise.all([pool.call.meet(word), pool.call.meet(word)]), [1002, 1002]);
    const seen = new Map();
    const all = [];
    for (let i = 0; i < 40; i++) {
      const [own, address, total, zeros] = await pool.call.calls();
      assert.equal(own, (seen.get(address) ?? 1002) + 1);
      assert.equal(zeros, own - 1000);
      seen.set(address, own);
      all.push(total);
    }
    assert.ok(seen.size <= 2);
    assert.deepEqual(all, Array.from({ length: 40 }, (_, i) => 5001 + i), 'static data are initialized once, and one for all');
  });

  it('lock what they share, with each other and with JavaScript', async () => {
    const pool = poolOf({ threads: 2 });
    const words = pool.alloc(4, Uint32Array);
    words[3] = 20_000;
    const calls = Promise.all([pool.call.add_locked(words), pool.call.add_locked(words)]);
    const mutex = new Mutex({ buffer: words.buffer }, words.byteOffset);
    for (let i = 0; i < 100; i++) {
      await mutex.lockAsync();
      words[2]++;
      mutex.unlock();
    }
    await calls;
    assert.equal(words[2], 40_100);
  });

  it('begin anew in a worker that takes the place of another', async () => {
    const pool = poolOf({ threads: 1 });
    const [, address] = await pool.call.calls();
    const word = pool.alloc(1, Int32Array);
    await assert.rejects(pool.call.until_aborted(word, { hardTimeout: 50 }), { code: 'ZB_POOL_TIMEOUT' });
    const [own, same, all] = await pool.call.calls();
    assert.deepEqual([own, same, all], [1001, address, 5002]);
  });

  it('are told when nobody wants their result', async () => {
    const pool = poolOf({ threads: 1 });
    const word = pool.alloc(1, Int32Array);
    const controller = new AbortController();
    const call = pool.call.until_aborted(word, { signal: controller.signal });
    while (Atomics.load(word, 0) !== 1) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort(new Error('no more'));
    await assert.rejects(call, { message: 'no more' });
    assert.equal(await pool.call.nothing(), undefined, 'the worker is free again');
    assert.equal(word[0], 2);
  });
});

describe('the lane of the caller\'s thread', () => {
  it('has an instance, too', async () => {
    const pool = poolOf({ threads: 1, inline: { threshold: 2 } });
    await pool.ready();
    const all = await Promise.all(Array.from({ length: 40 }, () => pool.call.calls()));
    const addresses = new Set(all.map(([, address]) => address));
    assert.equal(addresses.size, 2);
    assert.deepEqual(all.map(([, , total]) => total).toSorted((a, b) => a - b), Array.from({ length: 40 }, (_, i) => 5001 + i));
    await Promise.all(Array.from({ length: 20 }, () => assert.rejects(pool.call.trap(), { code: 'ZB_POOL_TRAP' })));
    assert.deepEqual(new Set((await Promise.all(Array.from({ length: 20 }, () => pool.call.calls()))).map(([, address]) => address)), addresses);
  });
});

describe('pool.map()', () => {
  const pool = poolOf({ threads: 2 });

  it('gives the results of all parts in order', async () => {
    const column = numbers(pool, 300_001);
    const expected = column.reduce((total, item) => total + item, 0);
    for (const chunks of [undefined, 1, 2, 7, 64]) {
      const sums = await pool.map(column, pool.call.sum, { chunks });
      assert.equal(sums.length, chunks ?? 8);
      assert.equal(sums.reduce((total, item) => total + item), expected);
      assert.deepEqual(await pool.map(column, pool.call.js_sum, { chunks }), sums);
    }
  });

  it('lets the argument be made of each part', async () => {
    const column = numbers(pool, 100_000);
    const before = Float64Array.from(column);
    await pool.map(column, pool.call.affine, { argument: (part) => ({ part, factor: 3, add: 0.5 }) });
    assert.deepEqual(Float64Array.from(column), before.map((item) => item * 3 + 0.5));
    assert.deepEqual(await pool.map(column.subarray(1, 21), pool.call.js_label, { chunks: 3, argument: (part, from, index) => ({ part, from, index }) }),
      ['0: 7 from 0', '1: 8 from 7', '2: 5 from 15']);
  });

  it('takes every element type, parts of columns, and none for an empty one', async () => {
    for (const Class of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) {
      const column = pool.alloc(1000, Class);
      column.fill(3);
      const parts = await pool.map(column.subarray(3, 900), pool.call.js_sum, { chunks: 5 });
      assert.equal(parts.length, 5);
      assert.equal(parts.reduce((total, item) => total + item), 3 * 897);
    }
    const wide = pool.alloc(20, BigInt64Array);
    assert.deepEqual(await pool.map(wide, pool.call.js_label, { chunks: 2, argument: (part, from, index) => ({ part, from, index }) }), ['0: 8 from 0', '1: 12 from 8']);
    assert.deepEqual(await pool.map(wide.subarray(4, 4), pool.call.js_sum), []);
  });

  it('rejects with the first reason when all calls are over', async () => {
    const column = numbers(pool, 1000);
    const argument = (part, from, index) => ({ index });
    const before = pool.stats();
    await assert.rejects(pool.map(column, pool.call.js_refuseOdd, { chunks: 6, argument }), { name: 'RangeError', message: 'part 1 is odd' });
    const { resolved, rejected, open } = pool.stats();
    assert.deepEqual([resolved - before.resolved, rejected - before.rejected, open], [3, 3, 0]);
  });

  it('begins nothing when the argument cannot be made, or what it is given is wrong', async () => {
    const column = numbers(pool, 1000);
    const { calls } = pool.stats();
    await assert.rejects(pool.map(column, pool.call.sum, { chunks: 3, argument: (part, from, index) => { if (index === 2) throw new Error('not made'); return part; } }), { message: 'not made' });
    await assert.rejects(pool.map(column, pool.call.sum, { chunks: 0 }), { name: 'RangeError', message: /chunks is 0; give a whole number from 1/ });
    await assert.rejects(pool.map(column, pool.call.sum, { argument: 5 }), { name: 'TypeError', message: /argument is 5; give a function/ });
    await assert.rejects(async () => pool.map(column, () => 1), { name: 'TypeError', message: /expects a task of this pool, as pool\.call\.sum/ });
    await assert.rejects(async () => pool.map(Float64Array.of(1, 2), pool.call.sum), { name: 'TypeError', message: /make it with pool\.alloc\(\)/ });
    await assert.rejects(async () => pool.map(undefined, pool.call.sum), { name: 'TypeError' });
    assert.equal(pool.stats().calls, calls);
  });

  it('cuts where lines of the cache begin, at any start and length', () => {
    for (const size of [1, 2, 4, 8]) {
      for (const byteOffset of [0, 64, 8, 120, 4096 - size]) {
        for (const length of [0, 1, 7, 64, 65, 1000, 12_345]) {
          for (const count of [1, 2, 3, 8, 50]) {
            const bounds = boundsOf({ byteOffset, length, BYTES_PER_ELEMENT: size }, count);
            assert.equal(bounds[0], 0);
            assert.equal(bounds.at(-1), length);
            assert.ok(bounds.length <= count + 1);
            bounds.slice(1, -1).forEach((bound, i) => {
              assert.ok(Number.isInteger(bound) && bound > bounds[i] && bound < length);
              assert.equal((byteOffset + bound * size) % 64, 0);
            });
          }
        }
      }
    }
  });
});

describe('modules of tasks in C', () => {
  const one = (definition, options) => {
    const pool = createPool(options)({ task: wasmTask({ module: built('tasks'), export: 'sum', ...definition }) });
    pools.push(pool);
    return pool;
  };

  it('are given by address, by bytes or compiled', async () => {
    const bytes = readFileSync(built('tasks'));
    for (const module of [built('tasks').href, new Uint8Array(bytes), new Uint8Array(bytes).buffer, new WebAssembly.Module(bytes)]) {
      assert.equal(await one({ module }).call.task(Float64Array.of(1, 2)), 3);
    }
  });

  it('lie below the pool, which lies below its heap', async () => {
    const pool = one({});
    const column = pool.alloc(1, Float64Array);
    const { instance } = await WebAssembly.instantiate(readFileSync(built('tasks')), { env: { memory: new WebAssembly.Memory({ initial: 2, maximum: 65535, shared: true }) } });
    assert.ok(column.byteOffset > instance.exports.__heap_base.value);
  });

  it('have what they need for an error otherwise', () => {
    const message = (pattern) => ({ name: 'TypeError', message: pattern });
    assert.throws(() => one({ export: 'absent' }), message(/the task "task": the module file:.*tasks\.wasm exports no function "absent"; its tasks are (.*, )?sum/));
    assert.throws(() => one({ export: 'twice' }), message(/"twice" of the module .* takes 1 parameters, and a task 5/));
    assert.throws(() => one({ export: '__heap_base' }), message(/exports no function "__heap_base"/));
    assert.throws(() => one({ module: built('tasks-bare') }), message(/exports no __heap_base, no __stack_pointer, .*--export=__wasm_init_tls/));
    assert.throws(() => one({ module: built('tasks-short') }), message(/tasks-short\.wasm does not fit the pool's memory.*1073741824 bytes.*--max-memory=4294901760, or set region\.maxBytes/));
    assert.throws(() => one({ module: built('hello') }), message(/imports no memory; link it with --import-memory/));
    assert.throws(() => one({ module: built('bindings') }), message(/imports function \S+/));
    assert.throws(() => one({ module: Uint8Array.of(1, 2, 3) }), { name: 'CompileError' });
    assert.throws(() => one({ module: 'https://example.org/tasks.wasm' }), message(/cannot be read at once; give what it holds/));
    assert.throws(() => createPool()({ a: wasmTask({ module: built('tasks'), export: 'sum' }), b: wasmTask({ module: built('tasks-unchecked'), export: 'sum' }) }),
      message(/the tasks "a" and "b" are of two modules, file:.*tasks\.wasm and file:.*tasks-unchecked\.wasm.*; link one module with both, or make two pools/));
  });

  it('may have a memory that is shorter than a pool has unless told otherwise', async () => {
    assert.equal(await one({ module: built('tasks-short') }, { region: { maxBytes: 1048576 } }).call.task(Float64Array.of(1, 2)), 3);
  });

  it('are described by wasmTask() with care', () => {
    assert.throws(() => wasmTask({ module: 'tasks.wasm', export: 'sum' }), { name: 'TypeError', message: /expects the address of a module, as new URL/ });
    assert.throws(() => wasmTask({ module: built('tasks') }), { name: 'TypeError', message: /name of an export/ });
    assert.throws(() => wasmTask({ module: built('tasks'), export: 'sum', stackBytes: 10 }), { name: 'RangeError', message: /stackBytes is 10; give a whole number from 1024/ });
    assert.throws(() => wasmTask({ module: built('tasks'), export: 'sum', resultBytes: -1 }), { name: 'RangeError' });
    assert.throws(() => wasmTask({ module: built('tasks'), export: 'sum', view: true }), { name: 'TypeError', message: /knows no option "view"; it knows timeout, hardTimeout, priority/ });
  });
});
