// SPDX-License-Identifier: MIT
// An engine for each thread, in one shared memory.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { attachEngine } from '../../js/core/engine.js';
import { zerobuf } from '../../js/core/index.js';
import { assertFault, newMemory } from './support.mjs';

// Runs in each worker: reads texts while the other does, and reports where the values lie.
const SOURCE = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { zerobuf } = await import(workerData.core + 'index.js');
  const { attachEngine } = await import(workerData.core + 'engine.js');
  const { memory, control, thread, count, module } = workerData;
  const buf = zerobuf(memory, 0, { control });
  const engine = await attachEngine(buf.arena, { module });
  const gate = new Int32Array(memory.buffer, 8, 1);
  Atomics.add(gate, 0, 1);
  while (Atomics.load(gate, 0) < 2); // start together
  const handles = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const x = engine.parse(JSON.stringify({ thread, i, text: 'text ' + thread + ':' + i, list: [i, { deep: thread, ['key ' + i]: 1.5 }] }));
    if (engine.find(x, 'list[1].deep') !== thread || !engine.stringify(x).includes('"text ' + thread + ':' + i + '"')) throw new Error('damaged ' + i);
    handles[i] = x.__zerobuf_ptr;
  }
  parentPort.postMessage({ handles, at: engine.byteOffset });
`;

test('two threads, an engine each, in one shared memory', async () => {
  const count = 3000;
  const memory = newMemory({ initial: 4, maximum: 4000, shared: true });
  const buf = zerobuf(memory, 64, { shared: true });
  const engine = await attachEngine(buf.arena);
  const data = { memory, control: buf.arena.control, count, module: engine.module, core: new URL('../../js/core/', import.meta.url).href };
  const workers = [0, 1].map((thread) => new Worker(new URL(`data:text/javascript,${encodeURIComponent(SOURCE)}`), { workerData: { ...data, thread } }));
  const results = await Promise.all(workers.map(async (worker) => (await once(worker, 'message'))[0]));
  assert.equal(new Set([engine.byteOffset, ...results.map(({ at }) => at)]).size, 3, 'three engines in three places');
  for (const [thread, { handles }] of results.entries()) {
    for (const [i, handle] of handles.entries()) {
      const expected = { thread, i, text: `text ${thread}:${i}`, list: [i, { deep: thread, [`key ${i}`]: 1.5 }] };
      assert.equal(engine.stringify(buf.wrapObject(handle)), JSON.stringify(expected));
    }
  }
  const grown = buf.arena.offset;
  assertFault(() => engine.parse('[1,2'), SyntaxError, 'ZB_E_SYNTAX');
  assert.ok(buf.arena.offset >= grown);
  buf.reset();
  assert.ok(buf.arena.offset > Math.max(...results.map(({ at }) => at)), 'a reset frees no engine');
  assert.equal(engine.parse('{"after":"reset"}').after, 'reset');
});
