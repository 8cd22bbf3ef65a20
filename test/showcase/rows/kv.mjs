// SPDX-License-Identifier: MIT
// /kv/*.

import assert from 'node:assert/strict';
import { refused, row } from '../row.mjs';

/** @param {Record<string, string>} parameters */
const query = (parameters) => `?${new URLSearchParams(parameters)}`;

export const kv = [
  row('/kv: put, get, delete', ({ tag }) => {
    const key = `${tag}/ké y?`;
    return [
      [`/kv/get${query({ key })}`, { json: { key, value: '', found: false } }],
      [`/kv/put${query({ key, value: 'first' })}`, { json: { status: 'ok', key } }],
      [`/kv/get${query({ key })}`, { json: { key, value: 'first', found: true } }],
      ['POST /kv/put', { json: { status: 'ok', key } }, { body: query({ key, value: 'zweiter\n"Wert"' }).slice(1) }],
      [`/kv/get${query({ key })}`, { json: { key, value: 'zweiter\n"Wert"', found: true } }],
      [`/kv/put${query({ key })}`, { json: { status: 'ok', key } }],
      [`/kv/get${query({ key })}`, { json: { key, value: '', found: true } }],
      [`/kv/delete${query({ key })}`, { json: { status: 'deleted', key } }],
      [`/kv/get${query({ key })}`, { json: { key, value: '', found: false } }],
      [`/kv/delete${query({ key })}`, { json: { status: 'deleted', key } }],
    ];
  }, ['kv']),
  row('/kv: no key', [
    ['/kv/put', { status: 400, error: 'key required' }],
    ['/kv/put?key=&value=x', { status: 400, error: 'key required' }],
    ['/kv/get', refused(400)],
    ['/kv/delete', refused(400)],
  ], ['kv']),
  row('/kv/list', ({ tag }) => [
    [`/kv/put?key=${tag}-list-b&value=2`, {}],
    [`/kv/put?key=${tag}-list-a&value=1`, {}],
    [`/kv/put?key=${tag}-other&value=3`, {}],
    [`/kv/list?prefix=${tag}-list-`, { json: { prefix: `${tag}-list-`, keys: [`${tag}-list-a`, `${tag}-list-b`] } }],
    [`/kv/list?prefix=${tag}-none`, { json: { prefix: `${tag}-none`, keys: [] } }],
    ['/kv/list', { check: ({ json }) => assert.ok(json.prefix === '' && json.keys.includes(`${tag}-other`)) }],
    ...['list-a', 'list-b', 'other'].map((name) => /** @type {import('../row.mjs').Step} */ ([`/kv/delete?key=${tag}-${name}`, {}])),
  ], ['kv']),
];
