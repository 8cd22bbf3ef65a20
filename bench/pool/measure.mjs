// SPDX-License-Identifier: MIT
// Ways that answer asynchronously, measured in turns: each round times every way, in another
// order, so that what disturbs the machine disturbs all. Ratios are taken within a round.

/**
 * @typedef {object} Way
 * @property {string} name
 * @property {(count: number) => Promise<unknown>} run  does it so many times, and checks the answers
 */

/** @typedef {{ name: string, us: number, low: number, high: number, ratio: number, ratioLow: number, ratioHigh: number }} Result  µs per operation: median and quartiles; ratio: how many times longer the first way took */

const SAMPLE_MS = 60;
/** Each way runs so long before it is measured: until it is compiled, and its threads have found their processors. */
const WARM_UP_MS = 700;

/**
 * @param {readonly Way[]} ways  ratios are to the first
 * @param {number} rounds
 * @returns {Promise<Result[]>}
 */
export async function measure(ways, rounds) {
  const counts = [];
  for (const way of ways) counts.push(await countOf(way));
  const times = ways.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < ways.length; turn++) {
      const i = (turn + round) % ways.length;
      times[i].push((await time(ways[i], counts[i])) / counts[i]);
    }
  }
  return ways.map(({ name }, i) => {
    const [low, us, high] = quartiles(times[i]);
    const [ratioLow, ratio, ratioHigh] = quartiles(times[i].map((own, round) => times[0][round] / own));
    return { name, us, low, high, ratio, ratioLow, ratioHigh };
  });
}

/** Operations that take about SAMPLE_MS, when the way is warm. @param {Way} way */
async function countOf(way) {
  for (let began = performance.now(), count = 4; performance.now() - began < WARM_UP_MS;) {
    const ms = (await time(way, count)) / 1000;
    if (ms < SAMPLE_MS) count *= 2;
  }
  for (let count = 4; ; count *= 2) {
    const ms = (await time(way, count)) / 1000;
    if (ms >= SAMPLE_MS / 2) return Math.max(1, Math.round(count * SAMPLE_MS / ms));
  }
}

/** @param {Way} way @param {number} count @returns {Promise<number>} µs */
async function time(way, count) {
  const begin = performance.now();
  await way.run(count);
  return (performance.now() - begin) * 1000;
}

/** @param {number[]} values */
export function quartiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((part) => sorted[Math.round(part * (sorted.length - 1))]);
}

/** @param {number} value */
export const figures = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** @param {Result} result */
export function row({ name, us, low, high, ratio, ratioLow, ratioHigh }) {
  return `| ${name} | ${figures(us)} (${figures(low)}..${figures(high)}) | ${figures(ratio)} (${figures(ratioLow)}..${figures(ratioHigh)}) |`;
}
