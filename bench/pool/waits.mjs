// SPDX-License-Identifier: MIT
// Where pools over shared memory tend to be worse than messages: tasks that take a while, both
// threads on one processor, rest, the start. This pool against plain messages.
//
//   node bench/pool/waits.mjs
import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { createPool } from '../../js/pool/index.js';
import { figures, quartiles } from './measure.mjs';
import { postMessage } from './peers.mjs';
import { echo, work } from './tasks.mjs';

const module = new URL('tasks.mjs', import.meta.url);
const ROUNDS = Number(process.env.ROUNDS ?? 41);

/** @param {number[]} ms */
const show = (ms) => {
  const [low, middle, high] = quartiles(ms);
  return `${figures(middle)} (${figures(low)}..${figures(high)})`;
};

/** @param {() => Promise<unknown>} job @returns {Promise<number>} ms */
async function time(job) {
  const begin = performance.now();
  await job();
  return performance.now() - begin;
}

async function late() {
  const pool = createPool({ module })({ work });
  const plain = postMessage();
  await pool.ready();
  console.log('\nhow much later than its own time a task is answered, ms\n\n| task | postMessage | zerobuf/pool |\n|---|---|---|');
  for (const ms of [1, 1, 3, 10, 30, 100, 300]) { // the first warms up
    /** @type {number[][]} */
    const times = [[], []];
    for (let round = 0; round < Math.min(ROUNDS, 3000 / ms); round++) {
      times[0]?.push(await time(async () => assert.equal(await plain.send({ value: ms, how: 'work' }), ms)) - ms);
      times[1]?.push(await time(async () => assert.equal(await pool.call.work(ms), ms)) - ms);
    }
    console.log(`| ${ms} ms | ${times.map(show).join(' | ')} |`);
  }
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const { user, system } = process.cpuUsage(before);
  console.log(`\nidle for 2 s with both: ${((user + system) / 20_000).toFixed(2)} % of a processor`);
  await pool.shutdown();
  await plain.close();
}

async function start() {
  /** @type {number[][]} */
  const times = [[], []];
  for (let round = 0; round < 15; round++) {
    times[0]?.push(await time(async () => {
      const worker = new Worker(new URL('worker-threads.mjs', import.meta.url));
      worker.postMessage({ value: 1 });
      assert.equal(await new Promise((resolve) => worker.once('message', resolve)), 1);
      await worker.terminate();
    }));
    times[1]?.push(await time(async () => {
      const pool = createPool({ module })({ echo });
      assert.equal(await pool.call.echo(1), 1);
      await pool.shutdown();
    }));
  }
  console.log(`\nfrom the start to the first answer and the end of a worker, ms: a bare Worker ${show(times[0] ?? [])}, a pool of one ${show(times[1] ?? [])}`);
}

await late();
await start();
