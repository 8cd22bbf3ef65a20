// SPDX-License-Identifier: MIT
// Threads that create values in one shared memory while others, and another thread, grow it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { zerobuf } from '../../js/core/index.js';
import { PAGE, newMemory } from './support.mjs';
import { growerOf } from './wasm-grow.mjs';

const THREADS = 3, OBJECTS = 1500;

const SOURCE = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { zerobuf } = await import(workerData.core);
  const { memory, buffer, control, thread, start } = workerData;
  const buf = zerobuf(memory ?? { buffer }, 0, { control });
  Atomics.wait(start, 0, 0);
  const handles = [];
  for (let i = 0; i < ${OBJECTS}; i++) {
    const x = buf.create({ thread, i, text: 'object ' + thread + ':' + i + ' äöü', list: [i] });
    for (let n = 0; n < i % 7; n++) x.list.push({ n });
    x['key ' + i % 50] = 'x'.repeat(i % 100);
    handles.push(x.__zerobuf_ptr);
  }
  parentPort.postMessage(handles);
`;

/** What a thread wrote as number i. */
function model(thread, i) {
  return {
    thread, i, text: `object ${thread}:${i} äöü`, list: [i, ...Array.from({ length: i % 7 }, (_, n) => ({ n }))], [`key ${i % 50}`]: 'x'.repeat(i % 100),
  };
}

const KINDS = [
  ['a shared memory, grown by JavaScript and by a module', () => {
    const memory = newMemory({ initial: 1, maximum: 2000, shared: true });
    const grow = growerOf(memory, { shared: true });
    let turn = 0;
    return { memory, sent: { memory }, lengthen: () => (turn++ % 2 === 0 ? memory.grow(1) : grow(1)) };
  }],
  ['a growable shared buffer', () => {
    const buffer = new SharedArrayBuffer(PAGE, { maxByteLength: 2000 * PAGE });
    const lengthen = () => {
      try {
        buffer.grow(buffer.byteLength + PAGE);
      } catch (error) {
        assert.ok(error instanceof RangeError); // a thread has made it longer in between
      }
    };
    return { memory: { buffer }, sent: { buffer }, lengthen };
  }],
];

for (const [name, make] of KINDS) {
  test(`defect: threads that create at once in ${name} do not overwrite each other`, async () => {
    const { memory, sent, lengthen } = make();
    const buf = zerobuf(memory, 64, { shared: true });
    const start = new Int32Array(new SharedArrayBuffer(4));
    const data = { ...sent, control: buf.arena.control, start, core: new URL('../../js/core/index.js', import.meta.url).href };
    const workers = Array.from({ length: THREADS }, (_, thread) => new Worker(new URL(`data:text/javascript,${encodeURIComponent(SOURCE)}`), { workerData: { ...data, thread } }));
    let running = THREADS;
    const results = workers.map(async (worker) => {
      const [handles] = await once(worker, 'message');
      running--;
      return handles;
    });
    await Promise.all(workers.map((worker) => once(worker, 'online')));
    Atomics.store(start, 0, 1);
    Atomics.notify(start, 0);
    const mine = [];
    while (running > 0) {
      if (mine.length < 400) {
        lengthen();
        mine.push(buf.create({ mine: mine.length, list: ['a', 'b'] }));
        mine[mine.length >> 1].list.push(mine.length);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    const seen = new Set(mine.map((x) => x.__zerobuf_ptr));
    for (const [thread, handles] of (await Promise.all(results)).entries()) {
      for (const [i, handle] of handles.entries()) {
        seen.add(handle);
        const actual = buf.wrapObject(handle).toJS();
        if (JSON.stringify(actual) !== JSON.stringify(model(thread, i))) assert.deepEqual(actual, model(thread, i));
      }
    }
    mine.forEach((x, i) => assert.equal(x.mine, i));
    assert.equal(seen.size, THREADS * OBJECTS + mine.length);
    assert.ok(mine.length > 0 && memory.buffer.byteLength > 20 * PAGE);
  });
}
