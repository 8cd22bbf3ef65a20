// SPDX-License-Identifier: MIT
// Handlers that wait where no engine suspends them: each is entered anew after a wait, and does nothing twice.
// The same file runs on Node 22, which knows no other way.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createHandler } from '../../js/host/fetch.js';
import { createGuest } from '../../js/host/guest.js';
import { ResponseStream } from '../../js/host/response-stream.js';
import { nodeBinary } from '../../tools/binaries.mjs';
import { runProcess } from '../runtimes/process.mjs';

const compile = async (/** @type {string} */ name) => WebAssembly.compile(await readFile(new URL(`../../build/wasm/${name}.wasm`, import.meta.url)));
const waiter = await compile('waiter');
const caller = await compile('caller');
const replayer = await compile('replayer');
const get = (/** @type {string} */ path) => ({ method: 'GET', path });
const SUSPENDS = 'promising' in WebAssembly;

/** @param {WebAssembly.Module} module @param {object} [options] */
const replaying = (module, options) => createGuest(module, { replay: true, log: () => {}, development: true, ...options });

/** @param {{body: unknown}} answer */
const textOf = ({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(/** @type {Uint8Array} */ (body)));

/** A body in pieces, each of which comes later. @param {string[]} pieces */
function slowBody(pieces) {
  const left = pieces.map((piece) => new TextEncoder().encode(piece));
  let read = 0;
  return {
    get count() {
      return read;
    },
    read: () => new Promise((resolve) => setTimeout(() => (read++, resolve(left.shift() ?? null)), 1)),
    cancel() {},
  };
}

describe('a handler that is entered anew after each wait', { timeout: 60_000 }, () => {
  it('waits, in turns with others', async () => {
    const guest = replaying(waiter);
    const frames = Array.from({ length: 200 }, (_, i) => guest.handle(get(`/frames?depth=${i % 11}&seed=${i * 7919}`)));
    // It asks chance, a global, how long it waits: that is what a handler must not do here.
    const first = await Promise.all(frames);
    assert.ok(first.every(({ status, body }) => (status === 200 ? body === '0' : /took another way/.test(String(body)))));
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => guest.handle(get(`/sleep?ms=${i % 5}`))));
    assert.ok(answers.every(({ status, body }) => status === 200 && body === 'slept\n'));
  });

  it('does each operation once, and is told the same in every run', async () => {
    const done = /** @type {string[]} */ ([]);
    const env = { LOG: { add: async (/** @type {string} */ what) => (done.push(what), done.length), now: (/** @type {string} */ what) => (done.push(what), what) } };
    const guest = replaying(replayer, { env });
    const { status, body } = await guest.handle(get('/steps?count=5'));
    assert.equal(status, 200, textOf({ body }));
    assert.equal(textOf({ body }), '1 2 3 4 5');
    assert.deepEqual(done, ['step 0', 'step 1', 'step 2', 'step 3', 'step 4']);
    done.length = 0;
    // What waits beside others is started once, too, and each gets its own.
    assert.equal(textOf(await guest.handle(get('/together?count=4'))), '1 2 3 4');
    assert.deepEqual(done, ['step 0', 'step 1', 'step 2', 'step 3']);
  });

  it('keeps what chance has decided', async () => {
    const guest = replaying(replayer, { env: { LOG: { add: async (/** @type {string} */ text) => text } } });
    const answers = await Promise.all(Array.from({ length: 5 }, () => guest.handle(get('/random'))));
    for (const answer of answers) assert.match(textOf(answer), /^([0-9a-f]{32}) \1$/, textOf(answer));
    assert.equal(new Set(answers.map(textOf)).size, 5);
  });

  it('reads a body once, however often it is entered', async () => {
    const guest = replaying(waiter);
    const stream = slowBody(['first ', 'second ', 'third']);
    const answer = await guest.handle({ method: 'POST', path: '/count?room=4&ms=1', stream });
    const buffered = await guest.handle({ method: 'POST', path: '/count-buffered', body: 'first second third' });
    assert.equal(textOf(answer), textOf(buffered));
    assert.equal(stream.count, 4);
  });

  it('sends each piece once', async () => {
    const guest = replaying(waiter);
    const { status, body } = await guest.handle(get('/pieces?count=5&bytes=3&ms=1'));
    assert.equal(status, 201);
    assert.ok(body instanceof ResponseStream);
    let text = '';
    for (let piece = await body.next(); piece !== null; piece = await body.next()) text += new TextDecoder().decode(piece);
    assert.equal(text, 'aaabbbcccdddeee');
  });

  it('keeps host objects, headers and deadlines', async () => {
    class Made {
      constructor(/** @type {number} */ total) {
        this.total = total;
      }
      get inner() {
        return this;
      }
      add(/** @type {Made} */ other, /** @type {number} */ more) {
        assert.equal(other, this);
        return { later: async () => ({ total: this.total + more }) };
      }
    }
    let made = 0;
    const TEST = {
      make: async (/** @type {number} */ total) => (made++, new Made(total)),
      slow: async (/** @type {number} */ value) => value,
      never: () => new Promise(() => {}),
      rejects: async () => Promise.reject(new Error('rejected later')),
    };
    const guest = replaying(caller, { env: { TEST } });
    assert.equal(textOf(await guest.handle(get('/object'))), '42');
    assert.equal(made, 1);
    assert.equal(textOf(await guest.handle(get('/together'))), '190');
    assert.equal(textOf(await guest.handle(get('/late'))), '5');
    assert.match(textOf(await guest.handle(get('/method?binding=TEST&method=rejects'))), /rejected later/);
    const header = await replaying(waiter).handle({ ...get('/header'), headers: new Headers({ 'x-name': 'mine' }) });
    assert.equal(textOf(header), 'mine');
  });

  it('fails alone when it takes another way', async () => {
    const guest = replaying(replayer, { env: { LOG: { add: async () => 1 } } });
    const waiting = guest.handle(get('/steps?count=3'));
    const { status, body } = await guest.handle(get('/fickle'));
    assert.equal(status, 500);
    assert.match(textOf({ body }), /the handler took another way: its host call 1 is not the one that it made before it waited/);
    assert.equal((await waiting).status, 200);
  });

  it('gives all memory back, ends at traps and limits as elsewhere', async () => {
    const guest = replaying(waiter, { maxCalls: 50, maxWaitMs: 60_000 });
    const body = new Uint8Array(300_000).fill(5);
    const round = () => Promise.all(Array.from({ length: 8 }, () => guest.handle({ method: 'POST', path: '/echo', body })));
    await round();
    const before = guest.memoryBytes;
    for (let i = 0; i < 4; i++) for (const answer of await round()) assert.deepEqual(answer.body, body);
    assert.equal(guest.memoryBytes, before);
    const [waiting, trapped] = await Promise.all([guest.handle(get('/sleep?ms=60000')), guest.handle(get('/trap'))]);
    assert.match(textOf(trapped), /stopped in GET \/trap/);
    assert.match(textOf(waiting), /another request stopped the instance/);
    assert.equal((await guest.handle(get('/sleep?ms=1'))).status, 200);
    const statuses = (await Promise.all(Array.from({ length: 60 }, () => guest.handle(get('/sleep?ms=2'))))).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 503).length, 10);
  });

  it('needs no more than the handler of a fetch server', async () => {
    const handle = createHandler(waiter, { replay: true, log: () => {} });
    const response = await handle(new Request('http://a/count', { method: 'POST', body: 'hello' }));
    assert.match(await response.text(), /^5 \d+$/);
  });

  it('is what Node 22 does by itself', { skip: !SUSPENDS }, async () => {
    const { stdout, stderr, code } = await runProcess(nodeBinary(22), ['--test-reporter=tap', fileURLToPath(import.meta.url)], { env: { NODE_TEST_CONTEXT: '' } });
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^# fail 0$/m);
    const program = `
      import { readFileSync } from 'node:fs';
      import { createGuest } from ${JSON.stringify(new URL('../../js/host/guest.js', import.meta.url).href)};
      const guest = createGuest(new WebAssembly.Module(readFileSync(process.argv[1])));
      const { status } = await guest.handle({ method: 'GET', path: '/sleep?ms=1' });
      console.log(typeof WebAssembly.promising, status);`;
    const own = await runProcess(nodeBinary(22), ['--input-type=module', '--eval', program, fileURLToPath(new URL('../../build/wasm/waiter.wasm', import.meta.url))]);
    assert.equal(own.stdout.trim(), 'undefined 200', own.stderr);
  });
});
