// SPDX-License-Identifier: MIT
// Calls of pools with random payloads, while some throw, are aborted, time out, and workers die: each is answered once, with
// what it must be answered; no task runs twice; nothing is left over, and memory stays flat.
//   node --expose-gc test/soak/pool.mjs [--calls 10000000] [--epoch 50000] [--lethal 20000] [--numbers 750]
// SEED=n repeats a run's choices. Prints a line of JSON. A pool lives all the time; a second one, of random options, lives for an epoch of calls.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createPool, isMain } from '../../js/pool/index.js';
import { BufferReference } from '../../js/pool/unsafe.js';
import { seeded } from '../http/random.mjs';
import * as tasks from './pool-tasks.mjs';
import { argument, image, same } from './pool-values.mjs';

const MODULE = new URL('./pool-tasks.mjs', import.meta.url).href;
const { transform, ...TASKS } = tasks;

/** Without an answer for so long something hangs; a machine with much else to do has kept threads waiting for a minute. */
const STALLED_MS = 300_000;
/** Tells so often, in calls, how far it is. */
const TELL = 500_000;
const WARM_UP = 0.2;
/** Memory is judged where so many samples were taken on either side. */
const ENOUGH_SAMPLES = 5;
/** It is flat when it has not grown by more than this part, and these MiB: what lives there at a moment depends on what happens to be called. */
const MOST_GROWTH = 1.25, MOST_GROWTH_MIB = 16;
/** Of RSS: allocators keep what threads that ended have fragmented. */
const MOST_RSS_GROWTH_MIB = 128;
/** Of the arguments that calls choose from. */
const STOCK = 400;
/** One call in so many has one of more than 4 MiB. */
const IMAGES = 20_000;
/** Most bytes that a moved buffer has. */
const MOVED_BYTES = 131072;
const ALIGN = 64;

/** @import { Random } from './pool-values.mjs' */

/**
 * @typedef {object} Epoch
 * @property {any} pool
 * @property {Int32Array} runs  in the region: how often each call's task ran
 * @property {number} calls
 * @property {boolean} isLethal  whether tasks may end their worker
 * @property {number} ended  calls that were to end it
 * @property {boolean} isFullRefused
 * @property {boolean} isClosing
 * @property {{ value: any, expected: any }[]} stock
 * @property {(ran: number) => void} checkRuns
 */

/**
 * @typedef {object} Report
 * @property {string} runtime
 * @property {number} calls
 * @property {number} right  answers as they must be
 * @property {Record<string, number>} refused  errors that had to come, or might, by what they were
 * @property {number} wrong
 * @property {string} firstWrong
 * @property {number} lostWorkers
 * @property {number} unhandled  rejections
 * @property {number} pools
 * @property {number} seconds
 * @property {Record<string, [number, number]>} memory  MiB: between a fifth and two fifths of the way; at the end
 */

const collectGarbage = /** @type {any} */ (globalThis).Bun?.gc?.bind(undefined, true) ?? /** @type {any} */ (globalThis).gc;

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const turn = () => new Promise((resolve) => void setImmediate(resolve));

/**
 * @param {{ calls: number, epoch: number, lethal: number, numbers: number }} options  epoch: calls of one; lethal: one call in so
 *   many ends its worker; numbers: calls of a thousand that carry a number and no more
 * @returns {Promise<Report>}
 * @throws {Error} nothing was answered for long
 */
