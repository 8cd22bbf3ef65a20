// SPDX-License-Identifier: MIT
// Who is compared: each is started with one worker, is called as its documentation says, and
// gives back what it was given.
import { Worker } from 'node:worker_threads';

/**
 * @typedef {object} Peer
 * @property {string} name
 * @property {(value: any) => Promise<any>} echo
 * @property {() => unknown} close
 */

/** A pool that does not answer at all within this is left out. */
const ANSWER_MS = 5000;

const tasks = (/** @type {string} */ name) => new URL(name, import.meta.url);

/** Plain messages. @returns {Peer & { send: (message: object, transfer?: any[]) => Promise<any> }} */
export function postMessage() {
  const worker = new Worker(tasks('worker-threads.mjs'));
  /** @type {((value: any) => void)[]} */
  const waiting = [];
  let first = 0;
  worker.on('message', (value) => {
    const resolve = waiting[first];
    waiting[first++] = /** @type {any} */ (undefined);
    if (first === waiting.length) waiting.length = first = 0;
    /** @type {any} */ (resolve)(value);
  });
  /** @param {object} message @param {any[]} [transfer] */
  const send = (message, transfer) => new Promise((resolve) => {
    waiting.push(resolve);
    worker.postMessage(message, transfer);
  });
  return { name: 'postMessage', send, echo: (value) => send({ value }), close: () => worker.terminate() };
}

/** Other pools; those that this runtime cannot load are left out. @returns {Promise<Peer[]>} */
export async function otherPools() {
  const makers = [
    async () => {
      const { Piscina } = await import('piscina');
      const pool = new Piscina({ filename: tasks('tasks.mjs').href, minThreads: 1, maxThreads: 1, concurrentTasksPerWorker: 128 });
      return { name: 'piscina', echo: (value) => pool.run(value), close: () => pool.destroy() };
    },
    async () => {
      const { default: Tinypool } = await import('tinypool');
      const pool = new Tinypool({ filename: tasks('tasks.mjs').href, minThreads: 1, maxThreads: 1, concurrentTasksPerWorker: 128 });
      return { name: 'tinypool', echo: (value) => pool.run(value), close: () => pool.destroy() };
    },
    async () => {
      const { default: workerpool } = await import('workerpool');
      const pool = workerpool.pool(tasks('workerpool-worker.mjs').pathname, { minWorkers: 1, maxWorkers: 1, workerType: 'thread' });
      return { name: 'workerpool', echo: (value) => Promise.resolve(pool.exec('echo', [value])), close: () => pool.terminate() };
    },
    async () => {
      const { FixedThreadPool } = await import('poolifier');
      const pool = new FixedThreadPool(1, tasks('poolifier-worker.mjs').pathname);
      return { name: 'poolifier', echo: (value) => pool.execute(value), close: () => pool.destroy() };
    },
  ];
  const peers = [];
  for (const make of makers) {
    try {
      const peer = await make();
      await answered(peer.echo(1));
      peers.push(peer);
    } catch (error) {
      console.error(`left out: ${error}`);
    }
  }
  return peers;
}

/** @param {Promise<unknown>} answer @throws {Error} it has not come in time */
async function answered(answer) {
  /** @type {any} */
  let timer;
  await Promise.race([answer, new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ANSWER_MS} ms`)), ANSWER_MS);
  })]);
  clearTimeout(timer);
}
