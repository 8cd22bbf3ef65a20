// SPDX-License-Identifier: MIT
// What the questions of this folder print: a line per way, beside the way it is compared with and the aim.

import { parseArgs } from 'node:util';
import { median, printEnvironment, spread } from '../report.mjs';
import { judge, measure, ratioOf } from './measure.mjs';

/** @import { Question } from './measure.mjs' */

/**
 * What is known of one way, as --json prints it.
 *
 * @typedef {object} Line
 * @property {'js'} bench
 * @property {string} question
 * @property {string} name
 * @property {'ns' | 'bytes'} unit
 * @property {number} median
 * @property {number} min
 * @property {number} spread   largest minus smallest, in percent of the median
 * @property {number} rounds
 * @property {string} than     the way that the ratio is taken to
 * @property {number} ratio
 * @property {number} fastest  the ratio of the fastest runs, which a busy machine disturbs least
 * @property {readonly Verdict[]} aims
 */

/** @typedef {{ most?: number, least?: number, than: string, ratio: number, met: boolean }} Verdict  least: how many times as long the other is to take */

const { values: { json } } = parseArgs({ strict: false, options: { json: { type: 'boolean', default: false } } });

/** @param {number} value */
const round = (value) => Number(value.toPrecision(4));

/** @param {{ median: number, unit: string }} line @returns {string} */
export const showMedian = ({ median: value, unit }) => (unit === 'bytes' ? value.toLocaleString('en') : showTime(value));

/** @param {number} ns @returns {string} */
function showTime(ns) {
  const [value, unit] = ns < 1e3 ? [ns, 'ns'] : ns < 1e6 ? [ns / 1e3, 'µs'] : [ns / 1e6, 'ms'];
  return `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

/** @param {number} ratio */
export const showRatio = (ratio) => (ratio >= 1000 ? Math.round(ratio).toLocaleString('en') : String(Number(ratio.toPrecision(ratio >= 100 ? 4 : 3))));

/** @param {Verdict} verdict */
export const showAim = ({ most, least, than, ratio, met }) => {
  const reached = `${met ? 'met' : 'MISSED'}, ${showRatio(ratio)}`;
  return most !== undefined ? `aim ≤ ${most} × ${than}: ${reached}` : `aim: ${than} takes ≥ ${showRatio(/** @type {number} */ (least))} ×: ${reached}`;
};

let shown = '';

/** Print a line for people. @param {Line} line */
export function show(line) {
  const { question, name, unit, min, rounds, than, ratio, fastest, aims } = line;
  if (question !== shown) console.log(unit === 'bytes' ? question : `${question}  (${rounds} rounds)`);
  shown = question;
  const times = unit === 'bytes' ? '' : `  min ${showTime(min).padStart(8)}  spread ${line.spread.toFixed(0).padStart(4)} %`;
  const beside = name === than ? '' : `${showRatio(ratio).padStart(9)} × ${than}${unit === 'bytes' ? '' : ` (${showRatio(fastest)})`}`;
  console.log(`  ${name.padEnd(38)} ${showMedian(line).padStart(9)}${times} ${beside.padEnd(36)} ${aims.map(showAim).join('; ')}`.trimEnd());
}

/** @param {Line} line */
const emit = (line) => (json ? console.log(JSON.stringify(line)) : show(line));

/**
 * Measure and print the questions of one file.
 *
 * @param {readonly Question[]} questions
 */
export function answer(questions) {
  printEnvironment(json === true);
  for (const question of questions) measureAndPrint(question);
}

/** @param {Question} question */
function measureAndPrint(question) {
  const results = measure(question);
  const than = results.find(({ way }) => way.name === question.than);
  if (than === undefined) throw new Error(`${question.question}: no way is called ${question.than}`);
  for (const { way, times } of results) {
    emit({
      bench: 'js', question: question.question, name: way.name, unit: 'ns', median: round(median(times)), min: round(Math.min(...times)), spread: spread(times), rounds: times.length,
      than: question.than, ratio: round(ratioOf(times, than.times)), fastest: round(Math.min(...times) / Math.min(...than.times)),
      aims: (question.aims ?? []).filter((aim) => aim.way === way.name).map((aim) => {
        const { than: other, ratio, met } = judge(aim, results);
        return { most: aim.most, least: aim.least, than: other, ratio: round(ratio), met };
      }),
    });
  }
}

/**
 * Print sizes, which need no rounds.
 *
 * @param {string} question
 * @param {string} than
 * @param {readonly { name: string, bytes: number, most?: number, limit?: number }[]} sizes  most: times the size of `than`; limit: bytes
 */
export function printSizes(question, than, sizes) {
  const reference = sizes.find(({ name }) => name === than)?.bytes ?? NaN;
  for (const { name, bytes, most, limit } of sizes) {
    const ratio = round(bytes / reference);
    /** @type {Verdict[]} */
    const aims = [];
    if (most !== undefined) aims.push({ most, than, ratio, met: bytes <= most * reference });
    if (limit !== undefined) aims.push({ most: limit, than: 'one byte', ratio: bytes, met: bytes <= limit });
    emit({ bench: 'js', question, name, unit: 'bytes', median: bytes, min: bytes, spread: 0, rounds: 1, than, ratio, fastest: ratio, aims });
  }
}
