// SPDX-License-Identifier: MIT
// What handlers see of a request: /json, /echo, /headers, cookies, /basicauth, /reflect, /static, bodies of any bytes.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { refused, row } from '../row.mjs';

const HELLO = { text: 'Hello from zerobuf!' };
const credentials = (/** @type {string} */ pair) => ({ headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } });
const REALM = { 'www-authenticate': 'Basic realm="test"' };

export const requests = [
  row('/ and every unregistered path, for any method', [
    ['/', HELLO], ['/unknown', HELLO], ['/nonexistent', HELLO], ['/a/b/c?d=e', HELLO], ['/jsonx', HELLO],
    ['POST /', HELLO, { body: 'x=1' }], ['PUT /unknown', HELLO, { body: 'x=1' }], ['DELETE /', HELLO], ['PATCH /unknown', HELLO, { body: 'x' }],
    ['HEAD /', { check: ({ bytes }) => assert.equal(bytes.length, 0) }],
  ]),
  row('/json', ['GET', 'POST', 'PUT', 'DELETE'].map((method) =>
    [`${method} /json?q=1`, { json: { message: 'Hello from zerobuf!', method, path: '/json' } }, method === 'POST' ? { body: '' } : {}])),
  row('/echo', [
    ['/echo?name=gomode&age=1', { json: { method: 'GET', name: 'gomode', age: '', query: '' } }],
    ['/echo', { json: { method: 'GET', name: '', age: '', query: '' } }],
    ['POST /echo?q=search&name=queryname', { json: { method: 'POST', name: 'queryname', age: '30', query: 'search' } }, { body: 'name=postname&age=30' }],
    ['POST /echo?age=fromquery', { json: { method: 'POST', name: '', age: 'frompost', query: '' } }, { body: 'age=frompost' }],
    ['POST /echo', { json: { method: 'POST', name: 'a b&c=d', age: '', query: '100%' } }, { body: 'name=a+b%26c%3Dd&q=100%25' }],
    ['POST /echo', { json: { method: 'POST', name: '"\n\t😀', age: '', query: '' } }, { body: 'name=%22%0A%09%F0%9F%98%80' }],
  ]),
  row('/headers', ({ url }) => [
    ['/headers', {
      json: { 'user-agent': 'showcase-test/1', 'x-custom': 'a, b', host: new URL(url).host, accept: 'text/x-test' },
    }, { headers: { 'user-agent': 'showcase-test/1', 'x-custom': 'a, b', accept: 'text/x-test' } }],
    ['/headers', { check: ({ json }) => assert.equal(json['x-custom'], '') }],
  ]),
  row('cookies', [
    ['/set-cookie', {
      text: 'cookie set',
      check({ headers }) {
        const [cookie = '', ...more] = headers.getSetCookie();
        assert.ok(cookie.includes('session=abc123') && cookie.includes('Path=/') && more.length === 0, cookie);
      },
    }],
    ['/read-cookie', { json: { name: 'session', value: 'xyz789' } }, { headers: { cookie: 'session=xyz789; other=val' } }],
    ['/read-cookie', { json: { name: 'session', value: 'xyz789' } }, { headers: { cookie: 'other=val; session=xyz789' } }],
    ['/read-cookie', refused(400, 'no cookie')],
    ['/read-cookie', refused(400, 'no cookie'), { headers: { cookie: 'xsession=1; sessions=2' } }],
    ['/multi-cookie', {
      text: 'cookies set',
      check: ({ headers }) => assert.deepEqual(headers.getSetCookie(), [
        'sid=sess-abc; Path=/; HttpOnly; Secure; SameSite=Strict',
        'theme=dark; Path=/; Max-Age=86400',
      ]),
    }],
  ]),
  row('/basicauth', [
    ['/basicauth', { json: { user: 'admin', pass: 'secret' } }, credentials('admin:secret')],
    ['/basicauth', { ...refused(401), headers: REALM }],
    ['/basicauth', { ...refused(401), headers: REALM }, { headers: { authorization: 'Basic %%%' } }],
    ['/basicauth', { ...refused(401), headers: REALM }, { headers: { authorization: 'Bearer YWRtaW46c2VjcmV0' } }],
    ['/basicauth', { ...refused(401), headers: REALM }, credentials('no colon')],
  ]),
  row('/static/*: the prefix is taken off', [
    ['/static/css/main.css', { json: { stripped_path: '/css/main.css' } }],
    ['/static/', { json: { stripped_path: '/' } }],
    ['POST /static/a?b=c', { json: { stripped_path: '/a' } }, { body: 'x=1' }],
  ]),
  row('/reflect', ({ url }) => [
    ['/reflect?foo=bar&baz=1', {
      json: {
        method: 'GET', path: '/reflect', raw_query: 'foo=bar&baz=1', host: new URL(url).host, proto: 'HTTP/1.1', proto_at_1_1: true,
        request_uri: '/reflect?foo=bar&baz=1', referer: 'https://from.example/', user_agent: 'showcase-test/1', content_len: 0,
      },
    }, { headers: { referer: 'https://from.example/', 'user-agent': 'showcase-test/1' } }],
    ['POST /reflect', {
      check({ json }) {
        assert.equal(json.method, 'POST');
        assert.equal(json.raw_query, '');
        assert.equal(json.request_uri, '/reflect');
        assert.equal(json.content_len, 11);
      },
    }, { body: 'hello world' }],
    ['DELETE /reflect', { check: ({ json }) => assert.equal(json.method, 'DELETE') }],
  ]),
  row('bodies of any size and any bytes', [
    ...[0, 1, 255, 65_536, 3_000_001].map((bytes) => /** @type {import('../row.mjs').Step} */ (
      ['POST /reflect', { check: ({ json }) => assert.equal(json.content_len, bytes) }, { body: randomBytes(bytes) }])),
    ['POST /upper', { contains: 'HELLO ZEROBUF' }, { body: randomBytes(10_000), headers: { 'content-type': 'application/octet-stream' } }],
    // Bytes that are no UTF-8 are no reason to fail.
    ['POST /columnar', refused(400), { body: randomBytes(1000), headers: { 'content-type': 'application/json' } }],
  ]),
];