export async function soakPools({ calls, epoch, lethal, numbers }) {
  const random = seeded('soak of pools');
  const { process } = globalThis;
  const runtime = process.versions['bun'] ? `Bun ${process.versions['bun']}` : process.versions['deno'] ? `Deno ${process.versions['deno']}` : `Node ${process.versions.node}`;
  /** @type {Report} */
  const report = { runtime, calls: 0, right: 0, refused: {}, wrong: 0, firstWrong: '', lostWorkers: 0, unhandled: 0, pools: 0, seconds: 0, memory: {} };
  /** @type {{ done: number, rss: number, heap: number, external: number, arrayBuffers: number, region: number }[]} */
  const samples = [];
  const began = performance.now();
  let lastAnswer = began;

  /** @param {string} what */
  function wrong(what) {
    report.wrong++;
    report.firstWrong ||= what;
  }
  /** @param {unknown} reason */
  const onUnhandled = (reason) => {
    report.unhandled++;
    wrong(`unhandled: ${/** @type {any} */ (reason)?.stack ?? reason}`);
  };
  process.on('unhandledRejection', onUnhandled);

  /** Wait for a promise and judge how it was settled. @param {Promise<any>} promise @param {(value: any) => boolean} isRight @param {(error: any) => string | false} judge  what it was, if it was to be @param {string} what */
  async function answer(promise, isRight, judge, what) {
    let value;
    try {
      value = await promise;
    } catch (error) {
      lastAnswer = performance.now();
      const how = judge(error);
      if (how === false) wrong(`${what}: ${/** @type {any} */ (error)?.stack ?? error}`);
      else report.refused[how] = (report.refused[how] ?? 0) + 1;
      return false;
    }
    lastAnswer = performance.now();
    if (isRight(value)) report.right++;
    else wrong(`${what}: a wrong answer, ${String(value).slice(0, 100)}`);
    return true;
  }

  /** Errors that any call may get. @param {Epoch} epoch @param {any} error @returns {string | false} */
  function common({ ended, isFullRefused, isClosing }, error) {
    if (error?.code === 'ZB_POOL_WORKER_LOST') return ended > 0 && 'lost';
    if (error?.code === 'ZB_POOL_FULL') return isFullRefused && 'full';
    if (error?.code === 'ZB_POOL_CLOSED') return isClosing && 'closed';
    return false;
  }

  /** One call that notes that it ran. @param {Epoch} epoch @param {number} id @param {boolean} isLethal */
  async function counted(epoch, id, isLethal) {
    const { pool: { call }, runs, stock } = epoch;
    const { value, expected } = stock[random.below(stock.length)] ?? never();
    const base = { runs, id, value };
    /** @param {any} error */
    const orCommon = (error) => common(epoch, error);
    /** @param {any} got */
    const isRight = (got) => same(got, expected);
    const dice = random.below(1000);
    let hasRun;
    if (isLethal) {
      const how = ['exit', 'timer', 'never', 'loop'][random.below(4)] ?? '';
      epoch.ended++;
      const limits = { hardTimeout: how === 'exit' || how === 'timer' ? 60_000 : 1 + random.below(20) };
      await answer(call.lethal({ runs, id, how }, limits), () => false, (error) => (error?.code === 'ZB_POOL_TIMEOUT' ? how === 'never' || how === 'loop' ? 'hard timeout' : false : orCommon(error)), `lethal ${how}`);
    } else if (dice < 600) {
      hasRun = await answer(call.counted(base), isRight, orCommon, 'counted');
    } else if (dice < 700) {
      hasRun = await answer(call.later({ ...base, ms: random.below(50) === 0 ? 1 + random.below(3) : random.below(2) / 2 }), isRight, orCommon, 'later');
    } else if (dice < 800) {
      await answer(call.throwing(base), () => false, (error) => (error instanceof RangeError && error.message === `call ${id}` ? same(/** @type {any} */ (error).value, expected) && 'thrown' : orCommon(error)), 'throwing');
      hasRun = undefined;
    } else if (dice < 850) {
      hasRun = await answer(call.viewed(base), (got) => same(got, value), orCommon, 'viewed');
    } else if (dice < 852) {
      const how = random.below(3);
      const timeout = how === 0 ? random.below(3) : how === 1 ? { time: random.below(3), default: 'late' } : { time: random.below(3), error: new SyntaxError('late') };
      await answer(call.busy({ ...base, ms: random.between(0, 3) }, { timeout }), (got) => isRight(got) || (how === 1 && got === 'late'), (error) => (how === 0 && error?.code === 'ZB_POOL_TIMEOUT') || (how === 2 && error instanceof SyntaxError) ? 'timeout' : orCommon(error), 'busy');
    } else if (dice < 900) {
      await aborted(epoch, id, base, expected);
    } else {
      hasRun = await answer(call.counted(Promise.resolve(base), { priority: random.below(5) - 2 }), isRight, orCommon, 'counted, later and with a priority');
    }
    const ran = Atomics.load(runs, id);
    if (hasRun === true && ran !== 1) wrong(`call ${id} was answered, and ran ${ran} times`);
  }

  /** A call that is given up before it is posted, while it waits, or while it runs. @param {Epoch} epoch @param {number} id @param {any} base @param {any} expected */
  async function aborted(epoch, id, base, expected) {
    const { call } = epoch.pool;
    const controller = new AbortController();
    const reason = new Error('given up');
    const when = random.below(6);
    if (when === 0) controller.abort(reason);
    const isPatient = random.below(2) === 0;
    const options = { signal: controller.signal };
    const promise = isPatient ? call.patient({ ...base, isLooking: random.below(2) === 0 }, options) : call.later({ ...base, ms: random.below(2) / 2 }, options);
    const answered = answer(promise, (got) => !isPatient && same(got, expected), (error) => (error === reason ? 'aborted' : common(epoch, error)), 'aborted');
    if (when === 1) controller.abort(reason);
    else if (when === 2) queueMicrotask(() => controller.abort(reason));
    else if (when === 3) void turn().then(() => controller.abort(reason));
    else if (when > 3) setTimeout(() => controller.abort(reason), random.below(4));
    await answered;
    if (when === 0 && Atomics.load(epoch.runs, id) !== 0) wrong(`call ${id} was given up before it was made, and ran`);
  }

  /** One call, of any kind. @param {Epoch} epoch @param {number} id */
  async function one(epoch, id) {
    const { pool, stock } = epoch;
    const { call } = pool;
    /** @param {any} error */
    const orCommon = (error) => common(epoch, error);
    const dice = random.below(1000);
    if (epoch.isLethal && random.below(lethal) === 0) {
      await counted(epoch, id, true);
    } else if (random.below(1000) < numbers) {
      const number = random.between(-1e9, 1e9);
      await answer(call.plain(number), (got) => got === transform(number), orCommon, 'number');
    } else if (dice < 400) {
      const { value, expected } = stock[random.below(stock.length)] ?? never();
      await answer(call.plain(value), (got) => same(got, expected), orCommon, 'plain');
    } else if (dice < 430) {
      const bytes = new Uint8Array(random.below(4) === 0 ? random.below(MOVED_BYTES) : random.below(2000)).fill(id & 127);
      const expected = bytes.slice();
      for (const at of [0, expected.length - 1]) if (at >= 0) expected[at] = /** @type {number} */ (expected[at]) ^ 255;
      const promise = call.moved(new BufferReference(bytes), random.below(8) === 0 ? { signal: AbortSignal.timeout(1) } : undefined);
      await answer(promise, (got) => same(got.toUint8Array(), expected), (error) => (error?.name === 'TimeoutError' ? 'aborted' : orCommon(error)), 'moved');
    } else if (dice < 460) {
      const words = pool.alloc(1 + random.below(2000), Int32Array).fill(id);
      // When its worker is lost, or it waits for nothing more, the task may be writing still: the array is freed by the collector.
      if (await answer(call.shared(words), (got) => got.byteOffset === words.byteOffset && words.every((/** @type {number} */ word) => word === id + 1) && got[0] === id + 1, orCommon, 'shared')) pool.free(words);
    } else if (random.below(IMAGES) === 0) {
      const value = image(random);
      await answer(call.plain(value), (got) => same(got, transform(value)), orCommon, 'image');
    } else {
      await counted(epoch, id, false);
    }
  }

  /** @param {any} options @param {number} count */
  function open(options, count) {
    report.pools++;
    const pool = createPool({ module: MODULE, ...options })(TASKS);
    return { pool, runs: pool.alloc(count, Int32Array), isFullRefused: options.queue?.whenFull === 'reject' };
  }

  /** Until all of it is over; then nothing may be left. @param {Epoch} epoch @param {string} where */
  async function rest({ pool, runs }, where) {
    await pool.room();
    for (const since = performance.now(); pool.stats().open > 0; await turn()) {
      if (performance.now() - since > STALLED_MS) throw new Error(`${where}: calls are open and never end: ${JSON.stringify(pool.stats())}`);
    }
    const twice = runs.findIndex((/** @type {number} */ ran) => ran > 1);
    if (twice >= 0) wrong(`${where}: call ${twice} ran ${runs[twice]} times`);
    collectGarbage?.();
    await turn();
    const { calls: made, resolved, rejected, open: left, waiting, perWorker, region: { heapUsedBytes } } = pool.stats();
    const kept = Math.ceil(runs.byteLength / ALIGN) * ALIGN;
    if (left !== 0 || waiting !== 0 || perWorker.some((/** @type {number} */ load) => load !== 0)) wrong(`${where}: left over: ${JSON.stringify(pool.stats())}`);
    if (made !== resolved + rejected) wrong(`${where}: ${made} calls and ${resolved} + ${rejected} answers`);
    return heapUsedBytes - kept; // arrays of calls that were given up, until the collector has them
  }

  const steadyOptions = { threads: 2, depth: 32, restart: true };
  const steady = open(steadyOptions, epoch);
  let steadyLeft = 0;
  const watch = setInterval(() => {
    if (performance.now() - lastAnswer < STALLED_MS) return;
    console.error(`no answer for ${STALLED_MS} ms: ${JSON.stringify({ ...report, steady: steady.pool.stats(), passing: passing?.stats() })}`);
    process.exit(1);
  }, 1000);
  /** @type {any} */
  let passing;
  try {
    for (let round = 0; report.calls < calls; round++) {
      const count = Math.min(epoch, calls - report.calls);
      const stock = Array.from({ length: STOCK }, () => argument(random, `r${round}`)).map((value) => ({ value, expected: transform(value) }));
      const ofEpoch = { stock, calls: count, ended: 0, isClosing: false, checkRuns: () => {} };
      const options = randomOptions(random);
      const passingEpoch = /** @type {Epoch} */ ({ ...open(options, count), ...ofEpoch, isLethal: options.inline === undefined });
      const steadyEpoch = /** @type {Epoch} */ ({ ...steady, ...ofEpoch, isLethal: true });
      ({ pool: passing } = passingEpoch);
      steady.runs.fill(0);
      const clients = random.below(10) === 0 ? 1 + random.below(16) : 64 + random.below(600);
      const close = random.below(3) === 0 ? random.below(count) : -1;
      let next = 0;
      const client = async () => {
        while (next < count) {
          const id = next++;
          const isPassing = id % 4 === 0;
          const chosen = isPassing && !passingEpoch.isClosing ? passingEpoch : steadyEpoch;
          if (id === close) {
            passingEpoch.isClosing = true;
            void passing.shutdown();
          }
          report.calls++;
          if (random.below(4) === 0) await chosen.pool.room();
          await one(chosen, id);
        }
      };
      await Promise.all(Array.from({ length: clients }, client));
      if (!passingEpoch.isClosing) {
        await rest(passingEpoch, `epoch ${round}, ${JSON.stringify(options)}`);
        passing.free(passingEpoch.runs);
        passingEpoch.isClosing = true;
      }
      await (random.below(2) === 0 ? passing.shutdown({ drain: true }) : passing.shutdown());
      report.lostWorkers += passing.stats().lostWorkers;
      if (passing.stats().open !== 0) wrong(`epoch ${round}: calls are open in a pool that was shut down: ${JSON.stringify(passing.stats())}`);
      steadyLeft = await rest(steadyEpoch, `epoch ${round}, the steady pool`);
      const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
      if (Math.floor(report.calls / TELL) !== Math.floor((report.calls - count) / TELL)) console.error(JSON.stringify({ calls: report.calls, wrong: report.wrong, seconds: Math.round((performance.now() - began) / 1000), rss }));
      samples.push({ done: report.calls, rss, heap: heapUsed, external, arrayBuffers, region: steady.pool.stats().region.bytes });
    }
  } finally {
    clearInterval(watch);
  }
  for (let tries = 0; tries < 50 && steadyLeft > 0 && collectGarbage !== undefined; tries++) {
    collectGarbage();
    await turn();
    steadyLeft = steady.pool.stats().region.heapUsedBytes - Math.ceil(steady.runs.byteLength / ALIGN) * ALIGN;
  }
  if (steadyLeft !== 0 && collectGarbage !== undefined) wrong(`${steadyLeft} bytes of the heap are not free at the end`);
  report.lostWorkers += steady.pool.stats().lostWorkers;
  await steady.pool.shutdown();
  process.off('unhandledRejection', onUnhandled);
  report.seconds = Math.round((performance.now() - began) / 100) / 10;
  const early = samples.filter(({ done }) => done >= WARM_UP * calls && done <= 2 * WARM_UP * calls);
  const late = samples.slice(-Math.max(1, early.length));
  for (const kind of /** @type {const} */ (['rss', 'heap', 'external', 'arrayBuffers', 'region'])) {
    const [before, after] = /** @type {[number, number]} */ ([early, late].map((part) => Math.round(median(part.map((sample) => sample[kind])) / 104857.6) / 10));
    report.memory[kind] = [before, after];
    const most = before * MOST_GROWTH + (kind === 'rss' ? MOST_RSS_GROWTH_MIB : MOST_GROWTH_MIB);
    if (early.length >= ENOUGH_SAMPLES && collectGarbage !== undefined && after > most) wrong(`${kind} is not flat: ${before} MiB after a fifth of the calls, ${after} at the end`);
  }
  return report;
}

