// SPDX-License-Identifier: MIT
// The programs of docs/durable-objects.md and docs/files.md compile without a warning, and do on workerd what they say.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serveMiniflare } from '../../js/host/miniflare.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Its one program, and its bindings. @param {string} page */
function read(page) {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  const [[, program = ''] = [], ...others] = text.matchAll(/^```c\n([\s\S]*?)^```/gm);
  assert.deepEqual(others, []);
  return { program, settings: JSON.parse(text.match(/^```json\n([\s\S]*?)^```/m)?.[1] ?? '') };
}

/** @param {string} program @returns {Uint8Array} */
function compile(program) {
  const folder = mkdtempSync(join(tmpdir(), 'zerobuf-docs-'));
  try {
    const [source, object, module] = ['c', 'o', 'wasm'].map((ending) => join(folder, `program.${ending}`));
    writeFileSync(source, program);
    for (const [command, ...args] of [
      ['clang-19', '--target=wasm32', '-std=c11', '-ffreestanding', '-nostdlibinc', '-mbulk-memory', '-fno-delete-null-pointer-checks', '-Wall', '-Wextra', '-Wpedantic', '-Werror', `-I${root}include`, '-DZB_LINEAR_MEMORY', '-Oz', '-flto', '-c', source, '-o', object],
      ['wasm-ld-19', '--no-entry', '--stack-first', '-z', 'stack-size=16384', '--export=handle_zerobuf', '--export=__heap_base', '--lto-O2', object, `${root}build/guest/libzerobuf-heap.a`, `${root}build/guest/libzerobuf.a`, '-o', module],
      [process.execPath, `${root}tools/check_stack.mjs`, module],
    ]) execFileSync(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    return readFileSync(module);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} page
 * @param {(ask: (method: string, path: string, body?: string) => Promise<string>) => Promise<void>} questions
 * @param {(program: string) => string} [change]
 */
async function whileServed(page, questions, change = (program) => program) {
  const { program, settings } = read(page);
  const server = await serveMiniflare({ wasm: compile(change(program)), bindings: settings.bindings, port: 0, log: () => {} });
  try {
    await questions(async (method, path, body) => {
      const response = await fetch(`${server.url}${path}`, { method, ...(body !== undefined && { body }) });
      return `${response.status} ${await response.text()}`;
    });
  } finally {
    await server.close();
  }
}

test('docs/durable-objects.md', { timeout: 60_000 }, () => whileServed('durable-objects.md', async (ask) => {
  assert.equal(await ask('GET', '/list/a'), '200 []');
  assert.match(await ask('POST', '/list/a', 'bread'), /^200 /);
  assert.match(await ask('POST', '/list/a', "o'clock"), /^200 /);
  assert.match(await ask('POST', '/list/b', 'milk'), /^200 /);
  assert.equal(await ask('GET', '/list/a'), '200 [{"text":"bread"},{"text":"o\'clock"}]');
  assert.equal(await ask('GET', '/list/b'), '200 [{"text":"milk"}]');
}));

test('docs/durable-objects.md, whose day is shorter', { timeout: 60_000 }, () => whileServed('durable-objects.md', async (ask) => {
  assert.match(await ask('POST', '/list/a', 'bread'), /^200 /);
  while ((await ask('GET', '/list/a')) !== '200 []') await new Promise((resolve) => setTimeout(resolve, 20));
}, (program) => {
  const day = '24 * 60 * 60 * 1000';
  assert.ok(program.includes(day));
  return program.replace(day, '100');
}));

test('docs/files.md', { timeout: 60_000 }, () => whileServed('files.md', async (ask) => {
  assert.match(await ask('POST', '/archive'), /^409 /);
  assert.equal(await ask('GET', '/archive'), '200 ');
  for (const round of [1, 2]) {
    assert.match(await ask('POST', '/log', 'one'), /^200 /);
    assert.match(await ask('POST', '/log', 'two'), /^200 /);
    assert.match(await ask('POST', '/archive'), /^200 /);
    assert.equal(await ask('GET', '/archive'), `200 log.txt ${8 * round}\n`);
  }
  assert.match(await ask('POST', '/archive'), /^409 /);
}));
