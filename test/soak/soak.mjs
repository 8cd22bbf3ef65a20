// SPDX-License-Identifier: MIT
// Many requests at once, some from clients that go away, some that trap: every answer is checked, memory stays flat, nothing
// hangs.
//   node test/soak/soak.mjs [--requests 100000] [--connections 256] [host ...]      prints a line of JSON per host

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PROGRAMS, startGuest, startProcess } from '../../examples/start.mjs';
import { seeded } from '../http/random.mjs';
import { rawConnection } from '../http/servers.mjs';

const GUEST = new URL('../../build/wasm/waiter.wasm', import.meta.url);

/** Of a thousand requests. */
const ABORTED = 10;
const TRAPPING = 1;

/** Without an answer for so long something hangs. */
const STALLED_MS = 30_000;

const SAMPLES = 100;
const WARM_UP = 0.25;

const encoder = new TextEncoder();

/** @param {Uint8Array} bytes */
function fnv1a(bytes) {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/**
 * @typedef {object} Case a request and what it must be answered
 * @property {string} head without the empty line
 * @property {Uint8Array} [body]
 * @property {number} status
 * @property {Uint8Array | RegExp} answer
 */

/** @type {((random: {below: (n: number) => number}) => Case)[]} a kind for each tenth of the requests */
const KINDS = [
  ...Array(4).fill((/** @type {any} */ random) => {
    const body = Uint8Array.from({ length: random.below(4) === 0 ? random.below(60_000) : random.below(300) }, () => random.below(256));
    return { head: `POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}`, body, status: 200, answer: body };
  }),
  ...Array(2).fill((/** @type {any} */ random) => {
    const body = Uint8Array.from({ length: 1 + random.below(20_000) }, () => random.below(256));
    const head = `POST /count?room=${1 + random.below(9_000)} HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}`;
    return { head, body, status: 200, answer: encoder.encode(`${body.length} ${fnv1a(body)}`) };
  }),
  ...Array(2).fill((/** @type {any} */ random) => {
    const value = String(random.below(2 ** 31));
    return { head: `GET /header HTTP/1.1\r\nhost: a\r\nx-name: ${value}`, status: 200, answer: encoder.encode(value) };
  }),
  (random) => ({ head: `GET /frames?depth=${random.below(11)}&seed=${random.below(1e6)} HTTP/1.1\r\nhost: a`, status: 200, answer: encoder.encode('0') }),
  (random) => ({ head: `GET /sleep?ms=${random.below(20)} HTTP/1.1\r\nhost: a`, status: 200, answer: encoder.encode('slept\n') }),
];

/** @type {Case} */
const TRAP = { head: 'GET /trap HTTP/1.1\r\nhost: a', status: 500, answer: /stopped in GET \/trap/ };

/** What a handler is told whose instance another one has stopped. */
const STOPPED = /another request stopped the instance/;

/** @param {number} pid */
async function residentBytes(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * @typedef {object} Report
 * @property {string} host
 * @property {number} requests
 * @property {number} connections
 * @property {number} right answers as they must be
 * @property {number} aborted requests whose client went away
 * @property {number} trapped requests that trapped, and were told so
 * @property {number} stopped requests that failed since another one trapped
 * @property {number} wrong
 * @property {string} firstWrong
 * @property {number} seconds
 * @property {number} guestBytesMost memory of the guest at the most, after the warm-up
 * @property {number} residentGrowth bytes, from the median of the first third after the warm-up to that of the last
 */

/**
 * @param {string} host
 * @param {{requests: number, connections: number}} options
 * @returns {Promise<Report>}
 * @throws {Error} nothing was answered for long
 */
export async function soak(host, { requests, connections }) {
  const options = { port: 0, development: true, maxCalls: 4096, log: () => {} };
  // Not in this process, whose memory is the clients'.
  const server = host === 'node' ? await startProcess(PROGRAMS.node, { file: GUEST.href, ...options }) : await startGuest(GUEST, host, options);
  const random = seeded(`soak on ${host}`);
  const report = { host, requests, connections, right: 0, aborted: 0, trapped: 0, stopped: 0, wrong: 0, firstWrong: '', seconds: 0, guestBytesMost: 0, residentGrowth: 0 };
  /** @type {{done: number, guest: number, resident: number}[]} */
  const samples = [];
  let left = requests;
  let lastAnswer = performance.now();
  const began = performance.now();

  /** @param {string} what */
  function wrong(what) {
    report.wrong++;
    report.firstWrong ||= what;
  }

  async function sample() {
    const connection = rawConnection(server.url);
    connection.write('GET /memory HTTP/1.1\r\nhost: a\r\n\r\n');
    const { body } = await connection.read();
    connection.socket.destroy();
    samples.push({ done: requests - left, guest: Number(body), resident: await residentBytes(/** @type {number} */ (server.pid)) });
  }

  async function client() {
    let connection = rawConnection(server.url);
    while (left > 0) {
      left--;
      if (left % Math.ceil(requests / SAMPLES) === 0) await sample();
      const dice = random.below(1000);
      const trap = dice < TRAPPING;
      const { head, body = new Uint8Array(0), status, answer } = trap ? TRAP : /** @type {(random: any) => Case} */ (KINDS[random.below(KINDS.length)])(random);
      const bytes = Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
      if (!trap && dice < TRAPPING + ABORTED) {
        // Before the whole request was sent, or after.
        connection.write(bytes.subarray(0, random.below(bytes.length + 1)));
        await new Promise((resolve) => setTimeout(resolve, random.below(5)));
        connection.socket.resetAndDestroy();
        connection = rawConnection(server.url);
        report.aborted++;
        continue;
      }
      connection.write(bytes);
      try {
        const got = await connection.read();
        lastAnswer = performance.now();
        const text = got.body.toString('latin1');
        if (got.status === status && (answer instanceof RegExp ? answer.test(text) : Buffer.compare(got.body, answer) === 0)) trap ? report.trapped++ : report.right++;
        else if (got.status === 500 && STOPPED.test(text)) report.stopped++;
        else wrong(`${head.split('\r')[0]}: ${got.status} ${text.slice(0, 200)}`);
        if (got.headers.get('connection')?.[0] === 'close') throw new Error('closed');
      } catch (error) {
        if (/** @type {Error} */ (error).message !== 'closed') wrong(`${head.split('\r')[0]}: ${error}`);
        connection.socket.destroy();
        connection = rawConnection(server.url);
      }
    }
    connection.socket.destroy();
  }

  /** @type {ReturnType<typeof setInterval> | undefined} */
  let watch;
  const stalled = new Promise((_, reject) => {
    watch = setInterval(() => {
      if (performance.now() - lastAnswer > STALLED_MS) reject(new Error(`No answer on ${host} for ${STALLED_MS} ms, ${left} requests before the end: ${JSON.stringify(report)}`));
    }, 1000);
  });
  try {
    await Promise.race([Promise.all(Array.from({ length: connections }, client)), stalled]);
    await sample();
  } finally {
    clearInterval(watch);
    await server.close();
  }
  const counted = samples.filter(({ done }) => done >= WARM_UP * requests).sort((a, b) => a.done - b.done);
  const third = Math.ceil(counted.length / 3);
  report.seconds = Math.round((performance.now() - began) / 100) / 10;
  report.guestBytesMost = Math.max(...counted.map(({ guest }) => guest));
  report.residentGrowth = median(counted.slice(-third).map(({ resident }) => resident)) - median(counted.slice(0, third).map(({ resident }) => resident));
  return report;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { requests: { type: 'string', default: '100000' }, connections: { type: 'string', default: '256' } },
  });
  const options = { requests: Number(values.requests), connections: Number(values.connections) };
  for (const host of positionals.length > 0 ? positionals : ['workerd', 'node', 'deno', 'bun']) {
    const report = await soak(host, options);
    console.log(JSON.stringify(report));
    if (report.wrong > 0) process.exitCode = 1;
  }
}
