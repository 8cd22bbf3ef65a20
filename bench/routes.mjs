// SPDX-License-Identifier: MIT
// Do routes of the showcase in C on workerd serve as many requests per second as the same routes in JavaScript?
//
//   node bench/routes.mjs [--json] [--runs 10] [--connections 32] [--ms 1500]

import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runWorkerd, serveWorkerd, workerConfig } from '../js/host/workerd.js';
import { fetchBytes, load } from './load.mjs';
import { median, printEnvironment, printRuns } from './report.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '10' },
    connections: { type: 'string', default: '32' },
    ms: { type: 'string', default: '1500' },
  },
});
const runs = Number(values.runs);
const connections = Number(values.connections);
const durationMs = Number(values.ms);

/** @param {number} rows */
const columns = (rows) =>
  JSON.stringify({
    columns: Object.fromEntries(
      ['a', 'b', 'c'].map((name, column) => [name, Array.from({ length: rows }, (_, row) => ((row * 7919 + column * 104729) % 100_003) / 64)]),
    ),
  });

/** @type {{name: string, path: string, body?: string}[]} */
const ROUTES = [
  { name: '/json', path: '/json' },
  { name: '/sha256, 11 bytes', path: '/sha256?input=hello+world' },
  { name: '/sha256, 4,000 bytes', path: `/sha256?input=${'x'.repeat(4000)}` },
  { name: '/columnar, 3 x 5 numbers', path: '/columnar', body: columns(5) },
  { name: '/columnar, 3 x 1,000 numbers', path: '/columnar', body: columns(1000) },
];

/** Numbers may differ in their last bits: sums are not rounded alike. @param {unknown} value */
const rounded = (value) => JSON.parse(JSON.stringify(value), (_, part) => (typeof part === 'number' ? Number(part.toPrecision(12)) : part));

/** @param {Buffer} answer */
const bodyOf = (answer) => rounded(JSON.parse(answer.subarray(answer.indexOf('\r\n\r\n') + 4).toString()));

const folder = await mkdtemp(join(tmpdir(), 'zerobuf-bench-'));
await copyFile(new URL('routes/worker.js', import.meta.url), join(folder, 'worker.js'));
await writeFile(join(folder, 'config.capnp'), workerConfig([['worker.js', 'esModule']]));
const servers = [];
try {
  const wasm = new Uint8Array(await readFile(new URL('../build/wasm/showcase.wasm', import.meta.url)));
  servers.push(await serveWorkerd({ wasm, port: 0 }), await runWorkerd(join(folder, 'config.capnp'), { port: 0 }));
  printEnvironment(values.json);
  if (!values.json) console.log(`requests per second on workerd: ${connections} connections, ${runs} alternated runs of ${durationMs} ms, every answer checked`);
  for (const { name, path, body } of ROUTES) {
    const [ours, plain] = await Promise.all(servers.map(async ({ url }) => ({ url: url + path, answer: await fetchBytes(url + path, body) })));
    if (ours === undefined || plain === undefined) throw new Error('Two servers were started.');
    assert.deepEqual(bodyOf(ours.answer), bodyOf(plain.answer));
    /** @type {Map<string, number[]>} */
    const rates = new Map([ours, plain].map(({ url }) => [url, []]));
    for (let run = -1; run < runs; run++) {
      // Alternating, and each goes first every other time: what slows the machine down slows both.
      for (const { url, answer } of run % 2 === 0 ? [ours, plain] : [plain, ours]) {
        const rate = await load({ url, answer, connections, durationMs, ...(body !== undefined && { body }) });
        if (run >= 0) rates.get(url)?.push(rate);
      }
    }
    const [inC = [], inJavaScript = []] = [rates.get(ours.url), rates.get(plain.url)];
    printRuns(values.json, 'routes', `${name} in C`, 'requests/s', inC);
    printRuns(values.json, 'routes', `${name} in JavaScript`, 'requests/s', inJavaScript);
    const single = inC.map((rate, run) => Number((rate / /** @type {number} */ (inJavaScript[run])).toFixed(3)));
    const ratio = Number((median(inC) / median(inJavaScript)).toFixed(3));
    if (values.json) console.log(JSON.stringify({ bench: 'routes', name, unit: 'ratio of medians', ratio, runs: single }));
    else console.log(`  ${name.padEnd(30)} ratio of medians ${ratio}; single runs ${Math.min(...single)} to ${Math.max(...single)}`);
  }
} finally {
  await Promise.all(servers.map(({ close }) => close()));
  await rm(folder, { recursive: true });
}
