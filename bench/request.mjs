// SPDX-License-Identifier: MIT
// What does one request cost inside the process: write the slots, call the guest, read the response?
//
//   node bench/request.mjs [--json] [--runs 12]

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createGuest } from '../js/host/guest.js';
import {
  REQUEST_SLOTS,
  RESPONSE_BODY,
  RESPONSE_STATUS,
  RESPONSE_TYPE,
  SLOT_A_AT,
  SLOT_BYTES,
  STRING_HEADER_BYTES,
  Tag,
} from '../js/core/layout.gen.js';
import { printEnvironment, printRuns } from './report.mjs';

const ITERATIONS = 100_000;

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '12' } } });
const runs = Number(values.runs);

/** @param {string} name */
async function compile(name) {
  return WebAssembly.compile(await readFile(new URL(`../build/wasm/${name}.wasm`, import.meta.url)));
}

const helloModule = await compile('hello');
const hello = createGuest(helloModule);
const echo = createGuest(await compile('echo'));
const headers = new Headers({ accept: 'text/html', 'user-agent': 'bench', 'x-request-id': '0123456789abcdef' });
const kilobyte = new Uint8Array(1024).fill(120);

/** @type {{name: string, run: () => unknown, answer: unknown}[]} */
const cases = [
  { name: 'GET /: 13 bytes of text', run: () => hello.call({ method: 'GET', path: '/' }).body, answer: 'Hello from C\n' },
  { name: '  of it: the guest alone', run: guestAlone(helloModule), answer: 200 },
  { name: '  the same, straightforward', run: straightforward(helloModule), answer: 'Hello from C\n' },
  { name: 'GET /nowhere: 404', run: () => hello.call({ method: 'GET', path: '/nowhere' }).status, answer: 404 },
  {
    name: 'GET, one header read',
    run: () => echo.call({ method: 'GET', path: '/header?name=x-request-id', headers }).body,
    answer: '0123456789abcdef',
  },
  {
    name: 'POST, 1 KiB there and back',
    run: () => /** @type {Uint8Array} */ (echo.call({ method: 'POST', path: '/echo', body: kilobyte }).body).byteLength,
    answer: 1024,
  },
];

/**
 * The three calls into the guest, with a request that was written beforehand.
 * @param {WebAssembly.Module} module
 */
function guestAlone(module) {
  const guest = /** @type {any} */ (new WebAssembly.Instance(module, {}).exports);
  const bytes = REQUEST_SLOTS * SLOT_BYTES + 16;
  const request = guest.zb_alloc(bytes);
  const u32 = new Uint32Array(guest.memory.buffer);
  const at = request / 4;
  const text = at + (REQUEST_SLOTS * SLOT_BYTES) / 4;
  u32.fill(0, at, text);
  u32.set([Tag.String, text * 4], at);
  u32.set([Tag.String, text * 4 + 8], at + 4);
  u32.set([3, 0x544547, 1, 0x2f], text); // "GET" and "/"
  const written = u32.slice(at, text + 4);
  guest.handle_zerobuf(request);
  guest.zb_release(request);
  return () => {
    if (guest.zb_alloc(bytes) !== request) throw new Error('The request lies elsewhere');
    u32.set(written, at);
    const status = u32[(guest.handle_zerobuf(request) + SLOT_A_AT) / 4];
    guest.zb_release(request);
    return status;
  };
}

/**
 * What one writes first: an encoder, a decoder, and views made when they are needed.
 * @param {WebAssembly.Module} module
 */
function straightforward(module) {
  const guest = /** @type {any} */ (new WebAssembly.Instance(module, {}).exports);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  return () => {
    const texts = [encoder.encode('GET'), encoder.encode('/')];
    const request = guest.zb_alloc(REQUEST_SLOTS * SLOT_BYTES + texts.reduce((sum, { length }) => sum + length + 8, 0));
    const u8 = new Uint8Array(guest.memory.buffer);
    const view = new DataView(guest.memory.buffer);
    let at = request + REQUEST_SLOTS * SLOT_BYTES;
    u8.fill(0, request, at);
    for (const [slot, text] of texts.entries()) {
      view.setUint8(request + slot * SLOT_BYTES, Tag.String);
      view.setUint32(request + slot * SLOT_BYTES + SLOT_A_AT, at, true);
      view.setUint32(at, text.length, true);
      u8.set(text, at + STRING_HEADER_BYTES);
      at = Math.ceil((at + STRING_HEADER_BYTES + text.length) / 4) * 4;
    }
    const response = guest.handle_zerobuf(request);
    const read = new DataView(guest.memory.buffer);
    const string = (/** @type {number} */ slot) => {
      const header = read.getUint32(response + slot * SLOT_BYTES + SLOT_A_AT, true);
      return decoder.decode(new Uint8Array(guest.memory.buffer, header + STRING_HEADER_BYTES, read.getUint32(header, true)));
    };
    const status = read.getInt32(response + RESPONSE_STATUS * SLOT_BYTES + SLOT_A_AT, true);
    const answer = { status, type: string(RESPONSE_TYPE), body: string(RESPONSE_BODY) };
    guest.zb_release(request);
    return answer.body;
  };
}

/**
 * @param {() => unknown} run
 * @param {unknown} answer
 * @returns {number} nanoseconds per call
 */
function measure(run, answer) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < ITERATIONS; i++) {
    if (run() !== answer) throw new Error(`A wrong answer: ${run()}`);
  }
  return Number(process.hrtime.bigint() - start) / ITERATIONS;
}

printEnvironment(values.json);
if (!values.json) console.log(`nanoseconds per request in the process, ${runs} runs of ${ITERATIONS}, every answer checked`);
for (const { run, answer } of cases) measure(run, answer);
/** @type {number[][]} */
const times = cases.map(() => []);
for (let i = 0; i < runs; i++) for (const [at, { run, answer }] of cases.entries()) times[at]?.push(measure(run, answer));
for (const [at, { name }] of cases.entries()) printRuns(values.json, 'request', name, 'ns', times[at] ?? []);
