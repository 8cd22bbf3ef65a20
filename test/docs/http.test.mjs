// SPDX-License-Identifier: MIT
// The handlers of docs/http.md compile without a warning, link, and answer as the page says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../js/host/node.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const programs = [...readFileSync(join(root, 'docs/http.md'), 'utf8').matchAll(/^```c\n([\s\S]*?)^```/gm)].map(([, text]) => text);

/** @type {Record<string, (url: string) => Promise<void>>} what is asked of the program with this route */
const questions = {
  '/greet': async (url) => {
    assert.equal(await (await fetch(`${url}/greet?name=a+b`)).text(), 'a b');
    assert.equal(await (await fetch(`${url}/greet`, { method: 'POST', body: new URLSearchParams({ name: 'ä' }) })).text(), 'ä');
    assert.equal((await fetch(`${url}/greet`)).status, 400);
  },
  '/upload': async (url) => {
    const form = new FormData();
    form.append('file', new Blob(['x']), 'x.txt');
    assert.equal(await (await fetch(`${url}/upload`, { method: 'POST', body: form })).text(), 'thanks\n');
    assert.equal((await fetch(`${url}/upload`, { method: 'POST', body: 'x' })).status, 400);
  },
  '/enter': async (url) => {
    assert.equal((await fetch(`${url}/enter`)).headers.get('www-authenticate'), 'Basic realm="members"');
    const { headers } = await fetch(`${url}/enter`, { headers: { authorization: `Basic ${btoa('admin:secret')}` } });
    assert.equal(headers.get('set-cookie'), '__Host-sid=abc; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Strict');
  },
  '/state': async (url) => {
    assert.equal(await (await fetch(`${url}/state`, { headers: { accept: 'text/*' } })).text(), 'state: ok\n');
    assert.deepEqual(await (await fetch(`${url}/state`)).json(), { state: 'ok' });
  },
  '/style.css': async (url) => {
    const { headers } = await fetch(`${url}/style.css`);
    assert.equal(headers.get('content-type'), 'text/css; charset=utf-8');
    const again = await fetch(`${url}/style.css`, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
    assert.equal(again.status, 304);
    assert.equal(again.headers.get('cache-control'), 'max-age=3600');
  },
  '/ticks': async (url) => {
    assert.equal(await (await fetch(`${url}/ticks`)).text(), 'event: tick\ndata: {"more": true}\n\n'.repeat(3) + 'event: done\ndata: {}\n\n');
  },
};

describe('docs/http.md', { timeout: 60_000 }, () => {
  /** @type {string} */
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'zerobuf-docs-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('has a question for each program', () => {
    assert.deepEqual(programs.map((text) => text.match(/ZB_ROUTES\(\{"\w+", "([^"]+)"/)?.[1]), Object.keys(questions));
  });
  for (const [index, [path, ask]] of Object.entries(questions).entries()) {
    it(path, async () => {
      const [source, object, module] = ['c', 'o', 'wasm'].map((ending) => join(folder, `${index}.${ending}`));
      writeFileSync(source, programs[index] ?? '');
      for (const [command, ...args] of [
        ['clang-19', '--target=wasm32', '-std=c11', '-ffreestanding', '-nostdlibinc', '-mbulk-memory', '-fno-delete-null-pointer-checks', '-Wall', '-Wextra', '-Wpedantic', '-Werror', `-I${root}include`, '-Oz', '-c', source, '-o', object],
        ['wasm-ld-19', '--no-entry', '--stack-first', '-z', 'stack-size=16384', '--export=handle_zerobuf', '--export=__heap_base', object, `${root}build/guest/libzerobuf.a`, '-o', module],
        [process.execPath, `${root}tools/check_stack.mjs`, module],
      ]) {
        const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
        assert.equal(status, 0, stderr);
      }
      const server = await serve(new WebAssembly.Module(readFileSync(module)), { port: 0 });
      try {
        await ask(server.url);
      } finally {
        await server.close();
      }
    });
  }
});
