// SPDX-License-Identifier: MIT
// Routes, middleware, bodies and answers of test/guest/router.c.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { createGuest } from '../../js/host/guest.js';
import { logLine, MAX_LINE_BYTES } from '../../js/host/log-line.js';

/** @param {string} name */
const compiled = async (name) => WebAssembly.compile(await readFile(new URL(`../../build/wasm/${name}.wasm`, import.meta.url)));
const module = await compiled('router');
/** @type {string[]} */
const log = [];
const guest = createGuest(module, { log: (line) => log.push(line), development: true });

/**
 * @param {string} method
 * @param {string} path
 * @param {{body?: string | Uint8Array, headers?: Headers}} [rest]
 */
function call(method, path, rest = {}) {
  const answer = guest.call({ method, path, ...rest });
  const { body } = answer;
  const text = body === null ? '' : typeof body === 'string' ? body : new TextDecoder().decode(/** @type {Uint8Array} */ (body));
  return { ...answer, text, header: (/** @type {string} */ name) => answer.headers.filter(([key]) => key === name).map(([, value]) => value) };
}

const jsonOf = (/** @type {string} */ method, /** @type {string} */ path) => JSON.parse(call(method, path).text);

describe('routes', () => {
  it('give parameters and tails, decoded after the match', () => {
    assert.equal(call('GET', '/users/me').text, 'me');
    assert.deepEqual(jsonOf('GET', '/users/7?id=8'), { id: '7' });
    assert.deepEqual(jsonOf('DELETE', '/users/me'), { id: 'me' });
    assert.deepEqual(jsonOf('GET', '/users/a+b%20c%2Fd%C3%A9'), { id: 'a+b c/dé' });
    assert.deepEqual(jsonOf('GET', '/users/%00'), { id: '\0' });
    assert.deepEqual(jsonOf('GET', '/users/..'), { id: '..' });
    for (const path of ['/users/%', '/users/%4', '/users/%4x', '/users/a%zz']) assert.equal(call('GET', path).status, 400, path);
    assert.deepEqual(jsonOf('GET', '/static/css/main%2ecss'), { tail: 'css/main.css' });
    assert.deepEqual(jsonOf('GET', '/static/'), { tail: '' });
    assert.deepEqual(jsonOf('GET', '/static//../%2e%2e/x'), { tail: '/../../x' });
  });

  it('leave what no entry is for to the one for the rest', () => {
    for (const [method, path] of /** @type {const} */ ([['GET', '/'], ['PUT', '/static'], ['GET', '/users/'], ['GET', '/users/7/x'], ['GET', '/any/']])) {
      const { status, text } = call(method, path);
      assert.equal(status, 404);
      assert.deepEqual(JSON.parse(text), { nowhere: path });
    }
  });

  it('answer 405 and OPTIONS with every method that the path has', () => {
    for (const [path, allowed] of /** @type {const} */ ([['/users/me', 'GET, DELETE, HEAD, OPTIONS'], ['/users/7', 'GET, DELETE, HEAD, OPTIONS'], ['/text', 'POST, OPTIONS']])) {
      const refused = call('PATCH', path);
      assert.equal(refused.status, 405);
      assert.deepEqual(refused.header('allow'), [allowed]);
      const options = call('OPTIONS', path);
      assert.equal(options.status, 204);
      assert.equal(options.body, null);
      assert.deepEqual(options.header('allow'), [allowed]);
    }
    assert.deepEqual(jsonOf('OPTIONS', '/own'), { method: 'OPTIONS' });
    assert.deepEqual(call('POST', '/own').header('allow'), ['GET, HEAD, OPTIONS']);
  });

  it('answer HEAD as GET, and any method for "*"', () => {
    assert.equal(call('HEAD', '/users/7').status, 200);
    assert.equal(call('HEAD', '/text').status, 405);
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PROPFIND']) assert.deepEqual(jsonOf(method, '/any'), { method });
  });

  it('keep events and requests apart', () => {
    assert.deepEqual(jsonOf('zb:scheduled', '/*/5 * * * *'), { tick: '/*/5 * * * *' });
    assert.deepEqual(call('zb:scheduled', '/x').headers, []); // no middleware
    for (const path of ['/any', '/users/me', '/x']) {
      const { status, headers, text } = call('zb:alarm', path);
      assert.deepEqual([status, headers, text], [404, [], 'not found\n']);
    }
  });

  it('of a module without patterns answer the same ways', async () => {
    const hello = createGuest(await compiled('hello'));
    const status = (/** @type {string} */ method, /** @type {string} */ path) => {
      const answer = hello.call({ method, path });
      return [answer.status, ...answer.headers];
    };
    const allow = ['allow', 'GET, HEAD, OPTIONS'];
    assert.deepEqual(status('GET', '/?x=/'), [200]);
    assert.deepEqual(status('HEAD', '/'), [200]);
    assert.deepEqual(status('OPTIONS', '/'), [204, allow]);
    assert.deepEqual(status('*', '/'), [405, allow]);
    assert.deepEqual(status('POST', '/'), [405, allow]);
    for (const path of ['', '//', '/*', '*', '/x', '/%2f']) assert.deepEqual(status('GET', path), [404]);
    assert.deepEqual(status('zb:scheduled', '/'), [404]);
  });
});

