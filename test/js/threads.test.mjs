// SPDX-License-Identifier: MIT
// Threads that allocate in one shared memory at once.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { zerobuf } from '../../js/core/index.js';
import { CONTROL_KEYS_AT, CONTROL_KEYS_LOCK_AT, KEYS_ENTRY_BYTES, KEYS_HEADER_BYTES } from '../../js/core/layout.gen.js';
import { newMemory } from './support.mjs';

const OBJECTS = 20_000;
const KEYS = 4000;

// Runs in each worker: creates objects while the other does, and reports where.
const SOURCE = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { zerobuf } = await import(workerData.core);
  const { memory, control, thread, count } = workerData;
  const buf = zerobuf(memory, 0, { control });
  const gate = new Int32Array(memory.buffer, 8, 1);
  Atomics.add(gate, 0, 1);
  while (Atomics.load(gate, 0) < 2); // start together
  const handles = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const x = buf.create({ thread, i, text: 'object ' + thread + ':' + i, list: [i, { deep: thread }] });
    x['added ' + i % ${KEYS}] = i;
    if (i % 64 === 0) x.list.push(-i, thread);
    handles[i] = x.__zerobuf_ptr;
  }
  parentPort.postMessage(handles);
`;

test('two threads create tens of thousands of objects in one memory without overlap', async () => {
  const memory = newMemory({ initial: 2, maximum: 4000, shared: true });
  const buf = zerobuf(memory, 64, { shared: true });
  const data = { memory, control: buf.arena.control, count: OBJECTS, core: new URL('../../js/core/index.js', import.meta.url).href };
  const workers = [0, 1].map((thread) => new Worker(new URL(`data:text/javascript,${encodeURIComponent(SOURCE)}`), { workerData: { ...data, thread } }));
  const results = await Promise.all(workers.map(async (worker) => (await once(worker, 'message'))[0]));
  const seen = new Set();
  for (const [thread, handles] of results.entries()) {
    for (const [i, handle] of handles.entries()) {
      seen.add(handle);
      const list = [i, { deep: thread }];
      if (i % 64 === 0) list.push(i === 0 ? 0 : -i, thread);
      const model = { thread, i, text: `object ${thread}:${i}`, list };
      model[`added ${i % KEYS}`] = i;
      const actual = buf.wrapObject(handle).toJS();
      if (JSON.stringify(actual) !== JSON.stringify(model)) assert.deepEqual(actual, model);
    }
  }
  assert.equal(seen.size, 2 * OBJECTS);
  assert.ok(buf.arena.pages > 2, 'the memory has grown meanwhile');
  const { arena } = buf;
  assert.equal(arena.readU32(arena.control + CONTROL_KEYS_LOCK_AT), 0, 'the lock of the key table is free');
  const table = arena.readU32(arena.control + CONTROL_KEYS_AT);
  const keys = [];
  for (let entry = table + KEYS_HEADER_BYTES, i = 0; i < arena.readU32(table); i++, entry += KEYS_ENTRY_BYTES) {
    const at = arena.readU32(entry + 4);
    if (at !== 0) keys.push(Buffer.from(arena.u8.slice(at, at + arena.readU32(entry + 8))).toString());
  }
  assert.equal(new Set(keys).size, keys.length, 'no key stands twice in the table');
  assert.equal(arena.readU32(table + 4), keys.length);
});
