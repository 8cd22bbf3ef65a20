// SPDX-License-Identifier: MIT
// The npm package as others get it, installed in an empty folder outside of the repository, and its command line.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../../build/npm/', import.meta.url));
export const WORKSPACE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
export const home = realpathSync(mkdtempSync(join(tmpdir(), 'zerobuf-cli-')));
after(() => rmSync(home, { recursive: true, force: true }));

const environment = {
  ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), npm_config_cache: join(home, '.cache'),
  npm_config_offline: 'true', npm_config_update_notifier: 'false', NO_COLOR: '1',
};

export function run(program, args, { cwd = home, env = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...environment, ...env } });
  assert.ifError(error);
  return { status, stdout, stderr };
}

const packed = run('npm', ['pack', '--json', '--pack-destination', home], { cwd: PACKAGE });
assert.equal(packed.status, 0, packed.stderr);
writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'home', private: true }));
const installed = run('npm', ['install', '--no-audit', '--no-fund', join(home, JSON.parse(packed.stdout)[0].filename)]);
assert.equal(installed.status, 0, installed.stderr);
const zerobuf = join(home, 'node_modules/.bin/zerobuf');

/** Run `zerobuf`, which must end with this exit code. */
export function command(code, args, options) {
  const { status, stdout, stderr } = run(zerobuf, args, options);
  assert.equal(status, code, `zerobuf ${args.join(' ')}\n${stdout}${stderr}`);
  return code === 0 ? stdout : stderr;
}

/** Let the installed package find others, which the repository has. */
export function link(...names) {
  mkdirSync(join(home, 'node_modules'), { recursive: true });
  for (const name of names) symlinkSync(join(WORKSPACE_MODULES, name), join(home, 'node_modules', name), 'dir');
}

/** Start a command that serves, and collect its lines. */
export function serving(args, cwd, env = {}) {
  const child = spawn(zerobuf, args, { cwd, env: { ...environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  const waiting = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      for (const look of waiting) look();
    });
  }
  const exited = new Promise((resolve) => child.once('close', resolve));
  /** The first line from the `from`-th on that fits; fails when the command ends without. */
  const line = (pattern, from = 0) => new Promise((resolve, reject) => {
    const look = () => {
      const index = said.findIndex((text, i) => i >= from && pattern.test(text));
      if (index < 0) return;
      waiting.delete(look);
      resolve({ text: said[index], next: index + 1 });
    };
    waiting.add(look);
    look();
    exited.then(() => reject(new Error(`it ended and said:\n${said.join('\n')}`)));
  });
  return { line, said: () => said.join('\n'), close: () => { child.kill('SIGINT'); return exited; } };
}

export const urlIn = ({ text }) => text.match(/http:[^ ]*/)[0];
