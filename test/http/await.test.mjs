// SPDX-License-Identifier: MIT
// Handlers that wait: nothing that belongs to one call is touched by another, on any runtime; and what goes wrong in one.

import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createGuest } from '../../js/host/guest.js';
import { runWorkerd, writeWorker } from '../../js/host/workerd.js';
import { runProcess } from '../runtimes/process.mjs';
import { BUN, DENO } from '../runtimes/runtimes.mjs';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(`../../build/wasm/${name}.wasm`, import.meta.url));
const script = fileURLToPath(new URL('interleave.mjs', import.meta.url));
const wasm = new Uint8Array(await readFile(path('waiter')));
const module = await WebAssembly.compile(wasm);
const get = (/** @type {string} */ target) => ({ method: 'GET', path: target });

/** interleave() inside a worker. */
async function onWorkerd() {
  const folder = await mkdtemp(join(tmpdir(), 'zerobuf-test-'));
  try {
    await writeWorker(folder, { wasm });
    await copyFile(path('naive'), join(folder, 'naive.wasm'));
    const source = (await readFile(script, 'utf8')).replaceAll('../../js/', './');
    await writeFile(join(folder, 'interleave.js'), source.slice(0, source.indexOf('const [, program')));
    await writeFile(
      join(folder, 'worker.js'),
      `import { interleave } from './interleave.js';
       import naive from './naive.wasm';
       import waiter from './guest.wasm';
       export default { fetch: async () => Response.json(await interleave(naive, waiter)) };`,
    );
    const config = await readFile(join(folder, 'config.capnp'), 'utf8');
    const more = '(name = "interleave.js", esModule = embed "interleave.js"),\n(name = "naive.wasm", wasm = embed "naive.wasm"),\n  ],';
    await writeFile(join(folder, 'config.capnp'), config.replace(/\n {2}\],\n\);\n$/, `\n${more}\n);\n`));
    const server = await runWorkerd(join(folder, 'config.capnp'), { port: 0 });
    try {
      return await (await fetch(server.url)).json();
    } finally {
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {string} binary @param {string[]} args */
const inProcess = (binary, ...args) => async () => {
  const { stdout, stderr } = await runProcess(binary, [...args, script, path('naive'), path('waiter')]);
  assert.match(stdout, /^\{/, stderr);
  return JSON.parse(stdout);
};

const RUNTIMES = {
  Node: inProcess(process.execPath),
  Deno: inProcess(DENO, 'run', '--allow-read'),
  Bun: inProcess(BUN),
  workerd: onWorkerd,
};

describe('1,000 calls that wait at different depths', { timeout: 120_000 }, () => {
  for (const [name, run] of Object.entries(RUNTIMES)) {
    it(`keep what is theirs on ${name}, where the naive way corrupts it`, async (t) => {
      const { naive, ours } = await run();
      t.diagnostic(`${name}: naive ${JSON.stringify(naive)}, ours ${JSON.stringify(ours.rounds[0])}`);
      assert.ok(naive.corrupted > 100, 'the test would not see corruption');
      for (const round of ours.rounds) assert.deepEqual(round, { right: 1000, corrupted: 0, stopped: 0 });
      assert.equal(ours.grown, 0, 'memory grew after the first thousand');
    });
  }
});

describe('a guest whose handlers wait', { timeout: 60_000 }, () => {
  it('answers others meanwhile', async () => {
    const guest = createGuest(module);
    /** @type {string[]} */
    const order = [];
    const slow = Promise.resolve(guest.handle(get('/sleep?ms=50'))).then(() => order.push('slow'));
    const fast = Promise.resolve(guest.handle(get('/sleep?ms=1'))).then(() => order.push('fast'));
    const at_once = guest.handle(get('/at-once'));
    assert.ok(!(at_once instanceof Promise), 'a route that is entered at once costs no promise');
    assert.equal(at_once.body, 'refused\n');
    await Promise.all([slow, fast]);
    assert.deepEqual(order, ['fast', 'slow']);
  });

  it('gives each handler its own headers after a wait', async () => {
    const guest = createGuest(module);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => guest.handle({ ...get('/header'), headers: new Headers({ 'x-name': `value ${i}` }) })));
    assert.deepEqual(answers.map(({ body }) => body), Array.from({ length: 50 }, (_, i) => `value ${i}`));
  });

  it('answers what no route is for without entering a handler', () => {
    const guest = createGuest(module);
    assert.equal(/** @type {any} */ (guest.handle(get('/nowhere'))).status, 404);
    assert.equal(/** @type {any} */ (guest.handle({ method: 'PUT', path: '/sleep' })).status, 405);
  });

  it('fails the others with a sentence when one traps, and goes on in a new instance', async () => {
    /** @type {string[]} */
    const log = [];
    const guest = createGuest(module, { log: (line) => log.push(line), development: true });
    const [waiting, trapped] = await Promise.all([guest.handle(get('/sleep?ms=60000')), guest.handle(get('/trap'))]);
    assert.equal(trapped.status, 500);
    assert.match(String(trapped.body), /stopped in GET \/trap: RuntimeError/);
    assert.equal(waiting.status, 500);
    assert.match(String(waiting.body), /another request stopped the instance/);
    assert.equal(log.length, 2);
    assert.equal((await guest.handle(get('/sleep?ms=1'))).status, 200);
  });

  it('reports a stack that overflowed, and goes on', async () => {
    const guest = createGuest(module, { log: () => {}, development: true });
    await guest.handle(get('/sleep?ms=0'));
    for (const target of ['/overflow?depth=260', '/overflow?depth=100000', '/jump?at=7']) {
      const { status, body } = await guest.handle(get(target));
      assert.equal(status, 500);
      assert.match(String(body), /the stack of a request overflowed: give it more with ZB_CALL_STACK/, target);
    }
    assert.equal((await guest.handle(get('/overflow?depth=200'))).body, '0');
  });

  it('takes no more calls than its limit, and answers the rest at once', async () => {
    const guest = createGuest(module, { maxCalls: 10 });
    const answers = Array.from({ length: 15 }, () => guest.handle(get('/sleep?ms=5')));
    assert.equal(answers.filter((answer) => answer instanceof Promise).length, 10);
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    assert.deepEqual(statuses, [...Array(10).fill(200), ...Array(5).fill(503)]);
    assert.equal((await guest.handle(get('/sleep?ms=0'))).status, 200);
    for (const maxCalls of [0, 1.5, 16_385, NaN]) assert.throws(() => createGuest(module, { maxCalls }), /maxCalls must be/);
  });

  it('is told apart from one that can be called without a promise', () => {
    assert.throws(() => createGuest(module).call(get('/sleep?ms=1')), /use handle\(\)/);
  });

  it('gives all memory back, whatever calls took', async () => {
    const guest = createGuest(module);
    const body = new Uint8Array(3_000_000).fill(5);
    const round = () =>
      Promise.all(Array.from({ length: 8 }, (_, i) => guest.handle({ method: 'POST', path: '/echo', body: body.subarray(i * 300_000) })));
    await round();
    const before = guest.memoryBytes;
    for (let i = 0; i < 4; i++) for (const { status } of await round()) assert.equal(status, 200);
    assert.equal(guest.memoryBytes, before);
  });

  it('goes on in a new instance when its memory has grown past the limit, and lets what waits end', async () => {
    const guest = createGuest(module, { maxMemoryBytes: 4 << 20 });
    const waiting = guest.handle(get('/sleep?ms=200'));
    const body = new Uint8Array(6_000_000).fill(1);
    for (let i = 0; i < 3; i++) {
      const answer = await guest.handle({ method: 'POST', path: '/echo', body });
      assert.equal(/** @type {Uint8Array} */ (answer.body).byteLength, body.byteLength);
      assert.equal((await guest.handle(get('/sleep?ms=0'))).status, 200);
      assert.ok(guest.memoryBytes < 1 << 20, `${guest.memoryBytes} bytes`);
    }
    assert.equal((await waiting).status, 200);
    for (const maxMemoryBytes of [0, NaN, -1]) assert.throws(() => createGuest(module, { maxMemoryBytes }), /maxMemoryBytes must be/);
  });
});
