// SPDX-License-Identifier: MIT
// Tests of handlers as native programs: those of the repository pass, failures say where, and an overrun is seen.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

/**
 * @param {string} program
 * @param {string[]} [args]
 */
function run(program, args = []) {
  const { status, stdout, stderr } = spawnSync(fileURLToPath(new URL(`../../build/${program}`, import.meta.url)), args, { encoding: 'utf8' });
  return { status, lines: stdout.trimEnd().split('\n'), stderr };
}

describe('tests of handlers', { timeout: 120_000 }, () => {
  for (const program of ['native/handler-test', 'asan/handler-test']) {
    it(`pass: ${program}`, () => {
      const { status, lines, stderr } = run(program);
      assert.equal(status, 0, lines.join('\n') + stderr);
      assert.match(String(lines.at(-1)), /^[1-9]\d* passed, 0 failed$/);
      assert.ok(lines.slice(0, -1).every((line) => /^ok \w+$/.test(line)));
    });
  }

  it('fail with a line that says where and what', () => {
    const { status, lines } = run('asan/handler-failing', ['fails_']);
    assert.equal(status, 1);
    assert.equal(lines.pop(), `0 passed, ${lines.length} failed`);
    const said = new Map(lines.map((line) => {
      const [, name, what] = line.match(/^FAILED (\w+): \S*failing_test\.c:[1-9]\d*: (.*)$/) ?? assert.fail(line);
      return [name, what];
    }));
    assert.equal(said.get('fails_condition'), '1 + 1 == 3 is false');
    assert.match(String(said.get('fails_integer')), /status is 404, expected 200$/);
    assert.match(String(said.get('fails_text')), /body is "me", expected "you"$/);
    assert.equal(said.get('fails_null'), 'NULL is NULL, expected "text"');
    const call = 'env.KV.get("a", -3, 0.5, true, null)';
    assert.equal(said.get('fails_other_call'), `the handler calls ${call}, and the reply is to env.KV.get("b")`);
    assert.equal(said.get('fails_missing_call'), 'the handler ended without the call env.KV.get("b")');
    assert.equal(said.get('fails_further_call'), `there is no reply to the call ${call}`);
    assert.equal(said.size, 7);
  });

  it('fail when they crash, and go on with the next', () => {
    const { status, lines } = run('asan/handler-failing', ['crashes']);
    assert.equal(status, 1);
    assert.match(String(lines.at(-2)), /^FAILED crashes: it ended with (signal|exit code) \d+$/);
    assert.equal(lines.at(-1), '0 passed, 1 failed');
  });

  it('see a write past the newest allocation', () => {
    const { status, lines, stderr } = run('asan/handler-failing', ['overruns']);
    assert.equal(status, 1);
    assert.match(stderr, /use-after-poison/);
    assert.match(stderr, /waiter\.c:/);
    assert.match(String(lines.at(-2)), /^FAILED overruns: it ended with/);
  });

  it('that nobody has are a failure', () => {
    const { status, stderr } = run('native/handler-test', ['nobody']);
    assert.equal(status, 1);
    assert.match(stderr, /no test whose name begins with "nobody"/);
  });
});
