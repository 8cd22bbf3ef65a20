// SPDX-License-Identifier: MIT
// The host's side of zb.crypto: hashes end with their request, and a hostile block costs nobody anything.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { CRYPTO_BLOCK_BYTES, STATUSES } from '../../js/core/layout.gen.js';
import { CryptoImport } from '../../js/host/crypto.js';
import { createGuest } from '../../js/host/guest.js';
import { runWorkerd, writeWorker } from '../../js/host/workerd.js';
import { random, seedOfRun } from '../js/support.mjs';

const load = (name) => readFileSync(new URL(`../../build/wasm/${name}.wasm`, import.meta.url));
const checks = new WebAssembly.Module(load('crypto-test'));
const blocks = new WebAssembly.Module(load('fixtures/crypto_blocks'));
const textOf = ({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body));
const REQUESTS = Number(process.env.REQUESTS ?? 20_000);
const NUMBER = Object.fromEntries(STATUSES);

/** @param {WebAssembly.Module} module */
function start(module) {
  const log = [];
  const guest = createGuest(module, { log: (line) => log.push(line) });
  return { log, get: (path) => textOf(guest.call({ method: 'GET', path })), post: (path, body) => guest.call({ method: 'POST', path, body }), guest };
}

test('a hash ends with the request that began it', () => {
  const { get } = start(checks);
  for (let i = 0; i < 3; i++) {
    assert.equal(get('/begin'), 'begun');
    assert.equal(get('/use'), 'an argument is outside its documented range');
  }
});

test('a module has at most 1,024 hashes at once, and as many again in the next request', () => {
  const { get } = start(checks);
  for (let i = 0; i < 3; i++) assert.equal(get('/many'), '1024, then out of memory: the arena is full and cannot grow');
});

test('the memory may grow while a hash is under way', () => {
  const { get } = start(checks);
  assert.equal(get('/grow'), 'same');
});

test('requests that leave their hash open leave nothing behind', (t) => {
  const { post, guest } = start(checks);
  const body = new Uint8Array(100).fill(7), expected = createHash('sha256').update(body).digest();
  post('/work', body);
  const before = guest.memoryBytes;
  for (let i = 0; i < REQUESTS; i++) {
    const answer = post('/work', body);
    if (i % 1000 === 0) assert.deepEqual(Buffer.from(answer.body), expected);
  }
  assert.equal(guest.memoryBytes, before);
  t.diagnostic(`${REQUESTS} requests, ${before} bytes of memory before and after (REQUESTS=1000000 asks for more)`);
});

test('hashes of several requests in flight end one request at a time', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const words = new Uint32Array(memory.buffer);
  const host = new CryptoImport(memory, assert.fail);
  words.set([3, 2], 0); // HASH_BEGIN, SHA-256
  for (let owner = 1; owner <= 8; owner++) for (let i = 0; i < owner; i++) assert.equal(host.call(0, owner), 0);
  assert.equal(host.hasherCount, 36);
  host.end(8);
  assert.equal(host.hasherCount, 28);
  host.end(99);
  for (let owner = 1; owner < 8; owner++) host.end(owner);
  assert.equal(host.hasherCount, 0);
});

/** @param {ReturnType<typeof start>['post']} post @param {number} at @param {number[]} words */
function callBlock(post, at, words) {
  const body = new Uint32Array(1 + CRYPTO_BLOCK_BYTES / 4);
  body[0] = at;
  body.set(words, 1);
  const answer = post('/', new Uint8Array(body.buffer));
  return answer.status === 200 ? new DataView(answer.body.buffer, answer.body.byteOffset).getInt32(0, true) : answer.status;
}

test('a block or a span outside the memory ends the request, not the process', () => {
  const { post, log, guest } = start(blocks);
  callBlock(post, 0, [1, 2]);
  const end = guest.memoryBytes;
  for (const at of [1, 2, 3, 0xfffffffc, 0xffffffff, 0x80000000, end, end - 4, end - 60]) {
    log.length = 0;
    assert.equal(callBlock(post, at, [1, 2]), 500, String(at));
    assert.match(log[0], /zb\.crypto got a block that is misaligned or outside the memory, at \d+/);
  }
  const outside = [[end, 1], [end - 1, 2], [0xffffffff, 1], [1, 0xffffffff], [0x80000000, 0x80000000], [0, end + 1], [8, 0xfffffff8]];
  for (const [from, length] of outside) {
    for (const words of [[1, 2, 0, 0, from, length, 0, 0, 0, 0, 0, 0, 0, 0, 64, 32], [1, 2, 0, 0, 64, 1, 0, 0, 0, 0, 0, 0, 0, 0, from, length], [20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, from, length]]) {
      log.length = 0;
      assert.equal(callBlock(post, 0, words), 500, words.join());
      assert.match(log[0], /zb\.crypto got \d+ bytes at \d+, which are not inside the memory/);
    }
  }
  assert.equal(callBlock(post, 0, [1, 2, 0, 0, 64, 1, 0, 0, 0, 0, 0, 0, 0, 0, 64, 32]), 0);
});

