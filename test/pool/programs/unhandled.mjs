// SPDX-License-Identifier: MIT
// Counts rejections that nobody handles while a pool goes through all that can go wrong.
import { createPool } from '../../../js/pool/index.js';
import { BufferReference } from '../../../js/pool/unsafe.js';
import * as tasks from '../tasks.mjs';

const unhandled = [];
process.on('unhandledRejection', (reason) => void unhandled.push(reason?.message ?? String(reason)));
globalThis.addEventListener?.('unhandledrejection', (event) => event.preventDefault()); // Deno ends otherwise

const open = (more) => createPool({ module: new URL('../tasks.mjs', import.meta.url), threads: 2, ...more })(tasks_);
const { add, exit, fail, hold, sum, untilSignal } = tasks;
const tasks_ = { add, exit, fail, hold, sum, untilSignal, hidden: (value) => value - 1 };
const settled = async (...calls) => void (await Promise.allSettled(calls));

const pool = open();
await settled(pool.ready(), pool.call.fail('type'), pool.call.hidden(1), pool.call.add({ f() {} }), pool.call.add(Promise.reject(new Error('argument'))));
await settled(pool.call.exit(1), pool.call.sum(new BufferReference(new Uint8Array(10))), pool.call.add([1, 2]));
const stop = new AbortController();
const words = pool.alloc(4, Int32Array);
const given = [
  pool.call.hold(words, { signal: stop.signal }), pool.call.hold(words, { timeout: 1 }), pool.call.hold(words, { hardTimeout: 200 }),
  pool.call.add(new Promise((resolve) => void setTimeout(resolve, 5, [1, 2])), { signal: stop.signal }), pool.call.untilSignal(words, { timeout: 5 }),
];
stop.abort();
await settled(...given);
const open_ = [pool.call.hold(words), pool.call.add([1, 2]), pool.call.add(new Promise((resolve) => void setTimeout(resolve, 5, [1, 2])))];
await settled(pool.shutdown(), ...open_, pool.call.add([1, 2]), pool.ready());
const broken = open({ bootstrap: { href: new URL('bootstrap.mjs', import.meta.url), name: 'absent' }, restart: 1 });
await settled(broken.call.add([1, 2]), broken.ready());
await broken.shutdown();
const unused = open();
await unused.shutdown();
const last = open();
await last.ready().catch(() => {});
void Promise.reject(new Error('of the program')); // shows that they are counted
await new Promise((resolve) => void setTimeout(resolve, 20));
await last.shutdown();
console.log(JSON.stringify({ unhandled }));
