// SPDX-License-Identifier: MIT
// The programs of docs/bindings.md compile without a warning, and do on workerd what it says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serveMiniflare } from '../../js/host/miniflare.js';
import { workerModules } from '../../js/host/worker-source.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(`${root}docs/bindings.md`, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'zerobuf-bindings-'));
after(() => rmSync(folder, { recursive: true }));

/** The block that a comment announces. @param {string} what */
function block(what) {
  const found = text.match(new RegExp(`<!-- ${what} -->\n\`\`\`\\w+\n([\\s\\S]*?)\`\`\``));
  assert.ok(found, `docs/bindings.md has no block "${what}"`);
  return /** @type {string} */ (found[1]);
}

/** @param {string} what @returns {Uint8Array} */
function compile(what) {
  const file = join(folder, what);
  const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) => execFileSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  writeFileSync(`${file}.c`, block(what));
  run('clang-19', '--target=wasm32', '-ffreestanding', '-nostdlibinc', '-mbulk-memory', '-fno-delete-null-pointer-checks', '-std=c11', '-Wall', '-Wextra', '-Werror', '-Oz', '-flto', '-DZB_LINEAR_MEMORY', '-Iinclude', '-c', `${file}.c`, '-o', `${file}.o`);
  run('wasm-ld-19', '--no-entry', '--stack-first', '-z', 'stack-size=16384', '--export=handle_zerobuf', '--export=__heap_base', '--lto-O2', `${file}.o`, 'build/guest/libzerobuf.a', '-o', `${file}.wasm`);
  run(process.execPath, 'tools/check_stack.mjs', `${file}.wasm`);
  return readFileSync(`${file}.wasm`);
}

const TYPES = { esModule: 'ESModule', wasm: 'CompiledWasm', data: 'Data' };

/** A worker of one program, with the bindings that the guide names. @param {string} what @param {string} [main] */
async function worker(what, main) {
  const modules = (await workerModules({ wasm: compile(what) })).map(({ name, type, contents }) => ({
    type: TYPES[type], path: name, contents: name === 'worker.js' && main !== undefined ? main : contents,
  }));
  return { name: what, modules, ...NAMES };
}

/** As zerobuf.json in the guide has them, in miniflare's words. */
const { bindings } = JSON.parse(/** @type {RegExpMatchArray} */ (text.match(/```json\n([\s\S]*?)```/))[1] ?? '');
const NAMES = {
  bindings: bindings.vars, kvNamespaces: bindings.kv, r2Buckets: bindings.r2, d1Databases: bindings.d1,
  queueProducers: bindings.queues.producers, serviceBindings: bindings.services,
};

const server = await serveMiniflare({
  wasm: compile('orders'), // to which the queue and the timers belong
  bindings,
  port: 0,
  log: () => {},
  workers: [
    await worker('notes'), await worker('pictures'), await worker('users'), await worker('sum'),
    await worker('fan-out', block('fan-out worker')),
  ],
}).catch((error) => {
  rmSync(folder, { recursive: true });
  throw error;
});
after(() => server.close());

/** @param {string} name @param {string} path @param {RequestInit} [init] */
async function ask(name, path, init) {
  const response = await (await server.mf.getWorker(name)).fetch(`http://example${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('notes', async () => {
  assert.equal((await ask('notes', '/note?name=a', { method: 'PUT', body: 'Zoë' })).status, 200);
  const { status, text: answer } = await ask('notes', '/note?name=a');
  assert.deepEqual([status, answer], [200, 'hello, Zoë']);
  assert.equal((await ask('notes', '/note?name=b')).status, 404);
});

test('pictures', async () => {
  assert.equal((await ask('pictures', '/pictures/one', { method: 'PUT', body: 'pixels' })).status, 200);
  assert.equal((await ask('pictures', '/pictures/one', { method: 'PUT', body: 'others' })).status, 409);
  const { text: body, headers } = await ask('pictures', '/pictures/one');
  assert.deepEqual([body, headers.get('content-type')], ['pixels', 'image/png']);
  const etag = headers.get('etag');
  assert.match(etag, /^".+"$/);
  assert.equal((await ask('pictures', '/pictures/one', { headers: { 'if-none-match': etag } })).status, 304);
  assert.equal((await ask('pictures', '/pictures/two')).status, 404);
});

test('users', async () => {
  assert.equal((await ask('users', '/setup', { method: 'POST' })).status, 200);
  assert.equal((await ask('users', '/fill', { method: 'POST' })).status, 200);
  assert.equal((await ask('users', '/older?than=30')).text, 'Ada\nGrace\n');
  assert.equal((await ask('users', '/older?than=36')).text, 'Grace\n');
});

test('orders', { timeout: 60_000 }, async () => {
  const notes = await server.mf.getKVNamespace('NOTES');
  assert.equal((await ask('main', '/orders', { method: 'POST', body: 'order 7' })).status, 202);
  while ((await notes.get('order 7')) !== 'done') await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal((await (await server.mf.getWorker('main')).scheduled({ cron: '30 2 * * *' })).outcome, 'ok');
  assert.equal(await notes.get('last night'), '30 2 * * *');
});

test('sum', async () => {
  const { status, text: answer } = await ask('sum', '/sum');
  assert.deepEqual([status, answer], [200, '500500']);
});

test('fan-out', async () => {
  const notes = await server.mf.getKVNamespace('NOTES');
  await notes.put('title', 'Notes');
  await notes.put('first', '{"lines":["a","b"]}');
  assert.deepEqual(JSON.parse((await ask('fan-out', '/first')).text), { lines: ['a', 'b'], title: 'Notes' });
  assert.equal((await ask('fan-out', '/second')).status, 404);
});
