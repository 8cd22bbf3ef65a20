// SPDX-License-Identifier: MIT
// Compiled by types.test.mjs against js/types, never run: calls of a pool are typed end to end.
import { Envelope, PoolError, createPool, importTask, isMain, task } from 'zerobuf/pool';
import { BufferReference } from 'zerobuf/unsafe';

const add = ([a, b]: [number, number]): number => a + b;
const load = async (name: string): Promise<{ name: string, bytes: Uint8Array }> => ({ name, bytes: new Uint8Array() });
const now = (): Date => new Date();
const pool = createPool({ threads: 2, queue: { limit: 10, whenFull: 'reject' }, debug: ['calls'] })({
  add, load, now,
  limited: task({ f: add, timeout: { time: 10, default: 0 } }),
  stoppable: task({ f: (text: string, signal) => (signal.hasAborted() ? signal.now() : text.length), abortSignal: true }),
  other: importTask({ href: new URL('https://example.org/other.js'), name: 'other' }),
});

const sum: Promise<number> = pool.call.add([1, 2]);
const later: Promise<number> = pool.call.add(Promise.resolve<[number, number]>([1, 2]), { signal: new AbortController().signal, priority: 1 });
const loaded: Promise<{ name: string, bytes: Uint8Array }> = pool.call.load('name');
const date: Promise<Date> = pool.call.now();
const limited: Promise<number> = pool.call.limited([1, 2], { timeout: 5 });
const stoppable = pool.call.stoppable('text');
stoppable.reject(new Error('enough'));
const length: Promise<number> = stoppable;
const anything: Promise<any> = pool.call.other({ any: 'thing' });
const words: Int32Array = pool.alloc(4, Int32Array);
const bytes: Uint8Array = pool.alloc(4);
const freed: boolean = pool.free(words);
const open: number = pool.stats().open;
const ended: Promise<void> = pool.shutdown({ drain: true });
const { header, body } = new Envelope({ name: 'n' }, new BufferReference(bytes));
const named: { name: string } = header;
const owned: number = body.byteLength;
const code: string = new PoolError('ZB_POOL_FULL', 'full').code;
const main: boolean = isMain;
export { anything, code, date, ended, freed, later, length, limited, loaded, main, named, open, owned, sum };

// @ts-expect-error: another argument
pool.call.add(['1', '2']);
// @ts-expect-error: an argument is missing
pool.call.load();
// @ts-expect-error: another result
const text: Promise<string> = pool.call.add([1, 2]);
// @ts-expect-error: no such task
pool.call.subtract([1, 2]);
// @ts-expect-error: no such option of a call
pool.call.add([1, 2], { view: true });
// @ts-expect-error: only tasks with a signal are given up by their promise
pool.call.add([1, 2]).reject();
// @ts-expect-error: no such option
createPool({ thread: 2 });
// @ts-expect-error: no such balancer
createPool({ balancer: 'fastest' });
// @ts-expect-error: not a class of typed arrays
pool.alloc(4, Array);
