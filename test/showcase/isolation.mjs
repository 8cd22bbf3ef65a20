// SPDX-License-Identifier: MIT
// Concurrent requests never see each other's data.

import assert from 'node:assert/strict';
import { it } from 'node:test';

/** @import { Tested } from './server.mjs' */

const REQUESTS = 200;

/**
 * What request i asks for, and whether the answer is its own.
 * @type {((i: number, tag: string) => {path: string, init?: RequestInit, own: (text: string) => boolean})[]}
 */
const KINDS = [
  (i, tag) => ({
    path: `/echo?q=${tag}-q${i}`,
    init: { method: 'POST', body: new URLSearchParams({ name: `${tag}-${i}`, age: String(i), filling: 'f'.repeat(i * 37) }) },
    own: (text) => text === `${JSON.stringify({ method: 'POST', name: `${tag}-${i}`, age: String(i), query: `${tag}-q${i}` })}\n`,
  }),
  // Later requests are answered first, each in a length of its own.
  (i) => ({
    path: `/fetch?url=${encodeURIComponent(`https://slow.example/${(REQUESTS - i) * 2}/${1000 + i}`)}`,
    own: (text) => JSON.parse(text).content_length === 1000 + i,
  }),
  (i) => ({
    path: `/multi-fetch?${new URLSearchParams({ url1: `https://slow.example/${i % 7}/${i}`, url2: `https://slow.example/${(i % 5) * 10}/${2 * i}` })}`,
    own: (text) => JSON.parse(text).fetch1_length === i && JSON.parse(text).fetch2_length === 2 * i,
  }),
  (i, tag) => ({ path: '/headers', init: { headers: { 'x-custom': `${tag} ${i}` } }, own: (text) => JSON.parse(text)['x-custom'] === `${tag} ${i}` }),
  (i) => ({ path: `/large?size=${i + 1}`, own: (text) => text.length === i + 1 }),
];

/**
 * @param {() => Tested} server
 * @param {string[]} prefixes
 */
export function testIsolation(server, prefixes) {
  for (const prefix of prefixes) {
    it(`${REQUESTS} requests at once to ${prefix}/ get their own answers`, async () => {
      const { url, tag } = server();
      const answers = await Promise.all(Array.from({ length: REQUESTS }, async (_, i) => {
        const kind = /** @type {(typeof KINDS)[number]} */ (KINDS[i % KINDS.length]);
        const { path, init, own } = kind(i, tag);
        const response = await fetch(url + prefix + path, init);
        const text = await response.text();
        return response.status === 200 && own(text) ? null : `${path} got ${response.status} ${text.slice(0, 200)}`;
      }));
      assert.deepEqual(answers.filter((wrong) => wrong !== null), []);
    });
  }
}
