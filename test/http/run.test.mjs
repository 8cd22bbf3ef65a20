// SPDX-License-Identifier: MIT
// tools/run.mjs as a person uses it; and generated files of the examples are fresh.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { MAIN_HOSTS as HOSTS, startExample } from './servers.mjs';

const ROOT = new URL('../..', import.meta.url);

/** @param {string[]} args */
function run(...args) {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
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

/** @param {(folder: string) => Promise<void>} use given an empty folder that is gone afterwards */
async function withFolder(use) {
  const folder = await mkdtemp(join(tmpdir(), 'zerobuf-test-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {(folder: string) => Promise<void>} use given the folder where temporary files go meanwhile */
async function withTemporaryFolder(use) {
  await withFolder(async (folder) => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = folder;
    try {
      await use(folder);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });
}

describe('what workerd leaves behind', { timeout: 120_000 }, () => {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    it(`is nothing after ${signal} during the start`, () =>
      withTemporaryFolder(async (folder) => {
        const watcher = watch(folder);
        const written = new Promise((resolve) => watcher.once('change', resolve));
        const { child, output, exit } = run('tools/run.mjs', 'hello', '--port', '0');
        await written;
        watcher.close();
        child.kill(signal);
        assert.equal(await exit, 0, output.err);
        assert.equal(output.out, '');
        assert.deepEqual(await readdir(folder), []);
      }));
  }

  it('is nothing when it is killed', () =>
    withTemporaryFolder(async (folder) => {
      const server = await startExample('hello', { host: 'workerd', port: 0 });
      assert.equal((await readdir(folder)).length, 1);
      process.kill(/** @type {number} */ (server.pid), 'SIGKILL');
      await server.exited;
      assert.deepEqual(await readdir(folder), []);
      await server.close();
    }));
});

describe('tools/run.mjs', { timeout: 120_000 }, () => {
  for (const host of HOSTS) {
    it(`serves a folder of C files alone on ${host}`, () =>
      withFolder(async (folder) => {
        // A checkout in which somebody has made examples/mine and run "make build".
        for (const path of ['examples/start.mjs', 'tools/run.mjs', 'tools/binaries.mjs']) await cp(new URL(path, ROOT), join(folder, path));
        await symlink(new URL('js', ROOT), join(folder, 'js'));
        await mkdir(join(folder, 'examples/mine'));
        await cp(new URL('build/wasm/hello.wasm', ROOT), join(folder, 'build/wasm/mine.wasm'));
        const { child, output, exit } = run(join(folder, 'tools/run.mjs'), 'mine', '--host', host, '--port', '0');
        try {
          for await (const line of createInterface({ input: child.stdout })) if (line === 'Serving until Ctrl-C.') break;
          assert.match(output.out, /^GET http:\S+\/\n200 Hello from C$/m);
        } finally {
          child.kill();
        }
        assert.equal(await exit, 0, output.err);
      }));
  }

  it('names the examples that exist', async () => {
    const { output, exit } = run('tools/run.mjs', 'nothing');
    assert.equal(await exit, 1);
    assert.match(output.err, /^There is no example "nothing": choose one of .*\bcities, .*\bhello\b/);
  });

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