test('wrong lengths, numbers and handles are statuses', () => {
  const { post } = start(blocks);
  const { ZB_E_INVALID, ZB_E_UNSUPPORTED } = NUMBER;
  const pairs = (...lengths) => Array.from({ length: 6 }, (_, i) => [4096, lengths[i] ?? 0]).flat();
  for (const [expected, words] of [
    [ZB_E_UNSUPPORTED, [0]], [ZB_E_UNSUPPORTED, [21]], [ZB_E_UNSUPPORTED, [0xffffffff]],
    [ZB_E_INVALID, [1, 0]], [ZB_E_INVALID, [1, 5]], [ZB_E_INVALID, [1, 2, 0, 0, ...pairs(1, 0, 0, 0, 0, 31)]], [ZB_E_INVALID, [1, 2, 0, 0, ...pairs(1, 0, 0, 0, 0, 33)]],
    [ZB_E_INVALID, [5, 0, 0, 1]], [ZB_E_INVALID, [6, 0, 0, 0xffffffff]], [0, [7, 0, 0, 5]],
    [ZB_E_INVALID, [8, 2, 0, 0, ...pairs(1, 0, 1025, 0, 0, 32)]], [ZB_E_INVALID, [8, 2, 0, 0, ...pairs(1, 0, 0, 0, 0, 255 * 32 + 1)]],
    [ZB_E_INVALID, [9, 2, 0, 0, ...pairs(1, 1, 0, 0, 0, 32)]], [ZB_E_INVALID, [9, 2, 0x80000000, 0, ...pairs(1, 1, 0, 0, 0, 32)]],
    [ZB_E_UNSUPPORTED, [10, 9, 0, 0, ...pairs(16, 12, 0, 0, 0, 16)]], [ZB_E_INVALID, [10, 1, 0, 0, ...pairs(17, 12, 0, 0, 0, 16)]],
    [ZB_E_INVALID, [10, 1, 0, 0, ...pairs(16, 11, 0, 0, 0, 16)]], [ZB_E_INVALID, [10, 1, 0, 0, ...pairs(16, 12, 0, 4, 0, 16)]],
    [ZB_E_INVALID, [11, 1, 0, 0, ...pairs(16, 12, 0, 15, 0, 0)]], [ZB_E_INVALID, [11, 1, 0, 0, ...pairs(16, 12, 0, 16, 0, 1)]],
    [ZB_E_INVALID, [12, 0, 0, 0, ...pairs(31, 0, 0, 0, 0, 32)]], [ZB_E_INVALID, [14, 0, 0, 0, ...pairs(32, 0, 63)]], [ZB_E_INVALID, [17, 0, 0, 0, ...pairs(64, 0, 64)]],
    [ZB_E_INVALID, [19, 0, 0, 0, ...pairs(32, 32, 0, 0, 0, 31)]],
  ]) assert.equal(callBlock(post, 0, words), expected, words.join());
});

test('random blocks get a status or end their request', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const dice = random(seed);
  const { post, log } = start(blocks);
  const known = new Set(['ZB_OK', 'ZB_E_INVALID', 'ZB_E_AUTHENTIC', 'ZB_E_UNSUPPORTED', 'ZB_E_MEMORY'].map((name) => NUMBER[name]));
  const lengths = [0, 1, 12, 16, 20, 28, 32, 48, 64, 65, 1000, 0xffffffff];
  const seen = new Map();
  for (let round = 0; round < 4000; round++) {
    const words = [dice.below(23), dice.below(6), dice.pick([0, 1, 2, 50, 0x80000000]), dice.below(5)];
    for (let pair = 0; pair < 6; pair++) words.push(dice.pick([0, 8, 4096, 70_000, 0xfffffff0]), dice.pick(lengths));
    const status = callBlock(post, 0, words);
    assert.ok(known.has(status) || status === 500, `${words.join()}: ${status}`);
    if (status === 500) assert.match(log.pop(), /zb\.crypto got|the response|zb_alloc/);
    seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  t.diagnostic(JSON.stringify(Object.fromEntries(seen)));
  for (const status of [NUMBER.ZB_OK, NUMBER.ZB_E_INVALID, NUMBER.ZB_E_UNSUPPORTED, 500]) assert.ok(seen.get(status) > 0, String(status));
});

test('where there is no node:crypto, calls fail with a status and the log says what to do', (t) => {
  const { getBuiltinModule } = process;
  t.after(() => Object.assign(process, { getBuiltinModule }));
  Object.assign(process, { getBuiltinModule: undefined });
  const { get, log } = start(checks);
  for (let i = 0; i < 2; i++) assert.equal(get('/missing'), 'the platform does not offer this operation');
  assert.equal(log.length, 1);
  assert.match(log[0], /no node:crypto.*compatibility flag nodejs_compat/);
});

test('a worker without nodejs_compat answers, and says what it lacks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zerobuf-no-compat-'));
  const log = [];
  try {
    await writeWorker(folder, { wasm: load('crypto-test') });
    const config = join(folder, 'config.capnp');
    await writeFile(config, (await readFile(config, 'utf8')).replace(/compatibilityDate = "[^"]*"/, 'compatibilityDate = "2024-01-01"'));
    const server = await runWorkerd(config, { port: 0, log: (line) => log.push(line) });
    try {
      assert.equal(await (await fetch(`${server.url}/missing`)).text(), 'the platform does not offer this operation');
    } finally {
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  assert.ok(log.some((line) => /compatibility flag nodejs_compat/.test(line)), log.join('\n'));
});

