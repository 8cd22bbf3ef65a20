// SPDX-License-Identifier: MIT
// The program of docs/c-libraries.md is built with the commands shown there, and answers.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { createGuest } from '../../js/host/guest.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(join(root, 'docs/c-libraries.md'), 'utf8');

/** The block that a comment announces. @param {string} what */
function block(what) {
  const found = text.match(new RegExp(`<!-- ${what} -->\n\`\`\`\\w+\n([\\s\\S]*?)\`\`\``));
  assert.ok(found, `docs/c-libraries.md has no block "${what}"`);
  return found[1];
}

/** Build it in a folder of its own, with commands that are changed first. */
function build(/** @type {(commands: string) => string} */ change) {
  const folder = mkdtempSync(join(tmpdir(), 'zerobuf-docs-'));
  try {
    writeFileSync(join(folder, 'words.c'), block('words.c'));
    const { status, stderr } = spawnSync('bash', ['-e', '-c', change(block('build words'))], { cwd: folder, env: { ...process.env, ZB: root }, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.equal(stderr, '');
    return createGuest(new WebAssembly.Module(readFileSync(join(folder, 'words.wasm'))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const [name, change] of /** @type {const} */ ([
  ['as it is shown', (commands) => commands],
  ['with the bump allocator', (commands) => commands.replace('-heap.a', '-heap-bump.a')],
])) {
  test(`the program, ${name}`, () => {
    const guest = build(change);
    const words = Array.from({ length: 500 }, (_, i) => `word${(i * 7919) % 1000}`);
    const expected = words.toSorted().join('\n') + '\n';
    for (let i = 0; i < 100; i++) {
      const { status, body } = guest.call({ method: 'POST', path: '/words', body: words.join(i % 2 === 0 ? ' ' : '\n') });
      assert.equal(`${status} ${typeof body === 'string' ? body : new TextDecoder().decode(/** @type {Uint8Array} */ (body))}`, `200 ${expected}`);
    }
  });
}
