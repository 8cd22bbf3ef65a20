// SPDX-License-Identifier: MIT
// Every question of this folder, each file in a process of its own, and which aims were met.
//
//   node bench/js/run.mjs [--json | --markdown] [fields build …]
//
// --json prints a line per way, --markdown the table of README.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { table } from './markdown.mjs';
import { show, showAim } from './report.mjs';

/** @import { Line } from './report.mjs' */

const FILES = ['fields', 'wrap', 'touch', 'scan', 'build', 'plain', 'document', 'bytes', 'columns', 'crossing'];

const { values: { json, markdown }, positionals } = parseArgs({
  allowPositionals: true, options: { json: { type: 'boolean', default: false }, markdown: { type: 'boolean', default: false } },
});
let environment = '';

/** Run one file; what it found, also printed as it comes. @param {string} name @returns {Promise<Line[]>} */
async function run(name) {
  const child = spawn(process.execPath, [`${import.meta.dirname}/${name}.mjs`, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise((resolve) => child.on('close', resolve));
  const found = [];
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text);
    if (line.environment) printEnvironment(line.environment);
    else found.push(line);
    if (json && !line.environment) console.log(text);
    if (!json && !markdown && !line.environment) show(line);
  }
  const code = await closed;
  if (code !== 0) throw new Error(`bench/js/${name}.mjs ended with ${code}`);
  return found;
}

/** Once: each process says it. @param {Record<string, unknown>} found */
function printEnvironment(found) {
  if (environment !== '') return;
  environment = Object.entries(found).map(([name, value]) => `${name} ${value}`).join(', ');
  if (json) console.log(JSON.stringify({ environment: found }));
  else if (!markdown) console.log(`${environment}\nmedians of alternated runs, every answer checked; ratios are medians over the rounds, in brackets of the fastest runs`);
}

const lines = [];
for (const name of positionals.length > 0 ? positionals : FILES) lines.push(...await run(name));

const verdicts = lines.flatMap(({ question, name, aims }) => aims.map((aim) => ({ text: `${question}: ${name}: ${showAim(aim)}`, met: aim.met })));
if (markdown) {
  console.log(table(lines));
} else if (!json) {
  console.log(`${verdicts.filter(({ met }) => met).length} of ${verdicts.length} aims met`);
  for (const { text, met } of verdicts) if (!met) console.log(`  ${text}`);
}
