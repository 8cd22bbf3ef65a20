// SPDX-License-Identifier: MIT
// Does a C handler on workerd serve as many requests per second as a plain JavaScript worker that sends the same answer?
//
//   node bench/http.mjs [--json] [--runs 10] [--connections 32] [--ms 1500]

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runWorkerd, serveWorkerd, workerConfig } from '../js/host/workerd.js';
import { fetchBytes, load } from './load.mjs';
import { median, printEnvironment, printRuns } from './report.mjs';

const PLAIN_WORKER = `export default {
  async fetch(request) {
    if (request.method !== "GET" || !request.url.endsWith("/")) return new Response(null, { status: 404 });
    return new Response("Hello from C\\n", { headers: { "content-type": "text/plain; charset=utf-8" } });
  },
};
`;

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

const folder = await mkdtemp(join(tmpdir(), 'zerobuf-bench-'));
await writeFile(join(folder, 'worker.js'), PLAIN_WORKER);
await writeFile(join(folder, 'config.capnp'), workerConfig([['worker.js', 'esModule']]));

/** @type {{name: string, url: string, close: () => Promise<void>, answer: Buffer, rates: number[]}[]} */
const servers = [];
try {
  const wasm = new Uint8Array(await readFile(new URL('../build/wasm/hello.wasm', import.meta.url)));
  const started = [
    { name: 'C handler', ...(await serveWorkerd({ wasm, port: 0 })) },
    { name: 'plain JS worker', ...(await runWorkerd(join(folder, 'config.capnp'), { port: 0 })) },
  ];
  for (const server of started) servers.push({ ...server, answer: await fetchBytes(`${server.url}/`), rates: [] });
  const [ours, plain] = servers.map(({ answer }) => answer.toString());
  if (ours !== plain || !ours?.endsWith('\r\n\r\nHello from C\n')) throw new Error(`The answers differ:\n${ours}\n${plain}`);

  printEnvironment(values.json);
  for (const { url, answer } of servers) await load({ url: `${url}/`, answer, connections, durationMs });
  for (let run = 0; run < runs; run++) {
    // Alternating, and each goes first every other time: what slows the machine down slows both.
    const order = run % 2 === 0 ? servers : servers.toReversed();
    for (const { url, answer, rates } of order) rates.push(await load({ url: `${url}/`, answer, connections, durationMs }));
  }
  report();
} finally {
  await Promise.all(servers.map(({ close }) => close()));
  await rm(folder, { recursive: true });
}

function report() {
  const { json } = values;
  if (!json) console.log(`requests per second on workerd: ${connections} connections, ${runs} alternated runs of ${durationMs} ms, every answer checked`);
  for (const { name, rates } of servers) printRuns(json, 'http', name, 'requests/s', rates);
  const [ours = [], plain = []] = servers.map(({ rates }) => rates);
  const ratios = ours.map((rate, run) => Number((rate / /** @type {number} */ (plain[run])).toFixed(3)));
  const ratio = Number((median(ours) / median(plain)).toFixed(3));
  if (json) console.log(JSON.stringify({ bench: 'http', name: 'C / plain JS', unit: 'ratio of medians', ratio, runs: ratios }));
  else console.log(`  ${'C / plain JS'.padEnd(30)} ratio of medians ${ratio}; single runs ${Math.min(...ratios)} to ${Math.max(...ratios)}`);
}
