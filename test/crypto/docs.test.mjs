// SPDX-License-Identifier: MIT
// The programs of docs/crypto.md compile, and do what it says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { createGuest } from '../../js/host/guest.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const programs = [...readFileSync(`${root}docs/crypto.md`, 'utf8').matchAll(/^```c\n([\s\S]*?)^```/gm)].map(([, text]) => text);
const run = (command, ...args) => execFileSync(command, args, { cwd: root, encoding: 'utf8' });

/** @param {import('node:test').TestContext} t @param {string} program */
function sourceOf(t, program) {
  const folder = mkdtempSync(join(tmpdir(), 'zerobuf-crypto-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'program.c'), program);
  return { source: join(folder, 'program.c'), target: join(folder, 'program') };
}

test('the guide has one handler and one program', () => {
  assert.equal(programs.length, 2);
});

test('the native program prints what it says', (t) => {
  const { source, target } = sourceOf(t, programs[1]);
  run('gcc', '-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-Iinclude', source, 'build/lib/libzerobuf-crypto.a', 'build/lib/libzerobuf.a', '-lcrypto', '-o', target);
  const expected = [...programs[1].matchAll(/^ *printf\(.*\); \/\* (.*) \*\/$/gm)].map(([, line]) => line);
  assert.equal(expected.length, 3);
  assert.deepEqual(run(target).trimEnd().split('\n'), expected);
});

test('the handler takes good tokens only, and seals what node:crypto opens', (t) => {
  const { source, target } = sourceOf(t, programs[0]);
  run('clang-19', '--target=wasm32', '-ffreestanding', '-nostdlibinc', '-mbulk-memory', '-fno-delete-null-pointer-checks', '-std=c11', '-Wall', '-Wextra', '-Werror', '-Oz', '-flto', '-DZB_LINEAR_MEMORY', '-Iinclude', '-c', source, '-o', `${target}.o`);
  run('wasm-ld-19', '--no-entry', '--stack-first', '-z', 'stack-size=16384', '--export=handle_zerobuf', '--export=__heap_base', '--lto-O2', `${target}.o`, 'build/guest/libzerobuf.a', '-o', `${target}.wasm`);
  const guest = createGuest(new WebAssembly.Module(readFileSync(`${target}.wasm`)), { log: assert.fail });
  const key = Buffer.from('a secret of 32 bytes, at least!\0');
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const ask = (claims, signedWith = key) => {
    const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
    const token = `${text}.${createHmac('sha256', signedWith).update(text).digest('base64url')}`;
    const headers = { get: (name) => (name === 'authorization' ? `Bearer ${token}` : null), forEach() {} };
    const { status, body } = guest.call({ method: 'GET', path: '/whoami?now=1000', headers });
    return { status, text: typeof body === 'string' ? body : new TextDecoder().decode(body ?? undefined) };
  };

  const good = ask({ sub: 'Grace', aud: ['example'], exp: 1001 });
  assert.equal(good.status, 200);
  const sealed = Buffer.from(good.text, 'base64url');
  const open = createDecipheriv('aes-256-gcm', new Uint8Array(hkdfSync('sha256', key, '', 'cookie v1', 32)), sealed.subarray(0, 12));
  open.setAAD(Buffer.from('whoami')).setAuthTag(sealed.subarray(-16));
  assert.equal(open.update(sealed.subarray(12, -16), undefined, 'utf8') + open.final('utf8'), 'Grace');
  assert.notEqual(ask({ sub: 'Grace', aud: ['example'], exp: 1001 }).text, good.text);

  assert.equal(ask({ sub: 'Grace', aud: ['example'], exp: 970 }).status, 401);
  assert.equal(ask({ sub: 'Grace', aud: ['elsewhere'], exp: 1001 }).status, 401);
  assert.equal(ask({ sub: 'Grace', aud: ['example'], exp: 1001 }, Buffer.alloc(32)).status, 401);
  assert.equal(guest.call({ method: 'GET', path: '/whoami?now=1000' }).status, 401);
});
