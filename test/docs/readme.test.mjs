// SPDX-License-Identifier: MIT
// What README shows runs, and prints what it says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = (language) => [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text]) => text);

/** Run to the end; what it printed, a line each. */
function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, `${command} ${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd().split('\n');
}

test('the C program', () => {
  const [program, ...others] = blocks('c').filter((text) => text.includes('int main'));
  assert.deepEqual(others, []);
  const folder = mkdtempSync(join(tmpdir(), 'zerobuf-readme-'));
  try {
    const source = join(folder, 'readme.c');
    writeFileSync(source, program);
    run('gcc', ['-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-Iinclude', source, 'build/lib/libzerobuf.a', '-o', join(folder, 'readme')]);
    assert.deepEqual(run(join(folder, 'readme'), []), [program.match(/\); \/\* (.*) \*\/$/m)[1]]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the JavaScript program', () => {
  const [program, , ...others] = blocks('js');
  assert.deepEqual(others, []);
  const lines = run(process.execPath, ['--input-type=module', '--eval', program]);
  assert.equal(lines[0], program.match(/^console\.log.*\/\/ (Ordino .*)$/m)[1]);
  assert.match(lines.slice(1).join(' '), /name: 'Ordino',\s+lat: 42\.55623,\s+tags: \[ 'parish', 'AD', 'valley' \],\s+population: 4322/);
});

test('the pool', () => {
  const program = blocks('js')[1];
  const folder = mkdtempSync(join(tmpdir(), 'zerobuf-readme-'));
  try {
    const source = join(folder, 'pool.mjs');
    writeFileSync(source, program.replace("'./js/", `'${pathToFileURL(root)}js/`));
    assert.deepEqual(run(process.execPath, [source]), [program.match(/^ *console\.log.*\/\/ (.*)$/m)[1]]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the handler is the example', () => {
  const [handler] = blocks('c').filter((text) => text.includes('ZB_ROUTES'));
  assert.ok(readFileSync(join(root, 'examples/hello/hello.c'), 'utf8').endsWith(handler));
});
