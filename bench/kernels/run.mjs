// SPDX-License-Identifier: MIT
// Are kernels in WebAssembly as fast as the same C compiled natively, and how much faster than plain JavaScript?
//
//   node bench/kernels/run.mjs [--json | --markdown] [--without workerd,native,avx2] [words of names …]
//
// Times are those that the processor gave, of one run; ratios are medians over rounds in which all ways took turns, with the
// ratio of the fastest runs behind, which a busy machine disturbs least.
import { parseArgs } from 'node:util';
import { median, printEnvironment, spread } from '../report.mjs';
import { startNative, startWasm, startWorkerd } from './hosts.mjs';
import { questions as math } from './math.mjs';
import { judge, measure, ratioOf } from './measure.mjs';
import { questions as order } from './order.mjs';

/** @import { Result, Question } from './measure.mjs' */

const { values: { json, markdown, without }, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, markdown: { type: 'boolean', default: false }, without: { type: 'string', default: '' } },
});
const left = (without ?? '').split(',');

/** @param {number} ns */
function showTime(ns) {
  const [value, unit] = ns < 1e3 ? [ns, 'ns'] : ns < 1e6 ? [ns / 1e3, 'µs'] : [ns / 1e6, 'ms'];
  return `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}
const showRatio = (/** @type {number} */ ratio) => ratio.toPrecision(3);
const fastest = (/** @type {Result} */ { times }) => Math.min(...times);

/** @param {Question} question @param {Result[]} results */
function verdictsOf({ aims = [] }, results) {
  const isLeft = (/** @type {string} */ way) => left.includes(way);
  return aims.filter(({ of = 'wasm', than }) => !isLeft(of) && !isLeft(than)).map((aim) => judge(aim, results));
}

/** @param {Question} question @param {Result[]} results */
function print(question, results) {
  const wasm = /** @type {Result} */ (results[0]);
  const verdicts = verdictsOf(question, results);
  if (json) {
    for (const result of results) {
      console.log(JSON.stringify({
        bench: 'kernels', question: question.name, way: result.way, unit: 'ns', median: median(result.times), min: fastest(result), spread: spread(result.times),
        rounds: result.times.length, ratio: ratioOf(result, wasm), fastest: fastest(result) / fastest(wasm),
      }));
    }
    for (const verdict of verdicts) console.log(JSON.stringify({ bench: 'kernels', question: question.name, ...verdict }));
    return;
  }
  if (markdown) {
    const others = results.slice(1).map((result) => `${result.way} ${showTime(median(result.times))} (${showRatio(ratioOf(result, wasm))} ×, fastest ${showRatio(fastest(result) / fastest(wasm))})`);
    const reached = verdicts.map(({ of, than, ratio, bound, met }) => `${of}, ${than}: ${showRatio(ratio)}, ${met ? 'met' : '**missed**'} (${bound})`);
    console.log(`| ${question.name} | ${showTime(median(wasm.times))} | ${others.join('; ')} | ${reached.join('; ')} |`);
    return;
  }
  console.log(`${question.name}  (${wasm.times.length} rounds)`);
  for (const result of results) {
    const beside = result === wasm ? '' : `${showRatio(ratioOf(result, wasm)).padStart(7)} × wasm (${showRatio(fastest(result) / fastest(wasm))})`;
    console.log(`  ${result.way.padEnd(34)} ${showTime(median(result.times)).padStart(9)}  min ${showTime(fastest(result)).padStart(9)}  spread ${spread(result.times).toFixed(0).padStart(4)} %${beside}`);
  }
  for (const { of, than, ratio, bound, met } of verdicts) console.log(`  aim, ${of} and ${than}: ${bound}: ${met ? 'met' : 'MISSED'}, ${showRatio(ratio)}`);
}

const hosts = [];
try {
  hosts.push(await startWasm());
  if (!left.includes('native')) hosts.push(await startNative('native', ['sse2']));
  if (!left.includes('avx2')) hosts.push(await startNative('native, AVX2'));
  if (!left.includes('workerd')) hosts.push(await startWorkerd());
  if (markdown) console.log('| kernel | wasm in Node | beside it (times of wasm) | ratio, aim |\n|---|---|---|---|');
  else printEnvironment(json === true);
  const asked = [...math, ...order].filter(({ name }) => words.every((word) => name.includes(word)));
  if (asked.length === 0) throw new Error(`no question has a name with ${words.join(' and ')}`);
  for (const question of asked) print(question, await measure(question, hosts));
} finally {
  for (const host of hosts) await host.close();
}
