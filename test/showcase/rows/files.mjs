// SPDX-License-Identifier: MIT
// /fs/* under a folder; /serve/* and /files/*, which serve /tmp.

import assert from 'node:assert/strict';
import { JSON_TYPE, refused, row } from '../row.mjs';

/** @param {Record<string, string>} parameters */
const query = (parameters) => `?${new URLSearchParams(parameters)}`;
/** @param {string} path @param {string} content */
const write = (path, content) => `/fs/write${query({ path, content })}`;
/** @param {string} path @param {string} content */
const written = (path, content) => ({ json: { status: 'written', path, size: String(Buffer.byteLength(content)) } });
/** @param {string} verb @param {string} path */
const fs = (verb, path) => `/fs/${verb}${query({ path })}`;
/** @param {string} path @param {string} content */
const holds = (path, content) => ({ json: { path, content, size: String(Buffer.byteLength(content)) } });

/** Rows for any folder: place.root. */
export const files = [
  row('/fs: write, read, remove', ({ root, tag }) => {
    const path = `${root}/${tag}.txt`;
    return [
      [write(path, 'hello wasi'), written(path, 'hello wasi')],
      [fs('read', path), { json: { path, content: 'hello wasi', size: '10' } }],
      [`/fs/read?path=${path}`, holds(path, 'hello wasi')], // raw slashes
      [write(path, 'short'), written(path, 'short')],
      [fs('read', path), holds(path, 'short')],
      ['POST /fs/write', written(path, 'größer 😀\n'), { body: query({ path, content: 'größer 😀\n' }).slice(1) }],
      [fs('read', path), holds(path, 'größer 😀\n')],
      [write(path, ''), written(path, '')],
      [fs('read', path), holds(path, '')],
      [fs('remove', path), { json: { status: 'removed', path } }],
      [fs('read', path), refused(500)],
      [write(path, 'again'), written(path, 'again')],
      [fs('read', path), holds(path, 'again')],
      [fs('remove', path), { json: { status: 'removed', path } }],
    ];
  }),
  row('/fs/write: 200,000 bytes', ({ root, tag }) => {
    const path = `${root}/${tag}-large`;
    const content = 'ab\u00e9'.repeat(50_000);
    return [
      ['POST /fs/write', written(path, content), { body: query({ path, content }).slice(1) }],
      [fs('read', path), holds(path, content)],
      [fs('remove', path), {}],
    ];
  }),
  row('/fs/stat', ({ root, tag }) => [
    [write(`${root}/${tag}-abc`, 'abc'), {}],
    [fs('stat', `${root}/${tag}-abc`), { json: { name: `${tag}-abc`, size: 3, isDir: false } }],
    [fs('stat', root), { check: ({ json }) => assert.deepEqual([json.name, json.isDir, typeof json.size], [root.slice(1), true, 'number']) }],
    [fs('stat', `${root}/${tag}-none`), refused(500)],
    [fs('remove', `${root}/${tag}-abc`), {}],
    [fs('stat', `${root}/${tag}-abc`), refused(500)],
  ]),
  row('/fs/mkdir and /fs/readdir', ({ root, tag }) => {
    const top = `${root}/${tag}-dir`;
    const deep = `${top}/b/c`;
    return [
      [fs('mkdir', deep), { json: { status: 'created', path: deep } }],
      [fs('mkdir', deep), { json: { status: 'created', path: deep } }],
      [fs('stat', deep), { check: ({ json }) => assert.deepEqual([json.name, json.isDir], ['c', true]) }],
      [write(`${top}/file`, 'x'), {}],
      [fs('readdir', top), { check: ({ json }) => assert.deepEqual([json.path, json.entries.sort()], [top, ['b/', 'file']]) }],
      [fs('readdir', `${top}/b`), { json: { path: `${top}/b`, entries: ['c/'] } }],
      [fs('readdir', deep), { json: { path: deep, entries: [] } }],
      [fs('readdir', `${top}/none`), refused(500)],
      ...[deep, `${top}/b`, `${top}/file`, top].map((path) => /** @type {import('../row.mjs').Step} */ ([fs('remove', path), { json: { status: 'removed', path } }])),
      [fs('stat', top), refused(500)],
    ];
  }),
  row('/fs/remove without a path', [['/fs/remove', refused(400)]]),
  row('/fs outside of the folders there are', ({ root, tag }) => [
    ...['/etc/passwd', 'relative', `${root}/../${tag}`, '/'].map((path) => /** @type {import('../row.mjs').Step} */ ([write(path, 'x'), refused(500)])),
  ]),
];

/** Rows of /tmp. */
export const temporary = [
  row('/fs: what is left out', [
    ['/fs/write', written('/tmp/test.txt', 'hello from zerobuf')],
    ['/fs/read?path=/tmp/test.txt', holds('/tmp/test.txt', 'hello from zerobuf')],
    ['/fs/stat', { check: ({ json }) => assert.deepEqual([json.name, json.isDir], ['tmp', true]) }],
    ['/fs/mkdir', { json: { status: 'created', path: '/tmp/subdir' } }],
    ['/fs/readdir', { check: ({ json }) => assert.ok(json.path === '/tmp' && ['test.txt', 'subdir/'].every((name) => json.entries.includes(name)), json.entries) }],
  ]),
  row('/serve/*', ({ tag }) => [
    [write(`/tmp/${tag}.html`, '<p>hi</p>'), {}],
    [write(`/tmp/${tag}.css`, 'p{}'), {}],
    [`/serve/${tag}.html`, { check: served(/^text\/html/, '<p>hi</p>') }],
    [`/serve/${tag}.css`, { check: served(/^text\/css/, 'p{}') }],
    [fs('mkdir', `/tmp/${tag}-s`), {}],
    [write(`/tmp/${tag}-s/a b.txt`, 'deep'), {}],
    [`/serve/${tag}-s/a%20b.txt`, { check: served(/^text\/plain/, 'deep') }],
    [`/serve/${tag}-none.html`, { status: 404, error: '404 page not found' }],
    [`/serve/%2e%2e%2f${tag}.html`, { status: 404, error: '404 page not found' }],
  ]),
  row('/files/*', ({ tag }) => [
    [write(`/tmp/${tag}.json`, '{"ok":true}'), {}],
    [`/files/${tag}.json`, { check: served(new RegExp(JSON_TYPE), '{"ok":true}') }],
    [`/files/${tag}-none.json`, { status: 404, contains: '404 page not found' }],
  ]),
];

/**
 * @param {RegExp} type
 * @param {string} content
 * @returns {(answer: import('../row.mjs').Answer) => void}
 */
function served(type, content) {
  return ({ headers, text }) => {
    assert.match(headers.get('content-type') ?? '', type);
    assert.equal(text, content);
  };
}
