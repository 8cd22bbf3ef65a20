// SPDX-License-Identifier: MIT
// Each template of `zerobuf init`, built, tested and served by the npm package, with real requests.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import test from 'node:test';
import { command, home, link, run, serving, urlIn } from './cli-support.mjs';
import { connect } from '../durable/support.mjs';
import { BUN, DENO } from '../../tools/binaries.mjs';

link('miniflare', 'workerd');

/** @param {string} name @param {string} [template] @returns {string} its folder */
function project(name, template = name) {
  command(0, ['init', name, '--template', template]);
  return join(home, name);
}

/** Serve a project while `ask` runs. */
async function whileServed(folder, args, ask, env) {
  const server = serving(['serve', '--port', '0', ...args], folder, env);
  try {
    await ask(urlIn(await server.line(/http:/)).replace(/\/$/, ''));
  } finally {
    assert.equal(await server.close(), 0, `serve ${args.join(' ')}\n${server.said()}`);
  }
}

const textOf = async (url, init) => {
  const response = await fetch(url, init);
  return `${response.status} ${await response.text()}`;
};

test('durable-object: each name counts for itself', async () => {
  const folder = project('durable-object');
  assert.equal(JSON.parse(readFileSync(join(folder, 'zerobuf.json'), 'utf8')).name, 'durable-object');
  command(0, ['build', '--quiet'], { cwd: folder });
  const store = join(folder, 'store');
  const post = { method: 'POST' };
  await whileServed(folder, ['--persist', store], async (url) => {
    assert.equal(await textOf(`${url}/room/a`), '200 0\n');
    assert.equal(await textOf(`${url}/room/a`, post), '200 1\n');
    assert.equal(await textOf(`${url}/room/a`, post), '200 2\n');
    assert.equal(await textOf(`${url}/room/b%20c`, post), '200 1\n');
    assert.match(await textOf(`${url}/room/%zz`), /^400 .*broken %XX/);
    assert.match(await textOf(`${url}/room`), /^404 /);
  });
  await whileServed(folder, ['--persist', store], async (url) => assert.equal(await textOf(`${url}/room/a`), '200 2\n'));
});

test('websocket: what one says, all in the room hear', async () => {
  const folder = project('websocket');
  await whileServed(folder, [], async (url) => {
    assert.match(await textOf(`${url}/`), /^200 <!doctype html>/);
    assert.match(await textOf(`${url}/room/a/Ada`), /^426 /);
    assert.match(await textOf(`${url}/room/a/%ff`), /^400 /);
    const ada = await connect(`${url}/room/a/Ada`);
    assert.equal(await ada.next(), 'Ada is here');
    const grace = await connect(`${url}/room/a/Gr%C3%A1ce`);
    const elsewhere = await connect(`${url}/room/b/Mary`);
    assert.equal(await elsewhere.next(), 'Mary is here');
    for (const each of [ada, grace]) assert.equal(await each.next(), 'Gráce is here');
    ada.socket.send('hello');
    for (const each of [ada, grace]) assert.equal(await each.next(), 'Ada: hello');
    grace.socket.send('ping');
    assert.equal(await grace.next(), 'pong');
    grace.socket.send(new Uint8Array([1]));
    assert.deepEqual(await grace.closed, { code: 4000, reason: 'this room is for text' });
    assert.equal(await ada.next(), 'Gráce has left');
    elsewhere.socket.send('hello');
    assert.equal(await elsewhere.next(), 'Mary: hello', 'the other room heard nothing else');
    for (const { socket } of [ada, elsewhere]) socket.close();
  });
});

test('the tests of templates pass; a broken one fails', () => {
  // One folder for all in turn: the runtime is compiled once.
  const folder = join(home, 'tested');
  for (const template of ['durable-object', 'hello', 'websocket', 'api']) {
    for (const part of ['src', 'test', 'zerobuf.json']) rmSync(join(folder, part), { recursive: true, force: true });
    project('tested', template);
    assert.match(command(0, ['test'], { cwd: folder }), /^(ok \w+\n){2,}\d passed, 0 failed\n$/, template);
  }
  const file = join(folder, 'test/api_test.c');
  writeFileSync(file, readFileSync(file, 'utf8').replace('\\"mean\\":3}', '\\"mean\\":4}'));
  const { status, stdout, stderr } = run(join(home, 'node_modules/.bin/zerobuf'), ['test'], { cwd: folder });
  assert.equal(status, 1);
  assert.match(stdout + stderr, /^ok greets_by_name$[^]*^FAILED means_of_numbers: .*api_test\.c:\d+: [^]*^ok refuses/m);
  assert.match(command(0, ['test', 'greets'], { cwd: folder }), /^ok greets_by_name\n1 /);
  writeFileSync(file, 'int broken');
  assert.match(command(1, ['test'], { cwd: folder }), /test\/api_test\.c:1:\d+: error: /);
});

test('hello on all hosts, counted and not', async () => {
  const folder = project('hello');
  const plain = command(0, ['build'], { cwd: folder });
  const counted = command(0, ['build', '--fuel'], { cwd: folder });
  const bytes = (said) => Number(said.match(/: (\d+) bytes/)[1]);
  assert.ok(bytes(counted) > bytes(plain), `${counted}${plain}`);
  const env = { PATH: [dirname(process.execPath), dirname(DENO), dirname(BUN), process.env.PATH].join(delimiter) };
  for (const args of [['workerd'], ['deno'], ['bun'], ['node'], ['node', '--workers', '2'], ['node', '--fuel']]) {
    await whileServed(folder, ['--host', ...args], async (url) => {
      assert.equal(await textOf(url), '200 Hello from C\n', args.join(' '));
      assert.match(await textOf(`${url}/other`), /^404 /);
    }, env);
  }
});