describe('middleware', () => {
  it('wraps handlers, and what is answered without one', () => {
    for (const [method, path, status] of /** @type {const} */ ([['GET', '/users/7', 200], ['GET', '/x', 404], ['PUT', '/text', 405], ['OPTIONS', '/text', 204]])) {
      const answer = call(method, path);
      assert.equal(answer.status, status);
      assert.deepEqual(answer.header('access-control-allow-origin'), ['*']);
      assert.deepEqual(answer.header('server-timing'), ['app']);
      assert.deepEqual(answer.header('x-route'), status === 405 || status === 204 ? ['none'] : []);
      assert.equal(answer.header('allow').length, status === 405 || status === 204 ? 1 : 0);
    }
  });

  it('may answer by itself', () => {
    const refused = call('GET', '/admin/secret');
    assert.equal(refused.status, 401);
    assert.deepEqual(refused.header('server-timing'), ['app']);
    assert.equal(call('GET', '/admin/secret', { headers: new Headers({ authorization: 'x' }) }).status, 200);
    assert.equal(call('GET', '/admin/nothing').status, 401);
  });
});

describe('bodies and answers', () => {
  it('reads text', () => {
    assert.deepEqual(JSON.parse(call('POST', '/text', { body: 'é\0' }).text), { text: 'é\0' });
    assert.deepEqual(JSON.parse(call('POST', '/text').text), { text: '' });
    const { status, text } = call('POST', '/text', { body: Uint8Array.of(0x61, 0xff) });
    assert.deepEqual([status, text], [400, 'the body is no valid UTF-8\n']);
  });

  it('reads and writes JSON', () => {
    const { status, text, contentType } = call('POST', '/json', { body: ' {"a": [1, -0, 1.5, "é"]} ' });
    assert.deepEqual([status, text, contentType], [200, '{"a":[1,0,1.5,"é"]}\n', 'application/json']);
    assert.equal(call('GET', '/nan').text, '[null,null]\n');
  });

  it('refuses what is no JSON, and what is too long', () => {
    for (const [body, sentence] of /** @type {const} */ ([['not json', /^the body is no valid JSON: line 1, column \d+: .+\n$/], ['{\n"a":}', /line 2, column 5: /], ['', /line 1, column 1: /]])) {
      const { status, text, contentType } = call('POST', '/json', { body });
      assert.deepEqual([status, contentType], [400, 'text/plain; charset=utf-8']);
      assert.match(text, sentence);
    }
    assert.equal(call('POST', '/json', { body: `"${'x'.repeat(62)}"` }).status, 200);
    const { status, text } = call('POST', '/json', { body: `"${'x'.repeat(63)}"` });
    assert.deepEqual([status, text], [413, 'the body is too large\n']);
    assert.equal(call('POST', '/json', { body: Uint8Array.of(0x22, 0xff, 0x22) }).status, 400);
  });

  it('sends bytes, redirects and repeated headers', () => {
    assert.deepEqual(guest.call({ method: 'GET', path: '/bytes' }).body, Uint8Array.of(0, 255, 10, 13));
    const redirect = call('GET', '/redirect?to=/json');
    assert.deepEqual([redirect.status, redirect.header('location'), redirect.body], [302, ['/json'], null]);
    assert.deepEqual(call('GET', '/cookies').header('set-cookie'), ['a=1; Path=/', 'b=2']);
  });

  it('refuses header values that hold a line end, and says so', () => {
    for (const end of ['%0d%0a', '%0a', '%0d', '%7f', '%c3%a9']) {
      log.length = 0;
      const { status, headers } = call('GET', `/redirect?to=/x${end}set-cookie:%20a=1`);
      assert.deepEqual([status, headers], [500, []]);
      assert.equal(log.length, 1);
      assert.match(String(log[0]), /ZB_E_INVALID/);
    }
  });
});

describe('the log', () => {
  it('gets a line for each call, and no line end that a client sent', () => {
    log.length = 0;
    assert.equal(call('GET', `/log?line=${encodeURIComponent('é\r\n[error] forged\x1b[2J\u2028\u202e')}`).text, 'logged');
    assert.deepEqual(log, ['é\\u000d\\u000a[error] forged\\u001b[2J\\u2028\\u202e', 'and one more']);
  });

  it('cuts lines and replaces what is no UTF-8', () => {
    assert.equal(logLine(new Uint8Array(MAX_LINE_BYTES).fill(0x61)), 'a'.repeat(MAX_LINE_BYTES));
    assert.equal(logLine(new Uint8Array(MAX_LINE_BYTES + 1).fill(0x61)), `${'a'.repeat(MAX_LINE_BYTES)} … (8193 bytes)`);
    assert.equal(logLine(Uint8Array.of(0xff, 0x61)), '\ufffda');
  });
});
