// SPDX-License-Identifier: MIT
// How the questions of this folder are measured: ways alternate in rounds, and every answer is checked.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { median } from '../report.mjs';

/**
 * One way to do what a question asks.
 *
 * @typedef {object} Way
 * @property {string} name
 * @property {() => any} run            does it `operations` times; gives the answer
 * @property {number} [operations]      done by one run; 1 unless said
 * @property {() => void} [before]      before each sample, apart from its time
 * @property {(answer: any) => void} [check]  throws when the answer is wrong; in place of the question's
 */

/**
 * What a way is meant to reach: a ratio of its time to that of another way (of the fastest of several).
 *
 * @typedef {object} Aim
 * @property {string} way
 * @property {string | readonly string[]} than
 * @property {number} [most]   its time is at most so many times the other's
 * @property {number} [least]  the other's time is at least so many times its own
 */

/**
 * @typedef {object} Question
 * @property {string} question
 * @property {string} than               the way that the others' ratios are taken to
 * @property {Way[]} ways
 * @property {(answer: any) => void} [check]
 * @property {readonly Aim[]} [aims]
 * @property {boolean} [collect]         collect garbage before each sample, so that no way pays for another's
 * @property {number} [rounds]
 */

/** @typedef {{ way: Way, times: number[] }} Result  nanoseconds per operation, a sample per round */

const SAMPLE_NS = 1.5e6; // a sample repeats its run for about so long
const WARM_UP_NS = 150e6; // compilers work beside the program, and late on a busy machine
const QUESTION_NS = 2e9;
const LEAST_ROUNDS = 11, MOST_ROUNDS = 41;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const now = () => Number(process.hrtime.bigint());

/**
 * Run a way `batch` times; its time, with the answer checked afterwards.
 *
 * @param {Question} question
 * @param {Way} way
 * @param {number} batch
 */
function sample({ question, check }, way, batch) {
  way.before?.();
  let answer;
  const start = now();
  for (let i = 0; i < batch; i++) answer = way.run();
  const elapsed = now() - start;
  try {
    (way.check ?? check)?.(answer);
  } catch (error) {
    throw new Error(`${question}: ${way.name} gave a wrong answer`, { cause: error });
  }
  return elapsed;
}

/**
 * Measure every way of a question.
 *
 * The ways take turns, each round beginning with another one, so that what the machine does besides
 * meets all of them. A run is short and repeated often: a loop that runs long is measured as the
 * engine's on-stack replacement compiles it, which is worse than what a program would see.
 *
 * @param {Question} question
 * @returns {Result[]}
 */
export function measure(question) {
  const results = question.ways.map((way) => ({ way, times: /** @type {number[]} */ ([]), batch: 1 }));
  let roundNs = 0;
  for (const result of results) {
    if (question.collect) collectGarbage();
    let spent = 0, last = Infinity, runs = 0, batch = 1;
    while (runs < 3 || spent < WARM_UP_NS) {
      last = sample(question, result.way, batch);
      spent += last;
      runs++;
      if (last < SAMPLE_NS / 2) batch *= 2; // a run that is slow at first is not yet compiled
    }
    result.batch = Math.max(1, Math.round((batch * SAMPLE_NS) / Math.max(last, 1)));
    roundNs += Math.max(SAMPLE_NS, last / batch);
  }
  const rounds = question.rounds ?? Math.min(MOST_ROUNDS, Math.max(LEAST_ROUNDS, Math.round(QUESTION_NS / roundNs)));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < results.length; turn++) {
      const { way, times, batch } = /** @type {typeof results[0]} */ (results[(round + turn) % results.length]);
      if (question.collect) collectGarbage();
      times.push(sample(question, way, batch) / batch / (way.operations ?? 1));
    }
  }
  return results;
}

/**
 * How many times the time of one way another takes: the median over rounds, since the two samples of
 * a round stand next to each other in time.
 *
 * @param {readonly number[]} times
 * @param {readonly number[]} than
 */
export const ratioOf = (times, than) => median(times.map((time, round) => time / /** @type {number} */ (than[round])));

/**
 * @param {Aim} aim
 * @param {readonly Result[]} results
 * @returns {{ than: string, ratio: number, met: boolean }}
 */
export function judge({ way, than, most, least }, results) {
  const find = (/** @type {string} */ name) => {
    const found = results.find((result) => result.way.name === name);
    if (found === undefined) throw new Error(`an aim names ${name}, which is no way of its question`);
    return found;
  };
  const others = (typeof than === 'string' ? [than] : than).map(find);
  const other = others.reduce((best, result) => (median(result.times) < median(best.times) ? result : best));
  const ratio = ratioOf(find(way).times, other.times);
  const met = most !== undefined ? ratio <= most : 1 / ratio >= /** @type {number} */ (least);
  return { than: other.way.name, ratio: most !== undefined ? ratio : 1 / ratio, met };
}
