// SPDX-License-Identifier: MIT
// The table of README: a row per question, with what the library takes, what its peers take, and the aims.

import { showMedian, showRatio } from './report.mjs';

/** @import { Line, Verdict } from './report.mjs' */

const OURS = /^zerobuf/;

/** "msgpackr" of "msgpackr, records": of a library's settings the best counts. @param {string} name */
const libraryOf = (name) => name.replace(/(: decode all|, (maps|records|bundled strings))/g, '');

/** @param {readonly Line[]} lines  of one question @returns {string} */
function peersOf(lines) {
  /** @type {Map<string, Line>} */
  const best = new Map();
  for (const line of lines) {
    const library = libraryOf(line.name);
    const known = best.get(library);
    if (known === undefined || line.median < known.median) best.set(library, line);
  }
  return [...best].map(([library, line]) => `${library} ${showMedian(line)}`).join(', ');
}

/** @param {Verdict} verdict */
function aimOf({ most, least, than, ratio, met }) {
  const library = libraryOf(than);
  if (than === 'one byte') return `≤ ${most}: ${met ? 'met' : '**missed**'}`;
  const reached = most !== undefined ? `${showRatio(ratio)} × ${library}` : `${library} takes ${showRatio(ratio)} ×`;
  return `${reached}, ${met ? 'met' : '**missed**'} (${most !== undefined ? '≤' : '≥'} ${showRatio(most ?? least ?? NaN)})`;
}

/** @param {readonly Line[]} lines @returns {string} */
export function table(lines) {
  const rows = [['question', 'zerobuf', 'beside it', 'reached, aim'], ['---', '---', '---', '---']];
  for (const [question, group] of Object.entries(Object.groupBy(lines, ({ question: asked }) => asked))) {
    const all = group ?? [];
    const ours = all.filter(({ name }) => OURS.test(name));
    const show = (/** @type {Line} */ line) => [line.name.replace(OURS, '').replace(/^, /, '').trim(), showMedian(line)].filter((part) => part !== '').join(' ');
    rows.push([question, ours.map(show).join('; '), peersOf(all.filter(({ name }) => !OURS.test(name))), ours.flatMap(({ aims }) => aims.map(aimOf)).join('; ')]);
  }
  return rows.map((row) => `| ${row.join(' | ')} |`.replaceAll('| --- ', '|---').replace('|--- |', '|---|')).join('\n');
}
