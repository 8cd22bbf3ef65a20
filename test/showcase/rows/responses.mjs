// SPDX-License-Identifier: MIT
// What handlers answer: /redirect, /status, /negotiate, /limited, /chunked-write, /large, /panic, /sse, /ws, /api.

import assert from 'node:assert/strict';
import { STATUS_CODES } from 'node:http';
import { JSON_TYPE, refused, row } from '../row.mjs';

const EMPTY_TYPE = 'application/octet-stream';
const json = (/** @type {unknown} */ value) => ({ body: JSON.stringify(value), headers: { 'content-type': JSON_TYPE } });
const CORS = { 'access-control-allow-origin': '*' };
const CORS_INFO = {
  ...CORS,
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'Content-Type, Authorization',
};
const accept = (/** @type {string} */ accepted) => ({ headers: { accept: accepted } });
const AS_JSON = { json: { status: 'ok', version: '1.0.0' } };
const AS_TEXT = { text: 'version=1.0.0 status=ok' };
const AS_HTML = {
  contains: '<h1>Status: OK</h1>',
  check: (/** @type {import('../row.mjs').Answer} */ { headers }) => assert.match(headers.get('content-type') ?? '', /^text\/html/),
};

/** @param {number} size @returns {import('../row.mjs').Expected} */
const letters = (size) => ({
  type: 'application/octet-stream',
  headers: { 'x-body-size': String(size) },
  check: ({ bytes }) => assert.ok(bytes.equals(Buffer.from(Uint8Array.from({ length: size }, (_, i) => 65 + (i % 26)))), 'other bytes'),
});

export const responses = [
  row('/redirect', [['/redirect', { status: 302, type: EMPTY_TYPE, headers: { location: '/json' } }]]),
  row('/status', [
    ['/status', { contains: '200 OK' }],
    ...[200, 201, 400, 401, 403, 404, 500].map((code) => /** @type {import('../row.mjs').Step} */ (
      [`/status?code=${code}`, { status: code, text: `${code} ${STATUS_CODES[code]}` }])),
    ['/status?code=204', { status: 204, check: ({ bytes }) => assert.equal(bytes.length, 0) }],
    ['/status?code=599', { status: 599, contains: '599' }],
  ]),
  row('/status outside 200 to 599', ['0', '100', '199', '600', '999', '-200', '4294967496', 'abc', '20x'].map((code) => [`/status?code=${code}`, refused(400)])),
  row('/negotiate', [
    ['/negotiate', AS_JSON, accept('*/*')],
    ['/negotiate', AS_JSON, accept('application/json')],
    ['/negotiate', AS_TEXT, accept('text/plain')],
    ['/negotiate', AS_TEXT, accept('text/plain; q=0.9, image/png')],
    ['/negotiate', AS_HTML, accept('text/html')],
    ['/negotiate', AS_HTML, accept('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')],
  ]),
  row('/limited', [
    ['POST /limited', { json: { received: 5, data: 'short' } }, json({ data: 'short' })],
    ['POST /limited', { status: 413, error: '{"error":"body too large or invalid"}' }, json({ data: 'x'.repeat(200) })],
    ['POST /limited', { json: { received: 53, data: 'y'.repeat(53) } }, json({ data: 'y'.repeat(53) })], // 64 bytes
    ['POST /limited', { status: 413, error: '{"error":"body too large or invalid"}' }, json({ data: 'y'.repeat(54) })],
    ['POST /limited', { status: 413, error: '{"error":"body too large or invalid"}' }, { body: 'not json' }],
    ['/limited', refused(405)],
  ]),
  row('/chunked-write', [['/chunked-write', { contains: 'line1\nline2\nline3\n', check: ({ text, headers }) => {
    assert.equal(text, 'line1\nline2\nline3\n');
    assert.match(headers.get('content-type') ?? '', /^text\/plain/);
  } }]]),
  row('/large', [
    ['/large', letters(32_768)],
    ...[1, 27, 32_768, 131_072, 524_288, 1_048_576].map((size) => /** @type {import('../row.mjs').Step} */ ([`/large?size=${size}`, letters(size)])),
    ...['0', '1048577', '-1', 'abc', '', '1e3', '99999999999'].map((size) => /** @type {import('../row.mjs').Step} */ ([`/large?size=${size}`, letters(32_768)])),
  ]),
  row('/panic, and the next request', [
    ['/panic', { status: 500, contains: 'panic:' }],
    ['/json', { json: { message: 'Hello from zerobuf!', method: 'GET', path: '/json' } }],
    ['POST /panic', { status: 500, contains: 'panic:' }, { body: 'a=b' }],
    ['/panic', { status: 500, contains: 'panic:' }],
    ['/sha256?input=world', { check: ({ json: value }) => assert.equal(value.input, 'world') }],
  ]),
  row('/sse', [['/sse', {
    type: 'text/event-stream',
    headers: { 'cache-control': 'no-cache' },
    check: ({ text }) => assert.equal(text, [
      ...[0, 1, 2].map((count) => `event: message\ndata: {"count":${count}}\n\n`),
      'event: done\ndata: {"total":3}\n\n',
    ].join('')),
  }]]),
  row('/ws over plain HTTP', [['/ws', { json: { type: 'websocket_endpoint', hint: 'connect via ws://host/do/ws' } }]]),
  row('/api/info', [
    ['/api/info', { json: { version: '1.0.0', runtime: 'zerobuf' }, headers: CORS_INFO }],
    ['OPTIONS /api/info', { status: 204, headers: CORS_INFO, type: EMPTY_TYPE, check: ({ bytes }) => assert.equal(bytes.length, 0) }],
  ]),
  row('/api/items', [
    ['/api/items', { json: { items: [{ id: '1', name: 'alpha' }, { id: '2', name: 'beta' }] }, headers: CORS }],
    ['POST /api/items', { status: 201, json: { id: '3', name: 'gämma "3"', created: true }, headers: CORS }, json({ name: 'gämma "3"' })],
    ['POST /api/items', { status: 422, json: { error: 'name required' }, headers: CORS }, json({})],
    ['POST /api/items', { status: 422, json: { error: 'name required' } }, json({ name: '' })],
    ['POST /api/items', { status: 400, error: '{"error":"invalid json"}' }, { body: 'not json' }],
    ['DELETE /api/items', { status: 204, headers: CORS, type: EMPTY_TYPE, check: ({ bytes }) => assert.equal(bytes.length, 0) }],
    ['PATCH /api/items', { status: 405, error: '{"error":"method not allowed"}', check: ({ headers }) => assert.equal(headers.get('access-control-allow-origin'), '*') }, { body: '' }],
    ['PUT /api/items', { status: 405, error: '{"error":"method not allowed"}' }, { body: '' }],
  ]),
];
