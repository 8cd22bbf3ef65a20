// SPDX-License-Identifier: MIT
// The same vectors and cases in every way in which a program can have its cryptography.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serveWorkerd } from '../../js/host/workerd.js';
import { RUNTIMES } from '../runtimes/runtimes.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = readdirSync(`${root}vectors/crypto`).filter((name) => name.endsWith('.json')).sort().map((name) => `vectors/crypto/${name}`);
const counts = new Map(files.map((file) => [file, JSON.parse(readFileSync(root + file, 'utf8')).tests.length]));
const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
const CASES = 14;

/** Vectors that a platform has no implementation for: docs/crypto.md names them. */
const ABSENT = { Bun: /chacha20_poly1305/ };

const run = (command, args) => promisify(execFile)(command, args, { cwd: root, maxBuffer: 1 << 24 }).catch((error) => {
  throw new Error(`${command} ended with ${error.code}: ${error.stdout}${error.stderr}`);
});

/** @param {{results: {file: string, passed: number, failed: number, unsupported: number}[], cases: Record<string, string | null>}} outcome @param {RegExp} [absent] */
function judge({ results, cases }, absent = /$^/) {
  assert.deepEqual(results.map(({ file }) => file), files);
  for (const { file, passed, failed, unsupported, ...first } of results) {
    assert.equal(failed, 0, `${file}: ${JSON.stringify(first)}`);
    assert.equal(passed + unsupported, counts.get(file), file);
    assert.equal(unsupported === 0, !absent.test(file), `${file}: ${unsupported} of ${passed + unsupported} unsupported`);
  }
  assert.equal(Object.keys(cases).length, CASES);
  assert.deepEqual(Object.entries(cases).filter(([, what]) => what !== null), []);
}

for (const build of ['native', 'asan']) {
  test(`OpenSSL, ${build}`, async (t) => {
    const { stdout } = await run(`build/${build}/crypto-test`, files);
    assert.equal(stdout, `${total + CASES} passed, 0 failed\n`);
    t.diagnostic(`${build}: ${total} vectors, ${CASES} cases`);
  });
}

for (const [name, binary, args] of [
  ['Node', process.execPath, []],
  ['Bun', RUNTIMES.find(({ name }) => name === 'Bun')?.binary, []],
  ['Deno', RUNTIMES.find(({ name }) => name === 'Deno')?.binary, ['run', '--allow-read']],
]) {
  test(`guest on ${name}`, async () => {
    const { stdout } = await run(binary, [...args, 'test/crypto/portable.mjs', 'build/wasm/crypto-test.wasm', ...files]);
    judge(JSON.parse(stdout), ABSENT[name]);
  });
}

test('guest on workerd', async () => {
  const wasm = readFileSync(`${root}build/wasm/crypto-test.wasm`);
  const server = await serveWorkerd({ wasm, port: 0, log: () => {} });
  const ask = async (path, init) => {
    const response = await fetch(server.url + path, init);
    assert.equal(response.status, 200, `${path}: ${response.status}`);
    return response.json();
  };
  try {
    const results = [];
    for (const file of files) results.push({ file, ...(await ask('/vectors', { method: 'POST', body: readFileSync(root + file) })) });
    judge({ results, cases: await ask('/cases') });
  } finally {
    await server.close();
  }
});
