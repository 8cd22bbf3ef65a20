// SPDX-License-Identifier: MIT
// docs/javascript.md is one program, and prints what it says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the tour of the JavaScript library', () => {
  const text = readFileSync(`${root}docs/javascript.md`, 'utf8');
  const program = [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, block]) => block).join('');
  const expected = [...program.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line]) => line);
  assert.ok(expected.length > 10);
  const runnable = program.replace("'zerobuf'", `'${root}js/core/index.js'`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', runnable], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.deepEqual(stdout.trimEnd().split('\n'), expected);
});
