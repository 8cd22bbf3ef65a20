// SPDX-License-Identifier: MIT
// /sha256, /sha512, /hmac, /aes.

import { createHash, createHmac } from 'node:crypto';
import { row } from '../row.mjs';

const HELLO_256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const TEST_256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const HELLO_HMAC = '88aab3ede8d3adf94d26ab90d3bafd4a2083070c3bcce9c014ee04a443847c0b';

/** @param {string} input */
const sha256 = (input) => ({ json: { input, sha256: createHash('sha256').update(input).digest('hex') } });
/** @param {string} input */
const sha512 = (input) => ({ json: { input, sha512: createHash('sha512').update(input).digest('hex') } });
/** @param {string} key @param {string} msg */
const hmac = (key, msg) => ({ json: { key, msg, hmac: createHmac('sha256', key).update(msg).digest('hex') } });
/** @param {string} plaintext */
const aes = (plaintext) => ({
  json: { plaintext, ciphertext_len: Buffer.byteLength(plaintext) + 16, decrypted: plaintext, round_trip_ok: true, tag_size: 16 },
});

export const crypto = [
  row('/sha256: known digests', [
    ['/sha256', { json: { input: 'hello', sha256: HELLO_256 } }],
    ['/sha256?input=hello', { json: { input: 'hello', sha256: HELLO_256 } }],
    ['/sha256?input=test', { json: { input: 'test', sha256: TEST_256 } }],
    ['/sha256?input=world', sha256('world')],
  ]),
  row('/sha256: the input of the query, else of a urlencoded body; decoded', [
    ['POST /sha256', sha256('from a body'), { body: 'input=from+a%20body' }],
    ['PUT /sha256', sha256('put'), { body: 'input=put' }],
    ['PATCH /sha256', sha256('patch'), { body: 'input=patch' }],
    ['POST /sha256?input=query', sha256('query'), { body: 'input=body' }],
    ['DELETE /sha256', sha256('hello'), { body: 'input=no+form' }],
    ['POST /sha256', sha256('hello'), { body: 'input=no+form', headers: { 'content-type': 'text/plain' } }],
    ['/sha256?input=%C3%A9%E2%82%AC+%F0%9F%98%80%26%3D%22%5C', sha256('é€ 😀&="\\')],
    [`/sha256?input=${'a'.repeat(5000)}`, sha256('a'.repeat(5000))],
    ['POST /sha256', sha256('b'.repeat(300_000)), { body: `input=${'b'.repeat(300_000)}` }],
  ]),
  row('/sha512', [
    ['/sha512', sha512('hello')],
    ['/sha512?input=test', { ...sha512('test'), check: ({ json }) => sha512IsStandard(json.sha512) }],
    ['/sha512?input=world', sha512('world')],
  ]),
  row('/hmac', [
    ['/hmac', { json: { key: 'secret', msg: 'hello', hmac: HELLO_HMAC } }],
    ['/hmac?key=k%2Fe+y&msg=m%C3%B6', hmac('k/e y', 'mö')],
    [`/hmac?key=${'k'.repeat(200)}`, hmac('k'.repeat(200), 'hello')],
  ]),
  row('/aes', [
    ['/aes', aes('secret message')],
    ['/aes?text=secret+data', { json: { plaintext: 'secret data', ciphertext_len: 27, decrypted: 'secret data', round_trip_ok: true, tag_size: 16 } }],
    ['/aes?text=%F0%9F%98%80', aes('😀')],
    [`/aes?text=${'x'.repeat(4000)}`, aes('x'.repeat(4000))],
  ]),
];

/** @param {string} digest */
function sha512IsStandard(digest) {
  if (!/^ee26b0dd.*50028a8ff$/.test(digest)) throw new Error(`${digest} is not SHA-512 of "test"`);
}
