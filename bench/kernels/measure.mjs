// SPDX-License-Identifier: MIT
// How a question is measured: all ways take turns in rounds, and every answer is checked.
import { median } from '../report.mjs';
import { ownTime } from './processor-time.mjs';

/** @import { Host } from './hosts.mjs' */

/**
 * What one kernel is asked, on every host and beside JavaScript.
 *
 * @typedef {object} Question
 * @property {string} name        of the case (cases_*.c)
 * @property {(inputs: ArrayBuffer[]) => Record<string, JsWay>} [js]  ways of plain JavaScript over copies of the case's inputs
 * @property {number} [tolerance] how far an answer of JavaScript may be off, relative; hosts agree exactly
 * @property {string[]} [beside]  other cases that each host runs in the same rounds
 * @property {Aim[]} [aims]
 */

/**
 * A ratio of times to be reached.
 *
 * @typedef {object} Aim
 * @property {'wasm' | 'workerd'} [of]  wasm unless said
 * @property {string} than    'native', a way of `js`, or 'copy' for a case of `beside` on the same host
 * @property {number} [most]  its time is at most so many times the other's
 * @property {number} [least] the other's time is at least so many times its own
 */

/**
 * One run in JavaScript; gives the answer, or what finds it once the clock has stopped.
 *
 * @typedef {() => number | (() => number)} JsWay
 */

/** @typedef {{ way: string, times: number[] }} Result  nanoseconds of the processor for one run, a sample per round */

/** @typedef {{ way: string, run(times: number): Promise<{ ns: number, answer: number }>, tolerance: number, of: string }} Way */

const SAMPLE_NS = 15e6; // so long that what an empty request of workerd takes is small beside it
const WARM_UP_NS = 200e6;
const LEAST_ROUNDS = 9, MOST_ROUNDS = 31;
const QUESTION_NS = 3e9;

/**
 * FNV-1a over 32-bit words, as bench_hash() in C.
 *
 * @param {ArrayBufferView} items
 */
export function hash({ buffer, byteOffset, byteLength }) {
  let value = 0x811c9dc5;
  for (const word of new Uint32Array(buffer, byteOffset, byteLength / 4)) value = Math.imul(value ^ word, 0x01000193);
  return value >>> 0;
}

/** @param {JsWay} run @param {number} times */
function repeat(run, times) {
  /** @type {ReturnType<JsWay>} */
  let answer = NaN;
  for (let i = 0; i < times; i++) answer = run();
  return answer;
}
// Has met so many functions that V8 inlines none of them: what is inlined into a loop that is
// replaced while it runs is compiled worse than a function by itself, up to six times in a sum.
for (const value of Array.from({ length: 9 }).keys()) repeat(new Function(`return function constant${value}() { return ${value}; };`)(), 9);

/** @param {string} way @param {JsWay} run @param {number} tolerance @param {string} of @returns {Way} */
const inJavaScript = (way, run, tolerance, of) => ({
  way, tolerance, of,
  async run(times) {
    const start = ownTime();
    const answer = repeat(run, times);
    const ns = ownTime() - start;
    return { ns, answer: typeof answer === 'function' ? answer() : answer };
  },
});

/** @param {Question} question @param {readonly Host[]} hosts @returns {Promise<Way[]>} */
async function waysOf({ name, js, tolerance = 0, beside = [] }, hosts) {
  /** @type {Way[]} */
  const ways = [];
  for (const host of hosts) {
    await host.reset();
    for (const of of [name, ...beside]) {
      const inputs = await host.prepare(of);
      ways.push({ way: of === name ? host.name : `${host.name}: ${of}`, of, tolerance: 0, run: (times) => host.run(of, times) });
      if (of !== name || inputs.length === 0) continue;
      for (const [way, run] of Object.entries(js?.(inputs) ?? {})) ways.push(inJavaScript(way, run, tolerance, of));
    }
  }
  return ways;
}

/**
 * @param {Question} question
 * @param {readonly Host[]} hosts  the first is the one whose answers count
 * @returns {Promise<Result[]>}
 */
export async function measure(question, hosts) {
  const ways = await waysOf(question, hosts);
  /** @type {Map<string, number>} */
  const answers = new Map();
  const sample = async (/** @type {Way} */ { way, of, tolerance, run }, /** @type {number} */ times) => {
    const { ns, answer } = await run(times);
    const expected = answers.get(of) ?? answer;
    answers.set(of, expected);
    if (!(answer === expected || Math.abs(answer - expected) <= tolerance * Math.abs(expected))) {
      throw new Error(`${of}: ${way} answers ${answer}, ${hosts[0]?.name} ${expected}`);
    }
    return ns;
  };
  const batches = [];
  let roundNs = 0;
  for (const way of ways) {
    let spent = 0, last = 0, batch = 1, runs = 0;
    while (runs < 2 || spent < WARM_UP_NS) {
      last = Math.max(await sample(way, batch), 1);
      spent += last;
      runs++;
      if (last < SAMPLE_NS / 2) batch *= 2;
    }
    batches.push(Math.max(1, Math.round((batch * SAMPLE_NS) / last)));
    roundNs += Math.max(SAMPLE_NS, last / batch);
  }
  const rounds = Math.min(MOST_ROUNDS, Math.max(LEAST_ROUNDS, Math.round(QUESTION_NS / roundNs)));
  const results = ways.map(({ way }) => ({ way, times: /** @type {number[]} */ ([]) }));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < ways.length; turn++) {
      const at = (round + turn) % ways.length;
      const batch = /** @type {number} */ (batches[at]);
      results[at]?.times.push(await sample(/** @type {Way} */ (ways[at]), batch) / batch);
    }
  }
  return results;
}

/**
 * How many times the time of one way another takes: the median over rounds, whose samples stand
 * next to each other in time.
 *
 * @param {Result} one @param {Result} than
 */
export const ratioOf = (one, than) => median(one.times.map((time, round) => time / /** @type {number} */ (than.times[round])));

/**
 * @param {Aim} aim
 * @param {readonly Result[]} results
 * @returns {{ of: string, than: string, ratio: number, bound: string, met: boolean }}
 */
export function judge({ of = 'wasm', than, most, least }, results) {
  const find = (/** @type {string} */ way) => results.find((result) => result.way === way);
  const one = find(of);
  const other = find(than) ?? find(`${of}: ${than}`);
  if (one === undefined || other === undefined) throw new Error(`an aim compares ${of} with ${than}, which are no ways of its question`);
  const ratio = most !== undefined ? ratioOf(one, other) : ratioOf(other, one);
  return most !== undefined
    ? { of, than, ratio, bound: `≤ ${most}`, met: ratio <= most }
    : { of, than, ratio, bound: `≥ ${least}`, met: ratio >= /** @type {number} */ (least) };
}
