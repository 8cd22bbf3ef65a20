// SPDX-License-Identifier: MIT
// Writes the status table of SPEC.md from the generated JavaScript table; --check only compares.
import { readFile, writeFile } from 'node:fs/promises';
import { STATUSES } from '../js/core/layout.gen.js';

const file = new URL('../SPEC.md', import.meta.url);
const begin = '<!-- statuses:begin -->\n', end = '<!-- statuses:end -->';
const page = await readFile(file, 'utf8');
const rows = STATUSES.map(([name, number, text]) => `| \`${name}\` | ${number} | ${text} |\n`).join('');
const from = page.indexOf(begin) + begin.length;
const fresh = `${page.slice(0, from)}| name | number | meaning |\n|---|---|---|\n${rows}${page.slice(page.indexOf(end))}`;
if (!process.argv.includes('--check')) {
  await writeFile(file, fresh);
} else if (fresh !== page) {
  console.error('SPEC.md is stale: run make gen');
  process.exitCode = 1;
}
