// SPDX-License-Identifier: MIT
// One thread of threads.test.mjs: allocates through JavaScript and through C, and reports what it got.
import { parentPort, workerData } from 'node:worker_threads';
import { zerobuf } from '../../js/core/index.js';
import { Tag } from '../../js/core/layout.gen.js';
import { meetShared } from './c.mjs';

const { memory, control, number, rounds, stackTop, start } = workerData;
const c = meetShared(memory, stackTop);
const buf = zerobuf(memory, 0, { control });

Atomics.wait(start, 0, 0); // so that all begin together
/** @type {Array<[offset: number, bytes: number]>} */
const blocks = [];
const objects = [];
for (let i = 0; i < rounds; i++) {
  const bytes = 8 + (i % 5) * 8;
  const block = i % 2 ? c.alloc(control, bytes) >>> 0 : buf.arena.alloc(bytes, 8);
  new Uint8Array(memory.buffer, block, bytes).fill(number);
  blocks.push([block, bytes]);
  if (i % 10 === 0) {
    const object = buf.create({ thread: number, round: i, text: `thread ${number} round ${i}` });
    c.object_set(control, object.__zerobuf_ptr, ...lendKey(), Tag.I32, i, 0n);
    objects.push(object.__zerobuf_ptr);
  }
}
parentPort.postMessage({ blocks, objects });

/** The key "byC", in bytes that this thread owns: just above its stack. */
function lendKey() {
  new Uint8Array(memory.buffer).set([0x62, 0x79, 0x43], stackTop);
  return [stackTop, 3];
}
