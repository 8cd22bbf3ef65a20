// SPDX-License-Identifier: MIT
// The programs of docs/sync.md run, and print what they say.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(`${root}docs/sync.md`, 'utf8');
const blockOf = (language) => text.match(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'm'))[1];

test('the JavaScript program', () => {
  const program = blockOf('js').replaceAll("'zerobuf'", `'${new URL('../../js/core/index.js', import.meta.url).href}'`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8', timeout: 60_000 });
  assert.equal(status, 0, stderr);
  assert.equal(stdout.trimEnd(), program.match(/\/\/ (\d+ \d+)$/m)[1]);
});

test('the C program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zerobuf-sync-'));
  try {
    const source = join(folder, 'program.c'), binary = join(folder, 'program');
    writeFileSync(source, blockOf('c'));
    const sources = readdirSync(`${root}src/sync`).filter((name) => name.endsWith('.c')).map((name) => `${root}src/sync/${name}`);
    const built = spawnSync('gcc', ['-std=c11', '-D_POSIX_C_SOURCE=200809L', '-Wall', '-Wextra', '-Werror', '-O1', `-I${root}include`, source, ...sources, '-pthread', '-o', binary], { encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
    const { status, stdout } = spawnSync(binary, { encoding: 'utf8', timeout: 60_000 });
    assert.deepEqual([status, stdout], [0, '338350\n']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