/** @returns {never} */
function never() {
  throw new Error('there is no such argument');
}

/** @param {Random} random @returns {any} */
function randomOptions(random) {
  const pick = (/** @type {any[]} */ choices) => choices[random.below(choices.length)];
  return {
    threads: 1 + random.below(3),
    balancer: pick(['roundRobin', 'leastLoaded', 'firstIdle', 'random']),
    stealing: random.below(2) === 0,
    depth: pick([1, 2, 7, 32, 128]),
    queue: pick([{}, { limit: 10 }, { limit: 5, whenFull: 'reject' }, { limit: 0 }, { limit: 200, whenFull: 'reject' }]),
    restart: true,
    region: { valueBytes: pick([0, 262144, 4194304, 16777216]) },
    pollMicroseconds: pick([0, 100, 1000]),
    spinMicroseconds: pick([0, 20, 50]),
    ...(random.below(6) === 0 ? { inline: { threshold: pick([1, 8]) } } : {}),
  };
}

if (isMain && process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '10000000' }, epoch: { type: 'string', default: '50000' }, lethal: { type: 'string', default: '20000' }, numbers: { type: 'string', default: '750' },
    },
  });
  const report = await soakPools({ calls: Number(values.calls), epoch: Number(values.epoch), lethal: Number(values.lethal), numbers: Number(values.numbers) });
  console.log(JSON.stringify(report));
  if (report.wrong > 0) process.exitCode = 1;
}
