// SPDX-License-Identifier: MIT
// tools/run.mjs as a person uses it; and generated files of the examples are fresh.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { HOSTS } from './servers.mjs';

/** @param {string[]} args */
function run(...args) {
  const child = spawn(process.execPath, args, { cwd: new URL('../..', import.meta.url), stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { out: '', err: '' };
  child.stdout.on('data', (text) => (output.out += text));
  child.stderr.on('data', (text) => (output.err += text));
  /** @type {Promise<number | null>} */
  const exit = new Promise((resolve) => child.once('close', resolve));
  return { child, output, exit };
}

for (const host of HOSTS) {
  describe(`make run on ${host}`, { timeout: 120_000 }, () => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
      it(`shows its answers, serves, and stops cleanly at ${signal}`, async () => {
        const { child, output, exit } = run('tools/run.mjs', 'hello', '--host', host, '--port', '0');
        try {
          for await (const line of createInterface({ input: child.stdout })) if (line === 'Serving until Ctrl-C.') break;
          const url = /http:\S+/.exec(output.out)?.[0] ?? '';
          assert.equal(await (await fetch(url)).text(), 'Hello from C\n');
          child.kill(signal);
          assert.equal(await exit, 0, output.err);
          await assert.rejects(fetch(url), 'the server is gone');
        } finally {
          child.kill();
        }
      });
    }

    it('says that a port is taken, and by which variable to choose another', async () => {
      const holder = createServer();
      await new Promise((resolve) => holder.listen(0, '127.0.0.1', () => resolve(undefined)));
      const { port } = /** @type {import('node:net').AddressInfo} */ (holder.address());
      const { output, exit } = run('tools/run.mjs', 'hello', '--host', host, '--port', String(port));
      assert.equal(await exit, 1);
      assert.match(output.err, new RegExp(`^Port ${port} on 127.0.0.1 is taken.* PORT=${port + 1}\\b`));
      holder.close();
    });
  });
}

describe('tools/run.mjs', { timeout: 120_000 }, () => {
  it('refuses what it does not know', async () => {
    for (const args of [[], ['nothing'], ['../secret'], ['hello', '--host', 'apache'], ['hello', '--port', 'x'], ['hello', '--port', '70000'], ['hello', '--what']]) {
      const { output, exit } = run('tools/run.mjs', ...args);
      assert.equal(await exit, 1, args.join(' '));
      assert.notEqual(output.err, '');
    }
  });
});

describe('generated files', { timeout: 120_000 }, () => {
  it('hold what their generator writes', async () => {
    const { output, exit } = run('examples/cities/gen_fold.mjs', '--check');
    assert.equal(await exit, 0, output.err);
  });
});
