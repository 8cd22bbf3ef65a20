// SPDX-License-Identifier: MIT
// The program of docs/pool-c-tasks.md is built with the commands shown there, and prints what it says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(join(root, 'docs/pool-c-tasks.md'), 'utf8');

/** The block that a comment announces. @param {string} what */
function block(what) {
  const found = text.match(new RegExp(`<!-- ${what} -->\n\`\`\`\\w+\n([\\s\\S]*?)\`\`\``))?.[1];
  assert.ok(found !== undefined, `docs/pool-c-tasks.md has no block "${what}"`);
  return found;
}

test('the module and the program of the chapter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zerobuf-docs-'));
  try {
    writeFileSync(join(folder, 'columns.c'), block('columns.c'));
    writeFileSync(join(folder, 'columns.mjs'), block('columns.mjs').replace("'zerobuf/pool'", `'${root}js/pool/index.js'`));
    const commands = block('build')
      .replace(/^clang /m, 'clang-19 -Wall -Wextra -Werror ').replace(/^wasm-ld /m, 'wasm-ld-19 ').replace(/^node /m, `${process.execPath} `)
      .replace('threads/libzerobuf.a', '$ZB/build/atomics/libzerobuf.a');
    const built = spawnSync('bash', ['-e', '-c', commands], { cwd: folder, env: { ...process.env, ZB: root }, encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['columns.mjs'], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.equal(stdout, '24750000 49.5\n');
    assert.match(block('columns.mjs'), /\/\/ 24750000 49\.5\n/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
